import { describe, expect, it } from 'vitest';
import { newId } from '../../src/db/ids.js';
import { instant } from '../../src/domain/dates.js';

describe('a new id', () => {
  it('is a UUID version 7 of its instant, and no two are the same', () => {
    const at = instant('2026-03-02T02:00:00.001Z');
    const ids = Array.from({ length: 1_000 }, () => newId(at));
    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^019cac46-1501-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId(instant('2026-03-02T02:00:00.000Z')) < (ids[0] ?? '')).toBe(true);
  });
});
