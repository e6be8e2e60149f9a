import type { Language } from '../../domain/display.js';
import { isBrokenPromiseStep, rankOf, type ContactChannel, type EscalationStep, type StepText } from '../../domain/escalation-ladder.js';
import { ladderOf } from '../../domain/step-instants.js';
import type { MessageText } from '../../notifications/template-facts.js';
import type { CaseRead } from '../case-facts.js';

/** The message that a step is over a channel; a step's own text replaces the shipped one of that message. */
export type StepMessage = `escalation_reminder.${EscalationStep['tone']}` | 'notice_cover' | 'call_script';

export function messageOfStep(step: Pick<EscalationStep, 'action' | 'tone'>, channel: ContactChannel): StepMessage {
  if (channel === 'task') return 'call_script';
  return channel === 'email' && step.action === 'written_notice' ? 'notice_cover' : `escalation_reminder.${step.tone}`;
}

/** The own text of the highest step that a message is about, where that step has one for this very message; `undefined` for the shipped text. */
export function ownText({ facts }: CaseRead, message: {
  readonly lines: readonly { readonly openItemId: string; readonly stepKey: string; readonly rank: number }[];
  readonly key: StepMessage; readonly channel: ContactChannel; readonly language: Language;
}): MessageText | undefined {
  const { lines, key, channel, language } = message;
  let highest: { readonly rank: number; readonly step: EscalationStep } | undefined;
  for (const line of lines) {
    const item = facts.items.find((candidate) => candidate.id === line.openItemId);
    if (item === undefined) continue;
    const ladder = ladderOf(facts, item);
    const isCallAgain = isBrokenPromiseStep(line.stepKey);
    const rank = isCallAgain ? line.rank : rankOf(ladder, line.stepKey);
    // A call after a broken promise is the ladder's call, at a higher rung.
    const step = isCallAgain ? ladder.steps.find((candidate) => candidate.action === 'reminder_call') : ladder.steps[rank];
    if (step !== undefined && (highest === undefined || rank > highest.rank)) highest = { rank, step };
  }
  const text = highest?.step.texts?.[language];
  if (highest === undefined || text === undefined || messageOfStep(highest.step, channel) !== key) return undefined;
  return messageText(text);
}

export function messageText({ subject, body, sms }: StepText): MessageText {
  return { subject, body, ...(sms === undefined ? {} : { sms }) };
}
