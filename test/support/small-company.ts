import { parse } from 'yaml';
import { createInstallation } from '../../src/db/clock.js';
import type { Database, Trx } from '../../src/db/database.js';
import { newId } from '../../src/db/ids.js';
import { json } from '../../src/db/json.js';
import type { Json } from '../../src/db/schema.js';
import { raiseChange } from '../../src/db/stories.js';
import { instant, plainDate, type Instant } from '../../src/domain/dates.js';
import { shippedLadderText } from '../../src/policies/escalation-ladders.js';

/** A company with one customer of one seller, in rows: the least on which a collection case can run. */
export interface SmallCompany {
  readonly customerId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly salesPersonId: string;
  readonly openItemIds: readonly string[];
}

export interface SmallInvoice {
  readonly number: string;
  readonly amountMinor: number;
  readonly issuedOn: string;
  readonly dueOn: string;
}

export type CompanyClock = { readonly kind: 'real' } | { readonly kind: 'test'; readonly start: Instant };

/** The installation with a ladder and its sender. @param ladder YAML; the shipped one by default */
export async function anInstallation(trx: Trx, given: { readonly clock: CompanyClock; readonly at: Instant; readonly ladder?: string }): Promise<{ readonly sellingEntityId: string; readonly salesPersonId: string }> {
  const { at } = given;
  await createInstallation(trx, given.clock);
  await trx.insertInto('policies').values({ id: newId(at), kind: 'escalation_ladder', name: 'default', version: 1, document: json(parse(given.ladder ?? shippedLadderText()) as Json) as never, published_at: at, published_by: 'installation', note: 'shipped' }).execute();
  const salesPersonId = newId(at);
  await trx.insertInto('people').values({ id: salesPersonId, name: '何静', email: 'he.jing@linden.example', phone: null, language: 'zh-CN', time_zone: 'Asia/Shanghai', country: 'CN', roles: ['sales'], password_hash: null, disabled_at: null, created_at: at }).execute();
  const sellingEntityId = newId(at);
  await trx.insertInto('selling_entities').values({
    id: sellingEntityId, code: 'LT', legal_name: '菩提贸易（上海）有限公司', legal_name_english: 'Linden Trading Ltd.', country: 'CN', address: '上海市黄浦区示例路 1 号', address_english: '1 Example Road, Shanghai',
    bank_name: '示例银行上海分行', bank_account_name: '菩提贸易（上海）有限公司', bank_account_number: '3100000012345678', letterhead: '', sender_name: '陈洁', sender_email: 'credit@linden.example', phone: '021-5550 0100', created_at: at,
  }).execute();
  return { sellingEntityId, salesPersonId };
}

/** One customer with its case and its open items, as the ledger's commands leave them. */
export async function aCustomer(trx: Trx, given: {
  readonly at: Instant; readonly number: string; readonly sellingEntityId: string; readonly salesPersonId: string; readonly invoices: readonly SmallInvoice[]; readonly phone?: string | null; readonly mustRaise?: boolean;
  readonly country?: string;
}): Promise<SmallCompany> {
  const { at } = given;
  const [customerId, caseId, personId] = [newId(at), newId(at), newId(at)] as const;
  const country = given.country ?? 'CN';
  await trx.insertInto('customers').values({
    id: customerId, number: given.number, name: '苏州恒远机械有限公司', name_english: 'Hengyuan Machinery Co., Ltd.', unified_social_credit_code: null, country, time_zone: 'Asia/Shanghai', language: 'zh-CN', segment: null,
    terms_days: 30, terms_from: 'invoice_date', payment_day: null, sales_person_id: given.salesPersonId, collector_id: null, letters_written: 0, created_at: at,
  }).execute();
  await trx.insertInto('contact_persons').values({ id: personId, customer_id: customerId, name: '李芳', role: 'finance', email: `li.fang@${given.number.toLowerCase()}.example`, phone: given.phone === undefined ? '+8651255500123' : given.phone, language: 'zh-CN', time_zone: null, opted_out_of: [], preferred_channel: null, created_at: at, removed_at: null }).execute();
  await trx.insertInto('collection_cases').values({ id: caseId, customer_id: customerId, selling_entity_id: given.sellingEntityId, currency: 'CNY', status: 'watching', created_at: at, opened_at: null, closed_at: null }).execute();
  const openItemIds: string[] = [];
  for (const invoice of given.invoices) {
    const [invoiceId, itemId] = [newId(at), newId(at)] as const;
    openItemIds.push(itemId);
    await trx.insertInto('invoices').values({ id: invoiceId, customer_id: customerId, selling_entity_id: given.sellingEntityId, case_id: caseId, number: invoice.number, currency: 'CNY', amount_minor: invoice.amountMinor, issued_on: plainDate(invoice.issuedOn), order_number: null, delivery_number: null, recorded_at: at, voided_at: null, void_reason: null, import_id: null }).execute();
    await trx.insertInto('open_items').values({ id: itemId, invoice_id: invoiceId, case_id: caseId, customer_id: customerId, instalment: 1, amount_minor: invoice.amountMinor, open_minor: invoice.amountMinor, due_on: plainDate(invoice.dueOn), due_basis: json({ kind: 'given' }) as never, recorded_at: at, ladder_name: 'default', ladder_version: 1, ladder_rule: 'default', paused_at: null, pause_ended_at: null, notice_elsewhere_on: null }).execute();
  }
  await raiseChange(trx, { kind: 'collection_case', id: caseId, customerId }, { byPerson: false });
  return { customerId, caseId, personId, salesPersonId: given.salesPersonId, openItemIds };
}

/** The customer of the case page's sketch: one invoice of 60,000.00 due on Thursday 26 February 2026. */
export async function theSketch(database: Database, start: Instant = instant('2026-01-05T02:00:00Z')): Promise<SmallCompany> {
  return database.transaction(async (trx) => {
    const installation = await anInstallation(trx, { clock: { kind: 'test', start }, at: start });
    return aCustomer(trx, { at: start, number: 'C0001', ...installation, invoices: [{ number: 'INV-1042', amountMinor: 60_000_00, issuedOn: '2026-01-05', dueOn: '2026-02-26' }] });
  });
}
