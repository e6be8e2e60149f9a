import { describe, expect, it } from 'vitest';
import { texts } from '../../console/i18n/en.js';
import type { Words } from '../../console/i18n/index.js';
import { saidInWords } from '../../console/pages/tasks/said.js';
import { dueInWords } from '../../console/parts/next-words.js';
import type { Due, Task } from '../../console/shapes.js';
import { instant } from '../../src/domain/dates.js';

const at = instant('2026-03-09T01:00:00Z');

/** The console's English, without the library that fills it. */
const words: Words = {
  language: 'en',
  t: (key, filled = {}) => Object.entries(filled).reduce((text, [name, value]) => text.replace(`{{${name}}}`, String(value)), textOf(key) ?? key),
  many: (key) => key,
  word: (area, code) => textOf(`${area}.${code ?? ''}`) ?? `no text for ${area}.${code ?? ''}`,
};

function textOf(key: string): string | undefined {
  const [area = '', name = ''] = key.split('.');
  return (texts as Readonly<Record<string, Readonly<Record<string, string>>>>)[area]?.[name];
}

describe('what comes due on the test clock', () => {
  const due = (given: Partial<Due>): Due => ({ at, storyKind: 'collection_case', storyId: 'one', reason: null, customerName: '海山', customerNameEnglish: 'Haishan', ...given });
  it.each([
    ['a step, by its name', { reason: { stepKey: 'written_notice' } }, 'Written notice · Haishan'],
    ['a wait of an application, by the application\'s own words', { storyKind: 'credit_application', reason: { code: 'information' } }, 'waits for information · Haishan'],
    ['without a reason, by the kind of the story', { storyKind: 'jobs', customerName: null, customerNameEnglish: null }, 'timed jobs'],
  ])('is %s', (_what, given, said) => {
    expect(dueInWords(due(given), words)).toBe(said);
  });
});

describe('the last words of a customer', () => {
  const said = (given: Partial<NonNullable<Task['said']>>): Task['said'] => ({ by: 'call', what: 'no_answer', note: null, at, ...given });
  it.each([
    ['none yet', null, '–'], ['the note of a call, as it was written', said({ note: ' send the statement ' }), '“send the statement”'], ['the outcome of a call without a note', said({ note: ' ' }), 'No answer'],
    ['why it is disputed', said({ by: 'dispute', what: 'price_differs' }), 'Price differs'], ['that payment is promised', said({ by: 'promise', what: null }), 'Promised'],
  ])('are %s', (_what, given, shown) => {
    expect(saidInWords(given, words)).toBe(shown);
  });
});
