import { describe, expect, it } from 'vitest';
import { newId } from '../../src/db/ids.js';
import { instant } from '../../src/domain/dates.js';

describe('the id of a new row', () => {
  const at = instant('2026-03-02T02:00:00Z');

  it('is a UUID of version 7 that begins with its instant', () => {
    expect(newId(at)).toMatch(/^019cac46-1500-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sorts after all ids that were written before it at the same instant, and after those of earlier instants', () => {
    const ids = Array.from({ length: 10_000 }, () => newId(at));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(newId(instant('2026-03-02T02:00:00.001Z')) > (ids.at(-1) ?? '')).toBe(true);
  });
});
