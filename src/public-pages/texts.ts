import type { Language } from '../domain/display.js';
import type { PageTexts } from './page-texts.js';
import { en } from './texts-en.js';
import { chinese } from './texts-zh-CN.js';

export type { PageTexts } from './page-texts.js';

export const pageTexts: Readonly<Record<Language, PageTexts>> = { en, 'zh-CN': chinese };

/** Fills a text. @throws if a name in it has no value (a defect) */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`"${text}" was given no ${name}`);
    return String(value);
  });
}
