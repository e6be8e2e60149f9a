import { now } from '../db/clock.js';
import type { Database, Trx } from '../db/database.js';
import { linkTokenOf } from '../db/link-tokens.js';
import type { Json, Row } from '../db/schema.js';
import { addDays, dateIn, type PlainDate } from '../domain/dates.js';
import type { Language } from '../domain/display.js';
import { isCurrency, type Currency } from '../domain/money.js';
import { isLedgerInput } from '../domain/scorecard.js';
import { scorecardOfToday } from './application-policies.js';
import { sellerOfApplication } from './applications/plan-message.js';
import { nameIn } from './contacts/case-message.js';
import { APPLY_LINK } from './invite-to-apply.js';
import { askedInputOf, type AskedInput } from './look-at-information-request.js';

interface Reader {
  readonly language: Language;
  readonly sellerName: string;
  readonly sellerEmail: string;
  readonly customerName: string;
}

export type ApplicationInvitation =
  | {
    readonly kind: 'open'; readonly customerId: string; readonly contactPersonId: string; readonly reader: Reader; readonly currency: Currency; readonly validThrough: PlainDate;
    /** What the scorecard cannot do without and the ledger does not know. */
    readonly inputs: readonly AskedInput[];
  }
  /** It has been used. */
  | { readonly kind: 'received'; readonly reader: Reader; readonly applicationNumber: string }
  /** Unknown, too late, or of somebody who speaks for the customer no more: which of them is not said. */
  | { readonly kind: 'not_valid' };

/** What the link by which a customer applies opens. Looking changes nothing. */
export async function lookAtApplicationInvitation(database: Database, token: string): Promise<ApplicationInvitation> {
  return database.transaction((trx) => readInvitation(trx, token));
}

async function readInvitation(trx: Trx, token: string): Promise<ApplicationInvitation> {
  const link = await linkTokenOf(trx, token, APPLY_LINK);
  if (link === undefined || link.recipient_id === null || link.expires_at <= (await now(trx))) return { kind: 'not_valid' };
  const person = await trx.selectFrom('contact_persons').selectAll().where('id', '=', link.recipient_id).where('removed_at', 'is', null).executeTakeFirst();
  if (person === undefined) return { kind: 'not_valid' };
  const customer = await trx.selectFrom('customers').selectAll().where('id', '=', link.subject_id).executeTakeFirstOrThrow();
  const reader = await readerOf(trx, customer, person.language);
  if (link.used_at !== null) {
    const { number } = await trx.selectFrom('credit_applications').select('number').where('id', '=', textIn(link.data, 'applicationId')).executeTakeFirstOrThrow();
    return { kind: 'received', reader, applicationNumber: number };
  }
  const currency = textIn(link.data, 'currency');
  if (!isCurrency(currency)) throw new Error(`An invitation is in no currency: ${currency}`);
  const { scorecard } = await scorecardOfToday(trx);
  const inputs = scorecard.indicators.filter((indicator) => !isLedgerInput(indicator.key) && (indicator.missing === 'ask' || indicator.missing === 'block')).map((indicator) => askedInputOf(indicator, person.language));
  return { kind: 'open', customerId: customer.id, contactPersonId: person.id, reader, currency, validThrough: addDays(dateIn(customer.time_zone, link.expires_at), -1), inputs };
}

async function readerOf(trx: Trx, customer: Row<'customers'>, language: Language): Promise<Reader> {
  const seller = await sellerOfApplication(trx, { customer });
  return { language, sellerName: nameIn(language, seller.legal_name, seller.legal_name_english), sellerEmail: seller.sender_email, customerName: nameIn(language, customer.name, customer.name_english) };
}

function textIn(data: Json, name: string): string {
  const value = typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Readonly<Record<string, Json | undefined>>)[name] : undefined;
  if (typeof value !== 'string') throw new Error(`An invitation's link names no ${name}`);
  return value;
}
