import type { Language } from '../i18n/language.js';

/** A customer's name in the reader's language, when it has one in it. */
export function nameOf(customer: { readonly name: string; readonly nameEnglish: string | null }, language: Language): string {
  return language === 'en' ? customer.nameEnglish ?? customer.name : customer.name;
}
