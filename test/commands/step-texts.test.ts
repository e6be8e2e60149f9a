import { beforeEach, expect, it } from 'vitest';
import { publishPolicy } from '../../src/commands/publish-policy.js';
import { recordPromiseToPay } from '../../src/commands/record-promise-to-pay.js';
import { plainDate } from '../../src/domain/dates.js';
import { playCasesTo } from '../support/case-hands.js';
import { describeOnBothDatabases } from '../support/database.js';
import { aCustomer, anInvoice, makeCompany, type Company } from '../support/ledger.js';
import { aLadderDocument, textsOf } from '../support/policies.js';

describeOnBothDatabases('the words of a step', (open) => {
  let company: Company;

  beforeEach(async () => {
    company = await makeCompany(open(), { customers: [] });
    await company.record({ kind: 'customers', rows: [aCustomer({ country: 'DE', timeZone: 'Europe/Berlin', language: 'en' })] });
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: 'Ada', role: 'accounts_payable', email: 'ada@one.example', phone: '+4915112345678' }] });
  });

  const publish = async (steps: Parameters<typeof aLadderDocument>[0]): Promise<void> => {
    const published = await publishPolicy(open(), { actor: company.as('manager'), kind: 'escalation_ladder', name: 'default', document: aLadderDocument(steps), note: 'words' });
    expect(published).toMatchObject({ kind: 'published', version: 2 });
  };
  const invoice = (number: string, dueOn: string): Promise<void> => company.record({ kind: 'invoices', rows: [anInvoice({ number, dueOn: plainDate(dueOn) })] });
  /** `action channel: subject / text` of what was written to the customer. */
  const written = async (): Promise<readonly string[]> => (await company.query<{ action: string; channel: string; subject: string; body: string }>(
    "select action, channel, subject, body from contacts where recipient_kind = 'contact_person' order by reserved_at, channel")).map((row) => `${row.action} ${row.channel}: ${row.subject} / ${row.body.split('\n')[0] ?? ''}`);

  it('are its own in each channel and language, and the shipped ones where it has none', async () => {
    await publish({ reminder: { texts: { en: { subject: 'Own {{ demandedTotal }}', body: 'Own body for {{ recipientName }}', sms: 'Own SMS of {{ sellerName }}' }, 'zh-CN': { subject: '中', body: '中' } } } });
    await invoice('INV-1', '2026-03-04');
    await playCasesTo(open(), '2026-03-16T22:00:00Z');
    const [soon, call, ...own] = await written();
    expect(own).toEqual(['reminder email: Own CNY 1,000.00 / Own body for Ada', 'reminder sms:  / Own SMS of SH 有限公司']);
    expect([soon, call]).toEqual([expect.stringMatching(/^reminder email: .*invoices due soon/), expect.stringMatching(/^reminder_call task: Call /)]);
  });

  it('keep the shipped SMS when they have none of their own', async () => {
    await publish({ reminder: { texts: textsOf({ subject: 'Own' }) } });
    await invoice('INV-1', '2026-03-04');
    await playCasesTo(open(), '2026-03-16T22:00:00Z');
    expect((await written()).slice(2)).toEqual(['reminder email: Own / Ada', expect.stringMatching(/^reminder sms: {2}\/ .*past its due date/)]);
  });

  it('of the highest step lead a message about several', async () => {
    await publish({ reminder_before_due: { texts: textsOf({ subject: 'Soon' }) }, reminder: { texts: textsOf({ subject: 'Firm' }) } });
    await invoice('INV-1', '2026-03-06');
    await playCasesTo(open(), '2026-03-10T22:00:00Z');
    await invoice('INV-2', '2026-03-19');
    await playCasesTo(open(), '2026-03-16T22:00:00Z');
    expect((await written()).filter((line) => line.includes('email'))).toEqual(['reminder email: Soon / Ada', 'reminder email: Firm / Ada']);
  });

  it('cover the letter of a written notice, and lead the call after a broken promise', async () => {
    await publish({ call: { texts: textsOf({ subject: 'Call', body: 'Own script: {{ brokenPromise }}' }) }, written_notice: { texts: textsOf({ subject: 'Letter {{ noticeNumber }}' }) } });
    await invoice('INV-1', '2026-02-16');
    await playCasesTo(open(), '2026-03-05T12:00:00Z');
    const caseId = await company.only('collection_cases');
    expect(await recordPromiseToPay(open(), { actor: company.as('collector'), promise: { caseId, amountMinor: 1_000_00, payBy: plainDate('2026-03-06'), source: 'call' } })).toMatchObject({ kind: 'promised' });
    await playCasesTo(open(), '2026-03-31T22:00:00Z');
    expect(await written()).toEqual([
      'reminder_call task: Call / Own script:', expect.stringMatching(/^reminder email/), expect.stringMatching(/^reminder sms/), 'reminder_call task: Call / Own script: CNY 1,000.00 by Fri 6 Mar 2026',
      'written_notice email: Letter C-1-001 / Ada',
    ]);
  });

  it('that cannot be filled are not published', async () => {
    const refused = await publishPolicy(open(), { actor: company.as('manager'), kind: 'escalation_ladder', name: 'default', document: aLadderDocument({ reminder: { texts: textsOf({ body: '{{ nothing }}' }) } }), note: 'words' });
    expect(refused).toMatchObject({ kind: 'rejected', code: 'policy_invalid', problems: [{ path: 'steps.3.texts.zh-CN.body' }, { path: 'steps.3.texts.en.body' }] });
  });
});
