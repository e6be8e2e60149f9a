import { Liquid, LiquidError, type Template } from 'liquidjs';
import type { Language } from '../domain/display.js';
import { htmlOf, plainTextOf } from './mail-layout.js';
import { sampleFacts } from './sample-facts.js';
import { NO_LIST_SHOWN, problemOfEngine, type TextProblem } from './template-problems.js';
import type { MessageText, TemplateFacts, TemplateKey, Texts } from './template-facts.js';
import { english } from './texts/en.js';
import { chinese } from './texts/zh-CN.js';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface TemplateProblem extends TextProblem {
  readonly path: 'subject' | 'body' | 'sms';
}

const SUBJECT_LENGTH_MAX = 200;
const TEMPLATE_LENGTH_MAX = 20_000;
const RENDER_MILLISECONDS_MAX = 500;
const RENDER_MEMORY_MAX = 5_000_000;
const PARSED_REMEMBERED_MAX = 500;

const textsOf: Readonly<Record<Language, Texts>> = { 'zh-CN': chinese, en: english };
const engineOf: Readonly<Record<Language, Liquid>> = { 'zh-CN': engineFor(chinese), en: engineFor(english) };
const parsedOf = new Map<string, Template[]>();

/** The shipped text of a message, for an editor to start from. */
export function shippedText(key: TemplateKey, language: Language): MessageText {
  return textsOf[language].messages[key];
}

/**
 * A mail in both forms, ready to send.
 * @param text a policy's own text instead of the shipped one; checked with `problemsOf` when it was published
 * @throws if the text does not fit the facts (a defect)
 */
export function renderMail<K extends TemplateKey>(key: K, language: Language, facts: TemplateFacts[K], text: MessageText = shippedText(key, language)): RenderedMail {
  const body = fill(language, text.body, facts);
  // A call script is read by a colleague, not received.
  const foot = key === 'call_script' ? '' : textsOf[language].automaticMail;
  return { subject: subjectLine(fill(language, text.subject, facts)), text: plainTextOf(body, { foot, language }), html: htmlOf(body, { foot, language }) };
}

/** @throws if the message has no SMS text: the channel profile and the policy check keep such a step off SMS (a defect). */
export function renderSms<K extends TemplateKey>(key: K, language: Language, facts: TemplateFacts[K], text: MessageText = shippedText(key, language)): string {
  if (text.sms === undefined) throw new Error(`"${key}" has no SMS text`);
  return oneLine(fill(language, text.sms, facts));
}

/** Whether the message may go by SMS at all. */
export function hasSms(key: TemplateKey, language: Language): boolean {
  return shippedText(key, language).sms !== undefined;
}

/** The same mail with the sentence for people who may receive it twice. */
export function labelledAsPossibleDuplicate(mail: RenderedMail, language: Language): RenderedMail {
  const label = textsOf[language].possibleDuplicate;
  return { subject: mail.subject, text: `${mail.text}\n${label}\n`, html: mail.html.replace('</main>', `<p style="color:#5f6368">${label}</p></main>`) };
}

/** What is wrong with a person's own text: it is rendered with sample facts, so an unknown field or a broken tag shows. */
export function problemsOf(key: TemplateKey, language: Language, text: MessageText): readonly TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const facts = sampleFacts(language)[key];
  for (const path of ['subject', 'body', 'sms'] as const) {
    const source = text[path];
    if (source === undefined) continue;
    const problem = problemOf(language, source, facts);
    if (problem !== undefined) problems.push({ path, ...problem });
  }
  return problems;
}

function problemOf(language: Language, source: string, facts: TemplateFacts[TemplateKey]): TextProblem | undefined {
  if (source.trim() === '') return { code: 'text_too_short', values: {}, message: 'the text is empty; write one, or leave the field out to keep the shipped text' };
  if (source.length > TEMPLATE_LENGTH_MAX) return { code: 'text_too_long', values: { maximum: TEMPLATE_LENGTH_MAX }, message: `the text has ${source.length} characters; ${TEMPLATE_LENGTH_MAX} at most` };
  try {
    fill(language, source, facts);
    return undefined;
  } catch (error) {
    if (error instanceof LiquidError) return problemOfEngine(error);
    throw error;
  }
}

function engineFor(texts: Texts): Liquid {
  return new Liquid({
    templates: { ...texts.partials },
    // Every value becomes one line without the layout's marks; HTML is escaped when the layout is made.
    outputEscape: (value: unknown) => valueText(value),
    strictVariables: true, strictFilters: true, ownPropertyOnly: true,
    parseLimit: TEMPLATE_LENGTH_MAX, renderLimit: RENDER_MILLISECONDS_MAX, memoryLimit: RENDER_MEMORY_MAX,
  });
}

function fill(language: Language, source: string, facts: object): string {
  const key = `${language}\n${source}`;
  const known = parsedOf.get(key);
  const template = known ?? engineOf[language].parse(source);
  if (known === undefined) {
    if (parsedOf.size >= PARSED_REMEMBERED_MAX) parsedOf.clear();
    parsedOf.set(key, template);
  }
  // A company name that ends in a full stop meets the sentence's own.
  return String(engineOf[language].renderSync(template, { ...facts })).replace(/(\w)\.\.(?!\.)/g, '$1.');
}

function valueText(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error(NO_LIST_SHOWN);
  return oneLine(String(value)).replaceAll('|', '¦').replace(/^[#→-]\s+/, '');
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').replace(/ {2,}/g, ' ').trim();
}

function subjectLine(text: string): string {
  const line = oneLine(text);
  return line.length <= SUBJECT_LENGTH_MAX ? line : `${line.slice(0, SUBJECT_LENGTH_MAX - 1)}…`;
}
