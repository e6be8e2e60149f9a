import type { Language } from '../../domain/display.js';
import type { ContactChannel, EscalationStep } from '../../domain/escalation-ladder.js';
import { sampleFacts } from '../../notifications/sample-facts.js';
import type { MessageText } from '../../notifications/template-facts.js';
import { hasSms, renderMail, renderSms, shippedText } from '../../notifications/templates.js';
import type { PolicyInvalid } from '../../policies/policy-check.js';
import { messageOfStep, messageText } from '../contacts/step-text.js';
import { checkedLadder } from './check-policy.js';

export interface StepMessageShown {
  readonly channel: ContactChannel;
  readonly language: Language;
  /** `null` of an SMS, which has none. */
  readonly subject: string | null;
  /** Filled with sample facts. */
  readonly text: string;
  readonly shipped: MessageText;
}

export type StepMessages = { readonly kind: 'shown'; readonly items: readonly StepMessageShown[] } | PolicyInvalid;

const LANGUAGES = ['zh-CN', 'en'] as const satisfies readonly Language[];

/** How a contact step of a draft reads over each of its channels, in both languages; of an age step nothing. `undefined`: there is no such step. */
export function stepMessages({ document, stepKey }: { readonly document: unknown; readonly stepKey: string }): StepMessages | undefined {
  const checked = checkedLadder(document, 1);
  if (checked.kind === 'rejected') return checked;
  const step = checked.ladder.steps.find((candidate) => candidate.key === stepKey);
  if (step === undefined) return undefined;
  if (step.kind !== 'contact') return { kind: 'shown', items: [] };
  return { kind: 'shown', items: step.channels.flatMap((channel) => LANGUAGES.map((language) => shown(step, channel, language))) };
}

function shown(step: EscalationStep, channel: ContactChannel, language: Language): StepMessageShown {
  const message = messageOfStep(step, channel);
  const facts = sampleFacts(language)[message];
  const shipped = shippedText(message, language);
  const own = step.texts?.[language];
  const text = own === undefined ? shipped : messageText(own);
  if (channel === 'sms') return { channel, language, subject: null, text: hasSms(message, language) ? renderSms(message, language, facts, { ...text, sms: text.sms ?? shipped.sms ?? '' }) : '', shipped };
  const mail = renderMail(message, language, facts, text);
  return { channel, language, subject: mail.subject, text: mail.text, shipped };
}
