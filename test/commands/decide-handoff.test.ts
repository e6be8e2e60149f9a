import { beforeEach, expect, it } from 'vitest';
import { texts as english } from '../../console/i18n/en.js';
import { texts as chinese } from '../../console/i18n/zh-CN.js';
import { decideHandoff } from '../../src/commands/decide-handoff.js';
import { decideManagerReview } from '../../src/commands/decide-manager-review.js';
import { recordHandoffOutcome } from '../../src/commands/record-handoff-outcome.js';
import { plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import type { HandoffDecision } from '../../src/domain/handoff-decision.js';
import { ApiDesk } from '../support/api.js';
import { playCasesTo } from '../support/case-hands.js';
import { describeOnBothDatabases } from '../support/database.js';
import { aPayment, anInvoice, makeCompany, type Company } from '../support/ledger.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';
const approve: HandoffDecision = { kind: 'approve', counterpartyName: '王律师', counterpartyEmail: 'wang@law.example' };

describeOnBothDatabases('a case that nobody pays', (open) => {
  let company: Company;

  beforeEach(async () => {
    company = await makeCompany(open(), { customers: ['C-1'] });
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: '李芳', role: 'accounts_payable', email: 'li.fang@one.example', phone: '+8613900000000' }] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ dueOn: plainDate('2026-03-06') })] });
  });

  const tasks = (kind: string): Promise<readonly { state: string }[]> => company.query(`select state from tasks where kind = '${kind}' order by opened_at, id`);

  it('is reviewed by a manager, once; what comes to review later opens a new review', async () => {
    await playCasesTo(open(), '2026-04-20T02:00:00Z');
    const managerReviewId = await company.only('manager_reviews');
    expect(await decideManagerReview(open(), { actor: company.as('collector'), managerReviewId, note: '' })).toMatchObject({ kind: 'rejected', code: 'not_permitted', rolesNeeded: ['manager'] });
    expect(await decideManagerReview(open(), { actor: company.as('manager'), managerReviewId: NOBODY, note: '' })).toEqual({ kind: 'rejected', code: 'manager_review_unknown', id: NOBODY });
    expect(await decideManagerReview(open(), { actor: company.as('manager'), managerReviewId, note: '再等两周' })).toEqual({ kind: 'decided' });
    expect(await decideManagerReview(open(), { actor: company.as('manager'), managerReviewId, note: '' })).toEqual({ kind: 'rejected', code: 'manager_review_already_decided', id: managerReviewId });
    expect(await company.query('select state, decision, decided_at from manager_reviews')).toEqual([{ state: 'decided', decision: { note: '再等两周' }, decided_at: '2026-04-20T02:00:00.000Z' }]);
    expect(await tasks('manager_review')).toEqual([{ state: 'done' }]);
    expect((await company.eventTypes('collection_case')).at(-1)).toBe('manager_review_decided');
    expect(await company.query("select data from events where type = 'manager_review_decided'")).toEqual([{ data: { reviewId: managerReviewId } }]);
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-2', dueOn: plainDate('2026-03-10') })] });
    await playCasesTo(open(), '2026-04-25T02:00:00Z');
    expect(await company.query('select state from manager_reviews order by opened_at')).toEqual([{ state: 'decided' }, { state: 'open' }]);
  });

  it('is handed off when a manager approves and names who receives the pack', async () => {
    await playCasesTo(open(), '2026-05-06T02:00:00Z');
    const handoffId = await company.only('handoffs');
    const decide = (decision: HandoffDecision, actor = company.as('manager'), id = handoffId): ReturnType<typeof decideHandoff> => decideHandoff(open(), { actor, handoffId: id, decision });
    expect(await decide(approve, company.as('finance'))).toMatchObject({ kind: 'rejected', code: 'not_permitted', rolesNeeded: ['manager'] });
    expect(await decide(approve, company.as('manager'), NOBODY)).toEqual({ kind: 'rejected', code: 'handoff_unknown', id: NOBODY });
    expect(await decide({ ...approve, counterpartyName: ' ' })).toEqual({ kind: 'rejected', code: 'counterparty_name_missing' });
    expect(await decide({ ...approve, counterpartyEmail: 'a@law.example, b@law.example' })).toEqual({ kind: 'rejected', code: 'counterparty_email_invalid', email: 'a@law.example, b@law.example' });
    expect(await decide(approve)).toEqual({ kind: 'approved' });
    expect(await decide(approve)).toEqual({ kind: 'rejected', code: 'handoff_already_decided', state: 'approved' });
    expect(await company.query('select state, counterparty_name, counterparty_email, next_on from handoffs')).toEqual([{ state: 'approved', counterparty_name: '王律师', counterparty_email: 'wang@law.example', next_on: null }]);
    expect(await tasks('handoff_approval')).toEqual([{ state: 'done' }]);
    expect(await company.query(`select kind, id, change from stories where kind = 'handoff'`)).toEqual([{ kind: 'handoff', id: handoffId, change: 1 }]);
    expect(await company.query("select data from events where type = 'handoff_approved'")).toEqual([{ data: { handoffId, route: 'legal' } }]);
    const before = await company.query('select id from contacts');
    await playCasesTo(open(), '2026-07-01T02:00:00Z');
    expect(await company.query('select id from contacts')).toHaveLength(before.length);
  });

  it('drops the calls that were still to be made when its items are handed off', async () => {
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: '赵', role: 'owner', phone: '+8613900000001' }] });
    await playCasesTo(open(), '2026-05-06T02:00:00Z');
    await company.query("update tasks set state = 'open', closed_at = null where kind = 'call' returning id");
    await company.query("delete from contact_lines where step_key in ('reminder', 'written_notice') returning step_key");
    await decideHandoff(open(), { actor: company.as('manager'), handoffId: await company.only('handoffs'), decision: approve });
    expect(await tasks('call')).toEqual([{ state: 'dropped' }]);
  });

  it('comes back to the manager on the day that a refusal names, tomorrow at the earliest', async () => {
    await playCasesTo(open(), '2026-05-06T02:00:00Z');
    const handoffId = await company.only('handoffs');
    const refuse = (nextOn: string): ReturnType<typeof decideHandoff> => decideHandoff(open(), { actor: company.as('manager'), handoffId, decision: { kind: 'refuse', nextOn: plainDate(nextOn) } });
    expect(await refuse('2026-05-06')).toEqual({ kind: 'rejected', code: 'handoff_next_day_past', nextOn: '2026-05-06', today: '2026-05-06' });
    expect(await refuse('2027-05-08')).toEqual({ kind: 'rejected', code: 'handoff_next_day_too_far', nextOn: '2027-05-08', latest: '2027-05-07' });
    expect(await refuse('2026-05-07')).toEqual({ kind: 'refused' });
    expect(await tasks('handoff_approval')).toEqual([{ state: 'done' }]);
    expect(await company.query(`select id from stories where kind = 'handoff'`)).toEqual([]);
    await playCasesTo(open(), '2026-05-06T16:00:00Z');
    expect(await company.query('select state from handoffs')).toEqual([{ state: 'refused' }]);
    await playCasesTo(open(), '2026-05-07T02:00:00Z');
    expect(await company.query('select state, requested_at from handoffs order by requested_at')).toEqual([
      { state: 'refused', requested_at: '2026-05-06T01:00:00.000Z' }, { state: 'requested', requested_at: '2026-05-07T01:00:00.000Z' },
    ]);
  });

  it('is not handed off when all of its items have been settled since', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-2', dueOn: plainDate('2026-06-30') })] });
    await playCasesTo(open(), '2026-05-06T02:00:00Z');
    await company.record({ kind: 'payments', rows: [aPayment({ amount: parseMoney('1000.00', 'CNY'), receivedOn: plainDate('2026-05-06'), invoices: [{ invoiceNumber: 'INV-1' }] })] });
    expect(await decideHandoff(open(), { actor: company.as('manager'), handoffId: await company.only('handoffs'), decision: approve })).toEqual({ kind: 'rejected', code: 'handoff_items_settled' });
  });

  it('tells in its own timeline, in both languages, what its handoff did, and nothing of another case\'s', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'USD-1', currency: 'USD', amount: parseMoney('1000.00', 'USD'), dueOn: plainDate('2026-12-06') })] });
    await playCasesTo(open(), '2026-05-06T02:00:00Z');
    const handoffId = await company.only('handoffs');
    await decideHandoff(open(), { actor: company.as('manager'), handoffId, decision: approve });
    await company.query(`update handoffs set state = 'sent' where id = '${handoffId}' returning id`);
    expect(await recordHandoffOutcome(open(), { actor: company.as('legal'), handoffId, outcome: 'acknowledged' })).toEqual({ kind: 'recorded' });
    expect(await recordHandoffOutcome(open(), { actor: company.as('legal'), handoffId, outcome: 'recovered', recoveredMinor: 400_00 })).toEqual({ kind: 'recorded' });
    const desk = new ApiDesk(open());
    const cases = await company.query<{ id: string; currency: string }>('select id, currency from collection_cases order by currency');
    const [ofCase = [], ofOther = []] = await Promise.all(cases.map(async ({ id }) => (await desk.send('get', `/v1/collection-cases/${id}/events`, { key: await desk.key(['legal']) })).body.items as { stream: string; type: string }[]));
    expect(ofCase.slice(0, 3).map(({ stream, type }) => `${stream} ${type}`)).toEqual(['handoff handoff_recovered', 'handoff handoff_acknowledged', 'collection_case handoff_approved']);
    expect(ofOther.map(({ type }) => type)).toEqual(['invoice_recorded']);
    for (const { events } of [english, chinese]) expect(ofCase.map(({ type }) => type).filter((type) => !(type in events))).toEqual([]);
  });
});
