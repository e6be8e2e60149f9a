/** The languages that the console speaks. */
export const LANGUAGES = ['zh-CN', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

const KEY = 'dunlin.language';

function isLanguage(text: string | null): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** What the reader has chosen on this machine; `undefined` when they never have. */
export function chosenLanguage(): Language | undefined {
  const kept = localStorage.getItem(KEY);
  return isLanguage(kept) ? kept : undefined;
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}

let current: Language = 'zh-CN';

/** The language on the screen; the API answers in it too. */
export function currentLanguage(): Language {
  return current;
}

export function noteLanguage(language: Language): void {
  current = language;
  document.documentElement.lang = language;
}

/** Before anybody has chosen: Chinese for who reads Chinese, English for everybody else. */
export function firstLanguage(): Language {
  return chosenLanguage() ?? (navigator.languages.some((language) => language.toLowerCase().startsWith('zh')) ? 'zh-CN' : 'en');
}
