import { canCarry, type ChannelProfile, type ChannelTopic } from '../../domain/channel-profile.js';
import type { Language } from '../../domain/display.js';
import type { ContactChannel, EscalationLadder, EscalationStep, StepText } from '../../domain/escalation-ladder.js';
import { sampleFacts } from '../../notifications/sample-facts.js';
import { problemsOf, renderSms } from '../../notifications/templates.js';
import { shippedChannelProfiles } from '../../policies/channel-profiles.js';
import type { PolicyProblem } from '../../policies/policy-check.js';
import { messageOfStep, messageText, type StepMessage } from '../contacts/step-text.js';

/** What a ladder's schema cannot see: whether its texts can be filled, and whether each step can be heard. */
export function checkLadder(ladder: EscalationLadder): { readonly problems: readonly PolicyProblem[]; readonly warnings: readonly PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  const warnings: PolicyProblem[] = [];
  if (ladder.unit === 'second') warnings.push({ path: 'unit', message: 'For rehearsal only: its steps count seconds from the recording of an item, on every day and without limits', code: 'unit_rehearsal' });
  for (const [index, step] of ladder.steps.entries()) {
    if (step.kind !== 'contact') continue;
    const path = `steps.${index}`;
    problems.push(...textProblems(step, path));
    const deaf = whereUnheard(step);
    if (deaf === 'everywhere') problems.push({ path: `${path}.channels`, message: 'No country lets these channels carry this step; add email or task', code: 'heard_nowhere' });
    else if (deaf.length > 0) warnings.push({ path: `${path}.channels`, message: `Nobody in ${deaf.join(', ')} hears this step: the channel profile there bars ${step.channels.join(', ')}; add email or task, or leave it so on purpose`, ...deafInCode(deaf, step) });
  }
  return { problems, warnings };
}

const BEYOND = 'every country without a profile of its own';

function deafInCode(deaf: readonly string[], step: EscalationStep): Pick<PolicyProblem, 'code' | 'values'> {
  const countries = deaf.filter((country) => country !== BEYOND).join(', ');
  return { code: deaf.includes(BEYOND) ? 'deaf_beyond' : 'deaf_countries', values: { countries, channels: step.channels.join(', ') } };
}

/** Countries whose profile bars every channel of the step. */
function whereUnheard(step: EscalationStep): readonly string[] | 'everywhere' {
  const profiles = shippedChannelProfiles();
  const hears = (profile: ChannelProfile): boolean => step.channels.some((channel) => carries(profile, channel, step));
  const deaf = Object.values(profiles.countries).filter((profile) => !hears(profile)).map((profile) => profile.country);
  if (hears(profiles.default)) return deaf;
  return deaf.length === Object.keys(profiles.countries).length ? 'everywhere' : [BEYOND, ...deaf];
}

function carries(profile: ChannelProfile, channel: ContactChannel, step: EscalationStep): boolean {
  const topic: ChannelTopic = step.action === 'written_notice' ? 'written_notice' : 'escalation_reminder';
  return channel === 'task' || canCarry(profile, channel, topic).ok;
}

const LANGUAGES = ['zh-CN', 'en'] as const satisfies readonly Language[];

function textProblems(step: EscalationStep, path: string): readonly PolicyProblem[] {
  const { texts } = step;
  if (texts === undefined) return [];
  return LANGUAGES.flatMap((language) => {
    const at = `${path}.texts.${language}`;
    const found = new Map<string, PolicyProblem>();
    for (const { path: part, ...problem } of problemsOfMail(step, language, texts[language])) found.set(part, { path: `${at}.${part}`, ...problem });
    const sms = smsProblem(step, language, texts[language]);
    return [...found.values(), ...(sms === undefined ? [] : [{ path: `${at}.sms`, ...sms }])];
  });
}

// One text serves every channel of its step but SMS, so it may name only what each of their messages knows.
function problemsOfMail(step: EscalationStep, language: Language, { subject, body }: StepText): ReturnType<typeof problemsOf> {
  const messages = new Set<StepMessage>(step.channels.filter((channel) => channel !== 'sms').map((channel) => messageOfStep(step, channel)));
  // A broken promise is followed by the ladder's call, whatever its channels.
  if (step.action === 'reminder_call') messages.add('call_script');
  if (messages.size === 0) messages.add(messageOfStep(step, 'email'));
  return [...messages].flatMap((message) => problemsOf(message, language, { subject, body }));
}

const AMOUNT_OR_LINK = /\d[\d,]*\.\d\d|https?:|3100 ?0000/;

// A phone is read by whoever holds it.
function smsProblem(step: EscalationStep, language: Language, text: StepText): Omit<PolicyProblem, 'path'> | undefined {
  if (text.sms === undefined) return undefined;
  if (!step.channels.includes('sms')) return { message: 'This step goes by no SMS; leave the text out, or add sms to its channels', code: 'sms_not_used' };
  const message = `escalation_reminder.${step.tone}` as const;
  const [problem] = problemsOf(message, language, messageText(text)).filter(({ path }) => path === 'sms');
  if (problem !== undefined) return { message: problem.message, code: problem.code, values: problem.values };
  return AMOUNT_OR_LINK.test(renderSms(message, language, sampleFacts(language)[message], messageText(text))) ? { message: 'An SMS names no amount, account or link; say that the e-mail has them', code: 'sms_tells_amount' } : undefined;
}
