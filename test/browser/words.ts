import { texts as english } from '../../console/i18n/en.js';
import { texts as chinese, type Texts } from '../../console/i18n/zh-CN.js';
import type { Language } from '../../src/domain/display.js';

/** A text of the console by its area and name, as in `frame.sign_out`. */
export type TextKey = { [Area in keyof Texts]: `${Area}.${Extract<keyof Texts[Area], string>}` }[keyof Texts];

type Areas = Readonly<Record<string, Readonly<Record<string, string>>>>;

const texts: Readonly<Record<Language, Areas>> = { en: english, 'zh-CN': chinese };

/** What the console shows for a key, with its gaps filled. @throws when there is no such text */
export function textOf(language: Language, key: TextKey, filled: Readonly<Record<string, string | number>> = {}): string {
  const [area = '', name = ''] = key.split('.');
  const text = texts[language][area]?.[name];
  if (text === undefined) throw new Error(`There is no text ${key}`);
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, gap: string) => String(filled[gap] ?? ''));
}

const KEYS = Object.entries(chinese as Areas).flatMap(([area, named]) => Object.keys(named).map((name) => `${area}.${name}`));
const UNFILLED = ['{{', '}}', 'undefined', '[object Object]', 'NaN', 'Invalid Date'];

/** What of a page is no text for people: keys, gaps that nobody filled, values of the program. */
export function rawTextsIn(shown: string): readonly string[] {
  return [...KEYS, ...UNFILLED].filter((raw) => shown.includes(raw));
}
