import { describe, expect, it } from 'vitest';
import { checkUnifiedSocialCreditCode } from '../../src/domain/unified-social-credit-code.js';

describe('统一社会信用代码', () => {
  it.each(['91350100M000100Y43', '91330100799655058B', '914403001922038216', '9144030071526726XG', '91110000802100433B', '911101085923662400'])(
    '%s is valid', (code) => { expect(checkUnifiedSocialCreditCode(code)).toEqual({ kind: 'valid', value: code }); });
  it('lower case, full-width characters, spaces and hyphens are brought to the norm', () => {
    expect(checkUnifiedSocialCreditCode(' 9135 0100-m000100y43 ')).toEqual({ kind: 'valid', value: '91350100M000100Y43' });
    expect(checkUnifiedSocialCreditCode('９１３５０１００Ｍ０００１００Ｙ４３')).toEqual({ kind: 'valid', value: '91350100M000100Y43' });
  });
  it.each([
    ['91350100M000100Y4', { code: 'credit_code_wrong_length', length: 17 }],
    ['91350100M000100Y433', { code: 'credit_code_wrong_length', length: 19 }],
    ['', { code: 'credit_code_wrong_length', length: 0 }],
    ['91350100O000100Y43', { code: 'credit_code_wrong_character', position: 9, character: 'O' }],
    ['9135A100M000100Y43', { code: 'credit_code_wrong_character', position: 5, character: 'A' }],
    ['91350100M000100Y44', { code: 'credit_code_wrong_check_character', found: '4', expected: '3' }],
    ['91350100M000010Y43', { code: 'credit_code_wrong_check_character', found: '3', expected: 'J' }],
  ])('%s is refused with the reason', (text, reason) => {
    expect(checkUnifiedSocialCreditCode(text)).toMatchObject({ kind: 'rejected', ...reason });
  });
});
