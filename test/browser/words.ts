import { texts as english } from '../../console/i18n/en.js';
import { texts as chinese, type Texts } from '../../console/i18n/zh-CN.js';
import type { Language } from '../../src/domain/display.js';
import { pageTexts } from '../../src/public-pages/texts.js';

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

/** Shorter texts of the other language are looked for as whole lines: a word of it may be part of somebody's name. */
const PART_LENGTH_MIN: Readonly<Record<Language, number>> = { 'zh-CN': 4, en: 14 };

function textsWithoutGaps(language: Language): ReadonlySet<string> {
  const areas: readonly Areas[] = [texts[language], { ...pageTexts[language] }];
  return new Set(areas.flatMap((each) => Object.values(each).flatMap((named) => Object.values(named))).filter((text) => !text.includes('{') && text.length > 1));
}

const plainTexts: Readonly<Record<Language, ReadonlySet<string>>> = { 'zh-CN': textsWithoutGaps('zh-CN'), en: textsWithoutGaps('en') };

/** What of a page speaks the other language, as far as it is a text of ours and nobody's data. The switch to the other language does. */
export function foreignTextsIn(shown: string, language: Language): readonly string[] {
  const other = language === 'en' ? 'zh-CN' : 'en';
  const own = plainTexts[language];
  const lines = new Set(shown.split('\n').map((line) => line.trim()));
  return [...plainTexts[other]].filter((text) => !own.has(text) && text !== textOf(language, 'frame.language_other') && (lines.has(text) || (text.length >= PART_LENGTH_MIN[other] && shown.includes(text))));
}
