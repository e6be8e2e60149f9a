import { describe, expect, it } from 'vitest';
import { readIntake } from '../../../src/intake/read-intake.js';
import { localDay } from './days.js';
import { generateWorld } from './generate.js';

const wholeHalfYear = { seed: 1, customers: 160, invoices: 2_600, days: 182 };

describe('the world of a seed', () => {
  it('is the same bytes for the same seed and others for another', () => {
    const small = { customers: 8, invoices: 60, days: 60 };
    expect(JSON.stringify(generateWorld({ ...small, seed: 7 }))).toBe(JSON.stringify(generateWorld({ ...small, seed: 7 })));
    expect(JSON.stringify(generateWorld({ ...small, seed: 7 }))).not.toBe(JSON.stringify(generateWorld({ ...small, seed: 8 })));
  });

  it('is files whose headings map by themselves and whose rows all read, none dated after its day', () => {
    const world = generateWorld(wholeHalfYear);
    const counts: Record<string, number> = {};
    for (const { at, files, actions } of world.days) {
      for (const action of actions) counts[action.kind] = (counts[action.kind] ?? 0) + 1;
      for (const file of files) {
        const read = readIntake({ kind: file.kind, bytes: Buffer.from(file.text) });
        if (read.kind === 'rejected') throw new Error(`${file.name}: ${read.code}`);
        expect({ file: file.name, errors: read.errors, rows: read.rows.length }).toEqual({ file: file.name, errors: [], rows: file.rows.length });
        counts[file.kind] = (counts[file.kind] ?? 0) + file.rows.length;
      }
      const dates = files.flatMap((file) => file.rows.flatMap((row) => [...('issuedOn' in row ? [row.issuedOn] : []), ...('receivedOn' in row ? [row.receivedOn] : [])]));
      expect(dates.filter((date) => date > localDay('America/New_York', at))).toEqual([]);
    }
    console.log(JSON.stringify(counts));
    expect(counts['customers']).toBeGreaterThanOrEqual(150);
    expect(counts['invoices']).toBeGreaterThanOrEqual(2_500);
    for (const kind of ['promise', 'dispute', 'contact_hold', 'due_date_changed', 'handoff_decided', 'opted_out'] as const) expect(`${kind} ${(counts[kind] ?? 0) > 5}`).toBe(`${kind} true`);
  });
});
