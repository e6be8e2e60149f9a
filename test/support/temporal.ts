import { randomUUID } from 'node:crypto';
import { describe, inject } from 'vitest';
import { prepareTemporal } from '../../src/embedded/temporal-namespace.js';
import { askPart } from './ask-part.js';

/** `describe` for suites that need a real Temporal server: left out, and reported as left out, where there is none. */
export function describeWithTemporal(title: string, suite: () => void): void {
  describe(title, { skip: !inject('partsPresent').temporal }, suite);
}

/** `describe` for suites that run Temporal itself on a real PostgreSQL. */
export function describeWithTemporalOnPostgres(title: string, suite: () => void): void {
  describe(title, { skip: !inject('partsPresent').temporalOnPostgres }, suite);
}

export interface TestTemporal {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
}

/** The Temporal server of this run with a namespace that all test files share: use a task queue and ids of your own. */
export async function testTemporal(): Promise<TestTemporal> {
  const { address, namespace } = (await askPart('temporal')) as TestTemporal;
  return { address, namespace };
}

/** The same server with a namespace that nobody else uses (takes about two seconds to be known). */
export async function testTemporalNamespace(): Promise<TestTemporal> {
  const { address } = await testTemporal();
  const namespace = `test-${randomUUID()}`;
  await prepareTemporal({ address, namespace, withinMilliseconds: 10_000 });
  return { address, namespace };
}

/** A task queue, workflow id or the like that no other test uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID()}`;
}
