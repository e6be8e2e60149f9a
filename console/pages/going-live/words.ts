import type { Words } from '../../i18n/index.js';
import { shownMoney } from '../../parts/money.js';
import { stepInWords } from '../../parts/next-words.js';
import type { MoneySum, PreviewedSend, PreviewedStep } from '../../sends-preview-shapes.js';

type NamedStep = Pick<PreviewedStep, 'stepKey' | 'stepName'>;

export function previewedStepName(step: NamedStep, words: Words): string {
  return step.stepName?.[words.language] ?? stepInWords(step.stepKey, words);
}

/** Whether no customer hears of it. */
export function isInside({ channel, action }: Pick<PreviewedStep, 'channel' | 'action'>): boolean {
  return channel === null || action === 'tell_sales';
}

/** How it leaves; `inside` when it does not. */
export function channelInWords({ channel, action }: Pick<PreviewedStep, 'channel' | 'action'>, words: Words): string {
  if (channel === null) return words.t('goingLive.inside');
  return action === 'tell_sales' ? words.t('goingLive.to_sales') : words.word('channels', channel);
}

/** `李芳 · finance`. */
export function recipientInWords({ recipientName, recipientRole, action }: PreviewedSend, words: Words): string {
  const role = action === 'tell_sales' ? words.t('goingLive.our_sales') : words.word('contactRoles', recipientRole);
  return [recipientName ?? '', role].filter((part) => part !== '').join(' · ') || '–';
}

export function sumsInWords(amounts: readonly MoneySum[]): string {
  return amounts.map(({ currency, minor }) => shownMoney(minor, currency)).join(' + ');
}
