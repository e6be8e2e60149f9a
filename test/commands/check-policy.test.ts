import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/commands/policies/check-policy.js';
import { shippedPolicies } from '../../src/policies/shipped-policies.js';
import { aLadderDocument, textsOf } from '../support/policies.js';

/** `path: message` of what is wrong with the ladder, or `valid` and its warnings. */
function checked(document: unknown): readonly string[] {
  const answer = checkPolicy('escalation_ladder', document);
  const lines = (answer.kind === 'valid' ? answer.warnings : answer.problems).map(({ path, message }) => `${path}: ${message}`);
  return answer.kind === 'valid' ? ['valid', ...lines] : lines;
}

describe('the check of a policy', () => {
  it.each(shippedPolicies())('passes the shipped $kind without a warning', ({ kind, document }) => {
    expect(checkPolicy(kind, document)).toMatchObject({ kind: 'valid', name: 'default', warnings: [] });
    expect(checkPolicy(kind, stringify(document))).toMatchObject({ kind: 'valid', name: 'default', warnings: [] });
  });

  it('names path and cure of what does not hold, and of what is no YAML', () => {
    expect(checked(aLadderDocument({ call: { offset: 11 } }))).toEqual(['steps.3.offset: Day 10 comes before day 11 of the step above; order the steps by day']);
    expect(checked(aLadderDocument({ call: { colour: 'red' } }))).toEqual([expect.stringMatching(/^steps\.2: /)]);
    expect(checked('steps: [')).toEqual([expect.stringMatching(/^: This is not YAML/)]);
    expect(checked('just words')).toHaveLength(1);
  });

  it('warns of a name that nothing goes by', () => {
    expect(checked(aLadderDocument({}, { name: 'gentle' }))).toEqual(['valid', expect.stringMatching(/^name: /)]);
  });

  it('marks a ladder in seconds as for rehearsal only', () => {
    const { contactDaysPerWeekMax: _, ...ladder } = aLadderDocument({}, { unit: 'second', gapWorkingDays: 0 });
    expect(checked(ladder)).toEqual(['valid', expect.stringMatching(/^unit: For rehearsal only/)]);
  });

  it('warns of a step that a country cannot hear, and refuses one that none can', () => {
    expect(checked(aLadderDocument({ reminder: { channels: ['sms'] } }))).toEqual(['valid', expect.stringMatching(/^steps\.3\.channels: Nobody in CN hears this step/)]);
    expect(checked(aLadderDocument({ reminder: { channels: ['sms', 'task'] } }))).toEqual(['valid']);
    expect(checked(aLadderDocument({ written_notice: { channels: ['sms'] } }))).toEqual([expect.stringMatching(/^steps\.5\.channels: No country/)]);
  });
});

describe('the texts of a step', () => {
  it('hold when each channel of the step can fill them', () => {
    expect(checked(aLadderDocument({ reminder: { texts: textsOf({ subject: '{{ demandedTotal }}', body: '{% include "four_parts" %}\n{{ bank.accountNumber }}', sms: '{{ sellerName }}: {{ contactPhone }}' }) } }))).toEqual(['valid']);
    expect(checked(aLadderDocument({ written_notice: { texts: textsOf({ body: '{{ noticeNumber }}' }) } }))).toEqual(['valid']);
    expect(checked(aLadderDocument({ call: { texts: textsOf({ body: '{{ recipientPhone }} {{ brokenPromise }}' }) } }))).toEqual(['valid']);
  });

  it.each([
    ['a field that no message has', { reminder: { texts: textsOf({ body: '{{ discount }}' }) } }, /^steps\.3\.texts\.(zh-CN|en)\.body: .*discount/],
    ['a field that the call script does not have', { reminder: { channels: ['email', 'task'], texts: textsOf({ body: '{{ bank.accountNumber }}' }) } }, /body: .*bank/],
    ['a field of the letter in a reminder', { reminder: { texts: textsOf({ subject: '{{ noticeNumber }}' }) } }, /subject: .*noticeNumber/],
    ['a tag that is not closed', { reminder: { texts: textsOf({ body: '{% if demanded.size > 0 %}x' }) } }, /body: /],
    ['a list where a word belongs', { reminder: { texts: textsOf({ body: '{{ demanded }}' }) } }, /body: /],
    ['an amount in an SMS', { reminder: { texts: textsOf({ sms: '{{ demandedTotal }}' }) } }, /sms: An SMS names no amount/],
    ['a link in an SMS', { reminder: { texts: textsOf({ sms: '{{ portalLink }}' }) } }, /sms: An SMS names no amount/],
    ['an account in an SMS', { reminder: { texts: textsOf({ sms: '{{ bank.accountNumber }}' }) } }, /sms: An SMS names no amount/],
    ['an SMS where the step sends none', { written_notice: { texts: textsOf({ sms: 'x' }) } }, /sms: This step goes by no SMS/],
  ])('are refused for %s, in both languages', (_what, steps, expected) => {
    expect(checked(aLadderDocument(steps))).toEqual([expect.stringMatching(expected), expect.stringMatching(expected)]);
  });

  it('are refused in one language only, and on an age step', () => {
    expect(checked(aLadderDocument({ reminder: { texts: { en: { subject: 's', body: 'b' } } } }))).toEqual([expect.stringMatching(/^steps\.3\.texts\.zh-CN/)]);
    expect(checked(aLadderDocument({ order_hold: { texts: textsOf({}) } }))).toEqual([expect.stringMatching(/^steps\.4: /)]);
  });
});
