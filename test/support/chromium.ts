import { describe, inject } from 'vitest';

/** `describe` for suites that use the pages as people do: a whole installation and a browser. Left out, and reported as left out, without either. */
export function describeWithChromium(title: string, suite: () => void): void {
  const { chromium, temporal } = inject('partsPresent');
  describe(title, { skip: !chromium || !temporal }, suite);
}
