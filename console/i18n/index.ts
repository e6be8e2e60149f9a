import { createInstance } from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { firstLanguage, keepLanguage, noteLanguage, type Language } from './language.js';
import type { Texts } from './zh-CN.js';

const i18next = createInstance();

type Filled = Readonly<Record<string, string | number>>;

/** `frame.sign_out`: every text by its area and its name. */
export type TextKey = { [Area in keyof Texts]: `${Area}.${Extract<keyof Texts[Area], string>}` }[keyof Texts];

/** Texts that count something, without their ending. */
export type ManyKey = TextKey extends infer Key ? Key extends `${infer Base}_other` ? Base : never : never;

const loaders: Readonly<Record<Language, () => Promise<unknown>>> = {
  'zh-CN': async () => (await import('./zh-CN.js')).texts,
  en: async () => (await import('./en.js')).texts,
};

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', await loaders[language]());
}

/** Loads the texts of the reader's language; the other one comes when it is asked for. */
export async function startTexts(): Promise<void> {
  const language = firstLanguage();
  await i18next.use(initReactI18next).init({ lng: language, resources: {}, fallbackLng: false, interpolation: { escapeValue: false }, returnNull: false, react: { useSuspense: false, bindI18nStore: 'added' } });
  await load(language);
  noteLanguage(language);
}

/** Shows the console in another language and remembers it, unless told that nobody has chosen it. */
export async function changeLanguage(language: Language, { remember = true }: { readonly remember?: boolean } = {}): Promise<void> {
  await load(language);
  if (remember) keepLanguage(language);
  noteLanguage(language);
  await i18next.changeLanguage(language);
}

export interface Words {
  readonly language: Language;
  /** The text of a key, with its gaps filled. */
  readonly t: (key: TextKey, filled?: Filled) => string;
  /** The text of a code that came from the API; a code without a text is shown as it is, with spaces. */
  readonly word: (area: keyof Texts, code: string | null | undefined, filled?: Filled) => string;
  /** The form of a text for so many: `cases.items` has `items_one` and `items_other`. */
  readonly many: (key: ManyKey, count: number, filled?: Filled) => string;
}

/** Texts in the language of the screen. */
export function useWords(): Words {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => {
    const read = (key: string, filled: Filled = {}): string => i18n.t(key, { ...filled, lng: language });
    return {
      language: language === 'en' ? 'en' : 'zh-CN',
      t: read,
      many: (key, count, filled) => read(`${key}_${count === 1 ? 'one' : 'other'}`, { count, ...filled }),
      word: (area, code, filled) => {
        if (code === null || code === undefined || code === '') return '';
        return i18n.exists(`${area}.${code}`, { lng: language }) ? read(`${area}.${code}`, filled) : code.replaceAll('_', ' ');
      },
    };
  }, [i18n, language]);
}
