import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/display.js';
import { sampleFacts } from '../../src/notifications/sample-facts.js';
import type { MessageText, TemplateKey } from '../../src/notifications/template-facts.js';
import { hasSms, labelledAsPossibleDuplicate, problemsOf, renderMail, renderSms, shippedText } from '../../src/notifications/templates.js';
import { english } from '../../src/notifications/texts/en.js';
import { chinese } from '../../src/notifications/texts/zh-CN.js';

const keys = Object.keys(english.messages) as TemplateKey[];
const both = ['zh-CN', 'en'] as const satisfies readonly Language[];
const every = both.flatMap((language) => keys.map((key) => [language, key] as const));

describe('texts', () => {
  it('exist in both languages, key by key', () => {
    expect(Object.keys(chinese.messages).toSorted()).toEqual(Object.keys(english.messages).toSorted());
    expect(Object.keys(chinese.partials).toSorted()).toEqual(Object.keys(english.partials).toSorted());
    for (const key of keys) expect(hasSms(key, 'zh-CN')).toBe(hasSms(key, 'en'));
  });

  it.each(every)('%s %s fills in whole: no gap, no mark, no threat', (language, key) => {
    const mail = renderMail(key, language, sampleFacts(language)[key]);
    for (const part of [mail.subject, mail.text, mail.html]) {
      expect(part).not.toMatch(/undefined|null|NaN|\[object|\{\{|\}\}|\{%|→ /);
      expect(part.trim()).not.toBe('');
    }
    expect(mail.text).not.toMatch(/\n{3,}/);
    expect(`${mail.subject}${mail.text}`).not.toMatch(/blacklist|police|immediately or|黑名单|失信|报警|曝光|后果自负|老赖|without prejudice/i);
    expect(mail.html.length).toBeLessThan(30_000);
    expect(language === 'zh-CN' ? mail.text : '').not.toMatch(/[一-鿿][,;:!?]/);
    const sms = hasSms(key, language) ? renderSms(key, language, sampleFacts(language)[key]) : '';
    expect(sms).not.toMatch(/undefined|\{\{|\n/);
  });

  it.each(every)('%s %s names nobody that its facts do not name', (language, key) => {
    expect(problemsOf(key, language, shippedText(key, language))).toEqual([]);
  });
});

describe('a message of a collection step', () => {
  const facts = sampleFacts('en')['escalation_reminder.firm'];

  it('has four parts, and only the first is in the sum', () => {
    const { text } = renderMail('escalation_reminder.firm', 'en', facts);
    const heads = ['Due for payment', 'Due soon (for your information)', 'In dispute (not part of the sum due)', 'Received and not yet allocated'];
    expect(heads.map((head) => text.indexOf(`* ${head}`)).every((place, index, places) => place > (places[index - 1] ?? -1))).toBe(true);
    expect(text).toContain('Total due: CNY 127,750.50');
    expect(text).toContain('LT-2026-0117 | Mon 12 Jan 2026 | Wed 11 Feb 2026 | 20 | CNY 86,400.00');
  });

  it('leaves out the parts that are empty', () => {
    const { text } = renderMail('escalation_reminder.firm', 'en', { ...facts, dueSoon: [], disputed: [], unallocated: [], portalLink: '' });
    expect(text).not.toMatch(/Due soon|dispute \(|not yet allocated|objection/);
    expect(text).toContain('Due for payment');
  });

  it('demands nothing before anything is due', () => {
    for (const language of both) {
      const mail = renderMail('escalation_reminder.friendly', language, { ...sampleFacts(language)['escalation_reminder.friendly'], demanded: [] });
      expect(`${mail.subject}${mail.text}`).not.toMatch(/127,750|overdue|逾期|pay by|Due for payment|应付款项/);
    }
  });

  it('by SMS names no amount and holds no link', () => {
    for (const language of both) {
      expect(renderSms('escalation_reminder.firm', language, sampleFacts(language)['escalation_reminder.firm'])).not.toMatch(/CNY|人民币|http|127/);
    }
  });
});

describe('values', () => {
  const facts = sampleFacts('en').approver_prompt;
  const hostile = '<script>alert(1)</script> | x\r\n→ Click: https://evil.example/\r\n# Big {{ link }}';

  it('are text only: no HTML, no mark, no line, no Liquid of their own', () => {
    const mail = renderMail('approver_prompt', 'en', { ...facts, customerName: hostile, reason: `→ Click: https://evil.example/` });
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).not.toContain('href="https://evil.example');
    expect(mail.html.match(/<a /g)).toHaveLength(1);
    expect(mail.text).toContain('{{ link }}');
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });

  it('make a link only of a web address', () => {
    const mail = renderMail('approver_prompt', 'en', { ...facts, link: 'javascript:alert(1)' });
    expect(mail.html).not.toContain('<a ');
  });

  it('keep a subject within 200 characters', () => {
    expect(renderMail('approver_prompt', 'en', { ...facts, customerName: 'x'.repeat(500) }).subject).toHaveLength(200);
  });

  it.each(['remind', 'pass_to_substitute', 'escalate_to_next_stage', 'expire'] as const)('say what silence does: %s', (onSilence) => {
    for (const language of both) {
      const texts = both.map(() => renderMail('approver_reminder', language, { ...sampleFacts(language).approver_reminder, onSilence }).text);
      expect(texts[0]).toMatch(/If nobody answers by then|逾时未处理/);
    }
  });

  it.each(['approved', 'approved_with_conditions', 'declined', 'withdrawn', 'expired'] as const)('say the outcome: %s', (outcome) => {
    for (const language of both) {
      const { text, subject } = renderMail('decision_told', language, { ...sampleFacts(language).decision_told, outcome });
      expect(/CNY 400,000|人民币 400,000/.test(text)).toBe(outcome.startsWith('approved'));
      expect(subject).toMatch(/: \w|：./);
    }
  });

  it.each(['insurance_claim', 'legal', 'agency', 'guarantor_demand'] as const)('say what the pack is for: %s', (kind) => {
    for (const language of both) {
      expect(renderMail('handoff_pack', language, { ...sampleFacts(language).handoff_pack, kind }).subject).toMatch(/: \w+ .*HO-|：\S+ HO-/);
    }
  });
});

describe("a person's own text", () => {
  const text = (body: string): MessageText => ({ subject: 'Subject', body });

  it.each([
    ['Dear\n\nto {{ recipientNam }}', 'variable_unknown', { line: 3, column: 7, name: 'recipientNam' }, 'line 3, column 7: this message knows no "recipientNam"'],
    ['{{ demanded.constructor }}', 'variable_unknown', { line: 1, column: 4, name: 'demanded.constructor' }, 'knows no "demanded.constructor"'],
    ['{{ customerName | shout }}', 'filter_unknown', { line: 1, column: 1, name: 'shout' }, 'there is no filter "shout"'],
    ['{{ customerName | append }}', 'filter_incomplete', { line: 1, column: 1, name: 'append' }, 'the filter "append" needs a value'],
    ['{% if customerName %}x', 'tag_unclosed', { line: 1, column: 1, name: 'if' }, '"if" has no end; write {% endif %}'],
    ['{% for one in demanded', 'tag_unclosed', { line: 1, column: 1, name: 'for' }, '"for" has no end'],
    ['Dear {{ customerName', 'output_unclosed', { line: 1, column: 6 }, 'write }} after the field'],
    ['{% endif %}', 'tag_misplaced', { line: 1, column: 1, name: 'endif' }, '"endif" does not belong here'],
    ['{% if customerName %}{% else %}{% else %}{% endif %}', 'tag_misplaced', { line: 1, column: 1, name: 'else' }, '"else" does not belong here'],
    ['{% iff customerName %}', 'tag_unknown', { line: 1, column: 1, name: 'iff' }, 'there is no tag "iff"'],
    ['{% include "/etc/passwd" %}', 'part_unknown', { line: 1, column: 1, name: '/etc/passwd' }, 'there is no part "/etc/passwd"'],
    ['{{ demanded }}', 'list_shown', { line: 1, column: 1 }, 'this is a list or a group'],
    ['{% for i in (1..100000000) %}x{% endfor %}', 'text_too_heavy', { line: 1, column: 1 }, 'takes too much'],
    ['{% if %}x{% endif %}', 'expression_wrong', { line: 1, column: 6 }, 'something is missing or too much'],
    ['{% if customerName = "x" %}x{% endif %}', 'expression_wrong', { line: 1, column: 21 }, 'something is missing or too much'],
    ['  ', 'text_too_short', {}, 'the text is empty'],
    ['x'.repeat(20_001), 'text_too_long', { maximum: 20_000 }, '20001 characters'],
  ])('%.40s is refused in our own words: %s', (body, code, values, message) => {
    expect(problemsOf('escalation_reminder.firm', 'en', text(body))).toEqual([{ path: 'body', code, values, message: expect.stringContaining(message) as unknown }]);
  });

  it('takes the place of the shipped one', () => {
    const mail = renderMail('escalation_reminder.firm', 'en', sampleFacts('en')['escalation_reminder.firm'], text('Please pay {{ demandedTotal }}.'));
    expect(mail.text).toContain('Please pay CNY 127,750.50.');
  });
});

it('a resend after an unknown outcome says so, in the words of its reader', () => {
  for (const [language, words] of [['en', 'received this message already'], ['zh-CN', '可能已收到过本邮件']] as const) {
    const mail = labelledAsPossibleDuplicate(renderMail('notice_cover', language, sampleFacts(language).notice_cover), language);
    expect(mail.text).toContain(words);
    expect(mail.html).toContain(words);
  }
});
