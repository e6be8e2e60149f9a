import { beforeEach, describe, expect, it } from 'vitest';
import { addContactPerson } from '../../src/commands/add-contact-person.js';
import { addSellingEntity } from '../../src/commands/add-selling-entity.js';
import { answerDispute } from '../../src/commands/answer-dispute.js';
import { changeDueDate } from '../../src/commands/change-due-date.js';
import { endContactHold } from '../../src/commands/end-contact-hold.js';
import { placeContactHold } from '../../src/commands/place-contact-hold.js';
import { publishPolicy } from '../../src/commands/publish-policy.js';
import { raiseDispute } from '../../src/commands/raise-dispute.js';
import { recordOptOut } from '../../src/commands/record-opt-out.js';
import { recordPromiseToPay } from '../../src/commands/record-promise-to-pay.js';
import { registerCustomer } from '../../src/commands/register-customer.js';
import { removeContactPerson } from '../../src/commands/remove-contact-person.js';
import { voidInvoice } from '../../src/commands/void-invoice.js';
import { withdrawPromiseToPay } from '../../src/commands/withdraw-promise-to-pay.js';
import { plainDate } from '../../src/domain/dates.js';
import { money, parseMoney } from '../../src/domain/money.js';
import { shippedPolicies } from '../../src/policies/shipped-policies.js';
import { describeOnBothDatabases } from '../support/database.js';
import { aCustomer, anInvoice, aPayment, makeCompany, type Company } from '../support/ledger.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';
const TODAY = plainDate('2026-03-02');
const YESTERDAY = plainDate('2026-03-01');

describeOnBothDatabases('words with the customer', (open) => {
  let company: Company;
  let itemId: string;
  let caseId: string;
  beforeEach(async () => {
    company = await makeCompany(open());
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    itemId = await company.itemId('INV-1/1');
    caseId = await company.only('collection_cases');
  });
  const balance = async (): Promise<unknown> => {
    const [row] = await company.query('select disputed_minor as disputed, promised_minor as promised, i.paused_at is not null as paused from item_balances b join open_items i on i.id = b.open_item_id');
    return row;
  };
  const change = async (): Promise<number> => {
    const [row] = await company.query<{ change: number }>('select change from stories');
    return row?.change ?? 0;
  };
  const pay = (row: Parameters<typeof aPayment>[0]): Promise<void> => company.record({ kind: 'payments', rows: [aPayment(row)] });

  describe('a dispute', () => {
    const dispute = (given: Partial<Parameters<typeof raiseDispute>[1]['dispute']> = {}): ReturnType<typeof raiseDispute> =>
      raiseDispute(company.database, { actor: company.as('collector'), dispute: { openItemId: itemId, reason: 'goods_defective', answerBy: plainDate('2026-03-10'), ...given } });
    const answer = (disputeId: string, given: 'accepted' | 'rejected' | 'withdrawn'): ReturnType<typeof answerDispute> => answerDispute(company.database, { actor: company.as('finance'), disputeId, answer: given });

    it('pauses its amount alone, and the item only when nothing is left', async () => {
      expect(await dispute({ amountMinor: 400_00 })).toMatchObject({ kind: 'raised', amountMinor: 400_00 });
      expect(await balance()).toEqual({ disputed: 400_00, promised: 0, paused: false });
      expect(await dispute()).toMatchObject({ kind: 'raised', amountMinor: 600_00 });
      expect(await balance()).toEqual({ disputed: 1_000_00, promised: 0, paused: true });
      expect(await change()).toBe(3);
      expect(await company.eventTypes('collection_case')).toEqual(['invoice_recorded', 'dispute_raised', 'dispute_raised']);
    });

    it.each(['rejected', 'withdrawn'] as const)('%s lets the item go on at once', async (given) => {
      await dispute();
      expect(await answer(await company.only('disputes'), given)).toEqual({ kind: 'answered' });
      expect(await balance()).toEqual({ disputed: 0, promised: 0, paused: false });
      expect((await company.eventTypes('collection_case')).at(-1)).toBe(`dispute_${given}`);
    });

    it('accepted stands until its credit note is there', async () => {
      await dispute({ amountMinor: 400_00 });
      const id = await company.only('disputes');
      await answer(id, 'accepted');
      expect(await balance()).toMatchObject({ disputed: 400_00 });
      await company.record({ kind: 'credit-notes', rows: [{ number: 'CN-1', invoiceNumber: 'INV-1', currency: 'CNY', amount: money(400_00, 'CNY'), issuedOn: TODAY }] });
      expect(await balance()).toEqual({ disputed: 0, promised: 0, paused: false });
      expect(await company.open()).toEqual({ 'INV-1/1': 600_00 });
      expect(await answer(id, 'rejected')).toEqual({ kind: 'rejected', code: 'dispute_already_answered', id, answer: 'accepted' });
    });

    it('is refused with its reason', async () => {
      expect(await dispute({ openItemId: NOBODY })).toMatchObject({ code: 'open_item_unknown' });
      expect(await dispute({ amountMinor: 1_000_01 })).toEqual({ kind: 'rejected', code: 'dispute_exceeds_balance', amountMinor: 1_000_01, undisputedMinor: 1_000_00 });
      expect(await dispute({ amountMinor: 0 })).toMatchObject({ code: 'amount_not_positive' });
      expect(await dispute({ answerBy: YESTERDAY })).toMatchObject({ code: 'answer_date_past' });
      expect(await dispute({ ownerId: NOBODY })).toMatchObject({ code: 'person_unknown' });
      expect(await answer(NOBODY, 'accepted')).toMatchObject({ code: 'dispute_unknown' });
      expect(await dispute({ answerBy: TODAY })).toMatchObject({ kind: 'raised' });
      expect(await dispute()).toMatchObject({ code: 'dispute_exceeds_balance' });
      expect(await raiseDispute(company.database, { actor: company.as('credit_analyst'), dispute: { openItemId: itemId, reason: 'other', answerBy: TODAY } })).toMatchObject({ code: 'not_permitted' });
      await pay({ amount: parseMoney('1000.00', 'CNY') });
      expect(await dispute()).toMatchObject({ code: 'open_item_settled' });
    });

    it('is left out by undesignated money while another item has something undisputed', async () => {
      await dispute();
      await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-2', dueOn: plainDate('2026-04-01') })] });
      await pay({});
      expect(await company.open()).toEqual({ 'INV-1/1': 1_000_00, 'INV-2/1': 700_00 });
    });
  });

  describe('a promise', () => {
    const promise = (given: Partial<Parameters<typeof recordPromiseToPay>[1]['promise']> = {}): ReturnType<typeof recordPromiseToPay> =>
      recordPromiseToPay(company.database, { actor: company.as('collector'), promise: { caseId, amountMinor: 1_000_00, payBy: plainDate('2026-03-10'), source: 'call', ...given } });

    it('pauses its amount, shrinks as the money comes in, and is withdrawn once', async () => {
      const made = await promise();
      expect(made).toMatchObject({ kind: 'promised', parts: [{ openItemId: itemId, amountMinor: 1_000_00, openWhenMadeMinor: 1_000_00 }] });
      expect(await balance()).toEqual({ disputed: 0, promised: 1_000_00, paused: true });
      await pay({});
      expect(await balance()).toEqual({ disputed: 0, promised: 700_00, paused: true });
      const promiseId = 'promiseId' in made ? made.promiseId : '';
      const withdraw = (id: string): ReturnType<typeof withdrawPromiseToPay> => withdrawPromiseToPay(company.database, { actor: company.as('manager'), promiseId: id });
      expect(await withdraw(promiseId)).toEqual({ kind: 'withdrawn' });
      expect(await balance()).toEqual({ disputed: 0, promised: 0, paused: false });
      expect(await withdraw(promiseId)).toMatchObject({ code: 'promise_not_pending', status: 'withdrawn' });
      expect(await withdraw(NOBODY)).toMatchObject({ code: 'promise_unknown' });
      expect(await company.eventTypes('collection_case')).toEqual(['invoice_recorded', 'promise_recorded', 'payment_recorded', 'promise_withdrawn']);
    });

    it('is refused with its reason', async () => {
      await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'OTHER', customerNumber: 'C-2' })] });
      expect(await promise({ amountMinor: 1_000_01 })).toEqual({ kind: 'rejected', code: 'promise_exceeds_balance', amountMinor: 1_000_01, balanceMinor: 1_000_00 });
      expect(await promise({ amountMinor: 0 })).toMatchObject({ code: 'amount_not_positive' });
      expect(await promise({ payBy: YESTERDAY })).toMatchObject({ code: 'promise_date_past', today: TODAY });
      expect(await promise({ payBy: plainDate('2027-03-04') })).toMatchObject({ code: 'promise_date_too_far', latest: '2027-03-03' });
      expect(await promise({ caseId: NOBODY })).toMatchObject({ code: 'case_unknown' });
      expect(await promise({ openItemIds: [await company.itemId('OTHER/1')] })).toMatchObject({ code: 'open_item_of_another_case' });
      expect(await promise({ payBy: TODAY, amountMinor: 400_00 })).toMatchObject({ kind: 'promised' });
      expect(await promise({ amountMinor: 600_01 })).toMatchObject({ code: 'promise_exceeds_balance', balanceMinor: 600_00 });
      await pay({ amount: parseMoney('1000.00', 'CNY') });
      expect(await promise({ openItemIds: [itemId], amountMinor: 1 })).toMatchObject({ code: 'open_item_settled' });
      await company.query(`update collection_cases set status = 'paid' where id = '${caseId}'`);
      expect(await promise()).toMatchObject({ code: 'case_closed' });
    });

    it('may be made by a contact person of the customer, and of no other', async () => {
      const person = async (customerNumber: string): Promise<string> => {
        const added = await addContactPerson(company.database, { actor: company.as('collector'), person: { customerNumber, name: '李芳', role: 'finance', email: 'li@customer.example' } });
        return 'contactPersonId' in added ? added.contactPersonId : '';
      };
      const by = async (customerNumber: string): Promise<unknown> => recordPromiseToPay(company.database, { actor: { kind: 'contact_person', contactPersonId: await person(customerNumber) }, promise: { caseId, amountMinor: 100, payBy: TODAY, source: 'page' } });
      expect(await by('C-2')).toMatchObject({ code: 'case_unknown' });
      expect(await by('C-1')).toMatchObject({ kind: 'promised' });
    });
  });

  it('a contact hold has an end and an owner, and ends once', async () => {
    const place = (given: Partial<Parameters<typeof placeContactHold>[1]['hold']> = {}): ReturnType<typeof placeContactHold> =>
      placeContactHold(company.database, { actor: company.as('collector'), hold: { caseId, reason: 'they move house', ownerId: company.personId('collector'), lastQuietOn: plainDate('2026-03-10'), ...given } });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'OTHER', customerNumber: 'C-2' })] });
    expect(await place({ lastQuietOn: YESTERDAY })).toMatchObject({ code: 'hold_end_past' });
    expect(await place({ lastQuietOn: plainDate('2027-03-04') })).toMatchObject({ code: 'hold_end_too_far' });
    expect(await place({ ownerId: NOBODY })).toMatchObject({ code: 'person_unknown' });
    expect(await place({ caseId: NOBODY })).toMatchObject({ code: 'case_unknown' });
    expect(await place({ openItemId: await company.itemId('OTHER/1') })).toMatchObject({ code: 'open_item_of_another_case' });
    expect(await place({ lastQuietOn: TODAY, openItemId: itemId })).toMatchObject({ kind: 'placed' });
    const contactHoldId = await company.only('contact_holds');
    const end = (id: string): ReturnType<typeof endContactHold> => endContactHold(company.database, { actor: company.as('manager'), contactHoldId: id });
    expect(await end(NOBODY)).toMatchObject({ code: 'contact_hold_unknown' });
    expect(await end(contactHoldId)).toEqual({ kind: 'ended' });
    expect(await end(contactHoldId)).toMatchObject({ code: 'contact_hold_already_ended' });
    expect(await company.eventTypes('collection_case')).toEqual(['invoice_recorded', 'invoice_recorded', 'contact_hold_placed', 'contact_hold_ended']);
    const placed = await place({ lastQuietOn: TODAY });
    await company.moveClock('2026-03-02T16:00:00Z');
    expect(await end('contactHoldId' in placed ? placed.contactHoldId : '')).toMatchObject({ code: 'contact_hold_already_ended' });
    await pay({ amount: parseMoney('1000.00', 'CNY') });
    expect(await place({ openItemId: itemId })).toMatchObject({ code: 'open_item_settled' });
    await company.query(`update collection_cases set status = 'paid' where id = '${caseId}'`);
    expect(await place()).toMatchObject({ code: 'case_closed' });
  });

  it('a due date is changed with its reason, and the first one still names the invoice', async () => {
    const to = (dueOn: string, openItemId = itemId): ReturnType<typeof changeDueDate> => changeDueDate(company.database, { actor: company.as('manager'), openItemId, dueOn: plainDate(dueOn), reason: 'agreed by phone' });
    expect(await to('2026-03-01')).toMatchObject({ code: 'due_date_unchanged' });
    expect(await to('2026-01-31')).toMatchObject({ code: 'due_before_issued', issuedOn: '2026-02-01' });
    expect(await to('2026-04-01', NOBODY)).toMatchObject({ code: 'open_item_unknown' });
    expect(await to('2026-04-01')).toEqual({ kind: 'changed', dueBefore: '2026-03-01' });
    expect(await company.query('select i.due_on, d.due_before, d.reason from due_date_changes d join open_items i on i.id = d.open_item_id')).toEqual([{ due_on: '2026-04-01', due_before: '2026-03-01', reason: 'agreed by phone' }]);
    expect(await company.tryToRecord({ kind: 'invoices', rows: [anInvoice()] })).toMatchObject({ counts: { unchanged: 1 } });
    expect(await change()).toBe(2);
    await pay({ amount: parseMoney('1000.00', 'CNY') });
    expect(await to('2026-05-01')).toMatchObject({ code: 'open_item_settled' });
  });

  it('an invoice is voided while no money stands on it, and its disputes are settled', async () => {
    const invoiceId = await company.only('invoices');
    const voided = (id = invoiceId): ReturnType<typeof voidInvoice> => voidInvoice(company.database, { actor: company.as('finance'), invoiceId: id, reason: 'wrong customer' });
    await raiseDispute(company.database, { actor: company.as('collector'), dispute: { openItemId: itemId, reason: 'invoice_wrong', answerBy: TODAY } });
    await pay({ invoices: [{ invoiceNumber: 'INV-1' }] });
    expect(await voided(NOBODY)).toMatchObject({ code: 'invoice_unknown' });
    expect(await voided()).toEqual({ kind: 'rejected', code: 'invoice_has_allocations', id: invoiceId, allocatedMinor: 300_00 });
    await pay({ reference: 'R-1', reverses: 'P-1' });
    expect(await voided()).toEqual({ kind: 'voided' });
    expect(await voided()).toMatchObject({ code: 'invoice_already_voided' });
    expect(await company.query('select open_minor, d.status, v.void_reason from open_items i join disputes d on d.open_item_id = i.id join invoices v on v.id = i.invoice_id')).toEqual([{ open_minor: 0, status: 'accepted', void_reason: 'wrong customer' }]);
    expect(await company.tryToRecord({ kind: 'invoices', rows: [anInvoice()] })).toMatchObject({ code: 'invoice_voided' });
    expect(await company.tryToRecord({ kind: 'credit-notes', rows: [{ number: 'CN', invoiceNumber: 'INV-1', currency: 'CNY', amount: money(1, 'CNY'), issuedOn: TODAY }] })).toMatchObject({ code: 'invoice_voided' });
    expect(await company.eventTypes('collection_case')).toEqual(['invoice_recorded', 'dispute_raised', 'payment_recorded', 'payment_reversed', 'invoice_voided']);
  });

  it('contact persons are added, kept up to date, opt out for good and are removed; each wakes the case', async () => {
    const added = await addContactPerson(company.database, { actor: company.as('collector'), person: { customerNumber: 'C-1', name: '李芳', role: 'finance', email: 'li@customer.example' } });
    const contactPersonId = 'contactPersonId' in added ? added.contactPersonId : '';
    expect(added).toMatchObject({ kind: 'added' });
    const person = { customerNumber: 'C-1', name: '李芳', role: 'finance', phone: '+8613800138000' };
    const optOut = (actor = company.as('collector'), id = contactPersonId): ReturnType<typeof recordOptOut> => recordOptOut(company.database, { actor, contactPersonId: id, channels: ['email'] });
    expect(await optOut({ kind: 'contact_person', contactPersonId })).toEqual({ kind: 'recorded', optedOutOf: ['email'] });
    expect(await addContactPerson(company.database, { actor: company.as('sales'), person })).toEqual({ kind: 'updated', contactPersonId });
    expect(await addContactPerson(company.database, { actor: company.as('sales'), person })).toEqual({ kind: 'unchanged', contactPersonId });
    expect(await company.query('select email, phone, language, opted_out_of from contact_persons')).toEqual([{ email: 'li@customer.example', phone: '+8613800138000', language: 'zh-CN', opted_out_of: ['email'] }]);
    expect(await optOut()).toEqual({ kind: 'recorded', optedOutOf: ['email'] });
    expect(await change()).toBe(4);
    const colleague = await addContactPerson(company.database, { actor: company.as('sales'), person: { ...person, name: '王强' } });
    expect(await optOut({ kind: 'contact_person', contactPersonId }, 'contactPersonId' in colleague ? colleague.contactPersonId : '')).toMatchObject({ code: 'opt_out_of_another' });
    expect(await optOut(company.as('collector'), NOBODY)).toMatchObject({ code: 'contact_person_unknown' });
    expect(await addContactPerson(company.database, { actor: company.as('sales'), person: { customerNumber: 'C-1', name: 'x', role: 'finance' } })).toEqual({ kind: 'rejected', code: 'contact_person_not_reachable' });
    expect(await addContactPerson(company.database, { actor: company.as('legal'), person })).toMatchObject({ code: 'not_permitted' });
    const remove = (): ReturnType<typeof removeContactPerson> => removeContactPerson(company.database, { actor: company.as('sales'), contactPersonId });
    expect(await remove()).toEqual({ kind: 'removed' });
    expect(await remove()).toMatchObject({ code: 'contact_person_already_removed' });
    expect(await optOut()).toMatchObject({ code: 'contact_person_already_removed' });
    expect(await company.eventTypes('contact_person')).toEqual(['contact_person_added', 'opt_out_recorded', 'contact_person_updated', 'contact_person_added', 'contact_person_removed']);
  });
});

describeOnBothDatabases('master data', (open) => {
  let company: Company;
  beforeEach(async () => {
    company = await makeCompany(open());
  });

  it('registers a customer, brings it up to date, and keeps what is left out', async () => {
    const register = (given: Parameters<typeof aCustomer>[0]): ReturnType<typeof registerCustomer> => registerCustomer(company.database, { actor: company.as('credit_analyst'), customer: aCustomer({ number: 'C-9', ...given }) });
    const registered = await register({ termsDays: 30, collectorEmail: 'Collector@seller.example' });
    expect(registered).toMatchObject({ kind: 'registered' });
    expect(await register({ name: '新名' })).toMatchObject({ kind: 'updated', customerId: 'customerId' in registered ? registered.customerId : '' });
    expect(await register({ name: '新名' })).toMatchObject({ kind: 'unchanged' });
    expect(await company.query("select name, terms_days, collector_id from customers where number = 'C-9'")).toEqual([{ name: '新名', terms_days: 30, collector_id: company.personId('collector') }]);
    expect(await register({ salesPersonEmail: 'nobody@seller.example' })).toMatchObject({ code: 'person_unknown', field: 'salesPersonEmail' });
    expect(await register({ rule: 'vip' })).toMatchObject({ code: 'ladder_rule_unknown' });
    expect((await company.eventTypes('customer')).slice(-2)).toEqual(['customer_registered', 'customer_updated']);
  });

  it('refuses a selling entity whose code is taken', async () => {
    const entity = { code: 'SH', legalName: 'x', country: 'CN', address: 'x', bankName: 'x', bankAccountName: 'x', bankAccountNumber: '1', senderName: 'x', senderEmail: 'x@seller.example' };
    expect(await addSellingEntity(company.database, { actor: company.as('administrator'), entity })).toEqual({ kind: 'rejected', code: 'selling_entity_code_taken', sellingEntityCode: 'SH' });
    expect(await addSellingEntity(company.database, { actor: company.as('administrator'), entity: { ...entity, code: 'GZ' } })).toMatchObject({ kind: 'added' });
  });

  it('publishes a ladder as the next version, which new items take and old ones do not', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    const [shipped] = shippedPolicies();
    const publish = (document: unknown): ReturnType<typeof publishPolicy> => publishPolicy(company.database, { actor: company.as('manager'), kind: 'escalation_ladder', name: 'default', document, note: 'as it was' });
    expect(await publish({ ...(shipped?.document as object), gapWorkingDays: -1 })).toMatchObject({ code: 'policy_invalid', problems: [{ path: 'gapWorkingDays' }] });
    expect(await publish({ ...(shipped?.document as object), name: 'other' })).toMatchObject({ code: 'policy_invalid', problems: [{ path: 'name' }] });
    expect(await publish(shipped?.document)).toMatchObject({ kind: 'published', version: 2 });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-2' })] });
    expect(await company.query('select v.number, i.ladder_version from open_items i join invoices v on v.id = i.invoice_id order by 1')).toEqual([{ number: 'INV-1', ladder_version: 1 }, { number: 'INV-2', ladder_version: 2 }]);
    expect(await company.query("select data from events where type = 'policy_published' order by sequence desc limit 1")).toEqual([{ data: { kind: 'escalation_ladder', name: 'default', version: 2 } }]);
  });

  it('credits an invoice up to its amount; what finds nothing open stays unallocated; the same note is left alone', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    const credit = (given: { number?: string; amount?: string; currency?: 'CNY' | 'USD'; invoiceNumber?: string; issuedOn?: string }): ReturnType<Company['tryToRecord']> => company.tryToRecord({ kind: 'credit-notes', rows: [{
      number: given.number ?? 'CN-1', invoiceNumber: given.invoiceNumber ?? 'INV-1', currency: given.currency ?? 'CNY', amount: parseMoney(given.amount ?? '200.00', given.currency ?? 'CNY'), issuedOn: plainDate(given.issuedOn ?? '2026-03-02'),
    }] });
    expect(await credit({})).toMatchObject({ kind: 'recorded', counts: { recorded: 1 } });
    expect(await credit({})).toMatchObject({ kind: 'recorded', counts: { unchanged: 1 } });
    expect(await credit({ amount: '200.01' })).toMatchObject({ code: 'credit_note_differs', details: { what: 'amount' } });
    expect(await credit({ number: 'CN-2', amount: '800.01' })).toMatchObject({ code: 'credit_exceeds_invoice', details: { credited: '1000.01', invoiced: '1000.00' } });
    expect(await credit({ number: 'CN-2', currency: 'USD' })).toMatchObject({ code: 'currency_of_invoice_differs' });
    expect(await credit({ number: 'CN-2', invoiceNumber: 'INV-404' })).toMatchObject({ code: 'invoice_unknown' });
    expect(await credit({ number: 'CN-2', issuedOn: '2026-03-03' })).toMatchObject({ code: 'issued_in_future' });
    expect(await credit({ number: 'CN-2', amount: '0.00' })).toMatchObject({ code: 'amount_not_positive' });
    await company.record({ kind: 'payments', rows: [aPayment({ amount: parseMoney('700.00', 'CNY') })] });
    expect(await credit({ number: 'CN-2', amount: '800.00' })).toMatchObject({ kind: 'recorded' });
    expect(await company.query('select number, unallocated_minor from credit_notes order by 1')).toEqual([{ number: 'CN-1', unallocated_minor: 0 }, { number: 'CN-2', unallocated_minor: 700_00 }]);
    expect(await company.sumsThatDiffer()).toEqual([]);
  });

  it('keeps cover of a customer or an invoice, renewals beside the old, the same up to date', async () => {
    company = await makeCompany(open(), { entities: ['SH', 'BJ'] });
    for (const [number, customerNumber, sellingEntityCode] of [['INV-1', 'C-1', 'SH'], ['TWO', 'C-1', 'SH'], ['TWO', 'C-1', 'BJ']] as const) await company.record({ kind: 'invoices', rows: [anInvoice({ number, customerNumber, sellingEntityCode })] });
    const cover = (given: Partial<{ invoiceNumber: string; customerNumber: string; insuredPercent: string; validFrom: string }> = {}): ReturnType<Company['tryToRecord']> => company.tryToRecord({ kind: 'covers', rows: [{
      customerNumber: given.customerNumber ?? 'C-1', ...(given.invoiceNumber === undefined ? {} : { invoiceNumber: given.invoiceNumber }), insurer: '中国信保', policyNumber: 'S-1', currency: 'USD', coveredAmount: parseMoney('500000.00', 'USD'),
      insuredPercent: given.insuredPercent ?? '90', validFrom: plainDate(given.validFrom ?? '2026-01-01'), validUntil: plainDate('2026-12-31'),
    }] });
    expect(await cover()).toMatchObject({ counts: { recorded: 1 } });
    expect(await cover()).toMatchObject({ counts: { unchanged: 1 } });
    expect(await cover({ insuredPercent: '80' })).toMatchObject({ counts: { updated: 1 } });
    expect(await cover({ validFrom: '2026-02-01' })).toMatchObject({ counts: { recorded: 1 } });
    expect(await cover({ invoiceNumber: 'INV-1' })).toMatchObject({ counts: { recorded: 1 } });
    expect(await cover({ invoiceNumber: 'INV-1', customerNumber: 'C-2' })).toMatchObject({ code: 'invoice_of_other_customer' });
    expect(await cover({ invoiceNumber: 'NONE' })).toMatchObject({ code: 'invoice_unknown' });
    expect(await cover({ invoiceNumber: 'TWO' })).toMatchObject({ code: 'invoice_ambiguous' });
    expect(await company.query('select insured_percent from covers order by 1')).toEqual([{ insured_percent: '80' }, { insured_percent: '90' }, { insured_percent: '90' }]);
    expect(await company.tryToRecord({ kind: 'credit-notes', rows: [{ number: 'CN', invoiceNumber: 'TWO', currency: 'CNY', amount: money(1, 'CNY'), issuedOn: TODAY }] })).toMatchObject({ code: 'invoice_ambiguous' });
  });
});
