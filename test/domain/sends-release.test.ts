import { describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/dates.js';
import { grownSince, releaseRejection, type SendsPicture } from '../../src/domain/sends-release.js';

const seen: SendsPicture = { openItems: 100, reachablePeople: 20, openMinor: { CNY: 1_000_000_00, EUR: 30_00 } };
const madeAt = instant('2026-03-02T02:00:00Z');

describe('releasing what was seen', () => {
  it.each([
    ['nothing differs', seen, []],
    ['ten more items in a hundred', { ...seen, openItems: 110 }, []],
    ['eleven more', { ...seen, openItems: 111 }, [{ figure: 'openItems', seen: 100, now: 111 }]],
    ['three more people who can be written to', { ...seen, reachablePeople: 23 }, [{ figure: 'reachablePeople', seen: 20, now: 23 }]],
    ['more than a tenth more money of one currency', { ...seen, openMinor: { CNY: 1_000_000_00, EUR: 33_01 } }, [{ figure: 'EUR', seen: 30_00, now: 33_01 }]],
    ['a currency that was not there', { ...seen, openMinor: { ...seen.openMinor, USD: 1 } }, [{ figure: 'USD', seen: 0, now: 1 }]],
    ['everything paid', { openItems: 0, reachablePeople: 20, openMinor: {} }, []],
  ])('counts growth beyond a tenth only: %s', (_name, picture, changes) => {
    expect(grownSince(seen, picture)).toEqual(changes);
  });

  it.each([
    ['without a preview', undefined, madeAt, 'sends_not_previewed'],
    ['that was not looked through', { madeAt, finished: false, picture: seen, firstWavePerDay: 20 }, madeAt, 'sends_not_previewed'],
    ['a day old to the millisecond', { madeAt, finished: true, picture: seen, firstWavePerDay: 20 }, instant('2026-03-03T02:00:00Z'), undefined],
    ['older than a day', { madeAt, finished: true, picture: seen, firstWavePerDay: 20 }, instant('2026-03-03T02:00:00.001Z'), 'sends_preview_too_old'],
    ['of an empty ledger', { madeAt, finished: true, picture: { openItems: 0, reachablePeople: 0, openMinor: {} }, firstWavePerDay: 20 }, madeAt, 'sends_preview_overtaken'],
  ])('a preview %s', (_name, preview, at, code) => {
    expect(releaseRejection({ preview, firstWavePerDay: 20, picture: seen, at })?.code).toBe(code);
  });

  it('is refused while there is nothing to see', () => {
    const nothing: SendsPicture = { openItems: 0, reachablePeople: 0, openMinor: {} };
    expect(releaseRejection({ preview: { madeAt, finished: true, picture: nothing, firstWavePerDay: undefined }, firstWavePerDay: undefined, picture: nothing, at: madeAt })?.code).toBe('sends_preview_empty');
  });

  it.each([[20, 20, undefined], [undefined, undefined, undefined], [20, 21, 'sends_preview_other_limit'], [20, undefined, 'sends_preview_other_limit'], [undefined, 20, 'sends_preview_other_limit']])('previewed at %s customers a day and asked for %s: %s', (previewed, asked, code) => {
    expect(releaseRejection({ preview: { madeAt, finished: true, picture: seen, firstWavePerDay: previewed }, firstWavePerDay: asked, picture: seen, at: madeAt })?.code).toBe(code);
  });
});
