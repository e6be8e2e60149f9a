/** 统一社会信用代码: 18 characters that name a legal person in mainland China, the last one checking the others. */
export type UnifiedSocialCreditCode = string & { readonly __kind: 'UnifiedSocialCreditCode' };

export type CreditCodeRejection =
  | { readonly kind: 'rejected'; readonly code: 'credit_code_wrong_length'; readonly length: number }
  /** @param position 1 for the first character */
  | { readonly kind: 'rejected'; readonly code: 'credit_code_wrong_character'; readonly position: number; readonly character: string }
  | { readonly kind: 'rejected'; readonly code: 'credit_code_wrong_check_character'; readonly found: string; readonly expected: string };

export type CreditCodeCheck = { readonly kind: 'valid'; readonly value: UnifiedSocialCreditCode } | CreditCodeRejection;

/** 31 characters: the digits and the letters without I, O, S, V and Z. Source: GB 32100-2015, table 2. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;
/** Powers of 3 modulo 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
/** Positions 3 to 8 are the administrative division (GB/T 2260): digits only. */
const DIVISION = { from: 3, to: 8 } as const;

/** Checks length, characters and the check character; lower case, spaces and full-width characters are brought to the norm.
 * It does not know whether the company exists. Source: GB 32100-2015. */
export function checkUnifiedSocialCreditCode(text: string): CreditCodeCheck {
  const code = text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  const characters = Array.from(code);
  if (characters.length !== LENGTH) return { kind: 'rejected', code: 'credit_code_wrong_length', length: characters.length };
  const wrong = characters.findIndex((character, index) => !isAllowed(character, index + 1));
  if (wrong >= 0) return { kind: 'rejected', code: 'credit_code_wrong_character', position: wrong + 1, character: characters[wrong] ?? '' };
  const expected = checkCharacter(characters);
  const found = characters[LENGTH - 1] ?? '';
  if (found !== expected) return { kind: 'rejected', code: 'credit_code_wrong_check_character', found, expected };
  return { kind: 'valid', value: code as UnifiedSocialCreditCode };
}

function isAllowed(character: string, position: number): boolean {
  const isDivision = position >= DIVISION.from && position <= DIVISION.to;
  return isDivision ? /^\d$/.test(character) : ALPHABET.includes(character);
}

function checkCharacter(characters: readonly string[]): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(characters[index] ?? ''), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
