import type { Words } from '../i18n/index.js';
import type { Due, NextReason } from '../shapes.js';
import { nameOf } from './customer-name.js';

/** What a story does next, in words: the step, else the reason of the wait. */
export function nextInWords(reason: NextReason | null | undefined, words: Words): string {
  if (reason === null || reason === undefined) return '';
  const step = reason.stepKey ?? reason.step;
  if (step !== undefined && step !== '') return stepInWords(step, words);
  if (reason.route !== undefined) return words.t('steps.request_handoff');
  return waitInWords(reason, words);
}

export function waitInWords({ code, customersPerDay }: NextReason, words: Words): string {
  return words.word('waits', code, customersPerDay === undefined ? {} : { perDay: customersPerDay });
}

/** A step of a ladder by its key, where the ladder itself is not at hand. */
export function stepInWords(key: string, words: Words): string {
  return key.startsWith('broken_promise:') ? words.t('steps.broken_promise') : words.word('steps', key);
}

/** What comes due, and for whom. */
export function dueInWords({ reason, storyKind, customerName, customerNameEnglish }: Due, words: Words): string {
  const what = storyKind === 'credit_application' ? words.word('applicationWaits', reason?.code) : nextInWords(reason, words);
  const customer = customerName === null ? '' : nameOf({ name: customerName, nameEnglish: customerNameEnglish }, words.language);
  return [what === '' ? words.word('waits', storyKind) : what, customer].filter((text) => text !== '').join(' · ');
}
