import { now } from '../db/clock.js';
import { readApplicationRecords, type ApplicationRecords } from '../db/credit-applications.js';
import type { Database, Trx } from '../db/database.js';
import { linkTokenOf } from '../db/link-tokens.js';
import type { Row } from '../db/schema.js';
import { isOpenStatus } from '../domain/credit-application.js';
import type { Language } from '../domain/display.js';
import type { ScorecardIndicator } from '../domain/scorecard.js';
import type { DecisionToldFacts } from '../notifications/template-facts.js';
import { scorecardOfToday } from './application-policies.js';
import { informationFacts, outcomeFacts, sellerOfApplication } from './applications/plan-message.js';
import { INFORMATION_LINK, OUTCOME_LINK } from './applications/send-message.js';
import { nameIn } from './contacts/case-message.js';

/** One question of the scorecard: a whole number, or one of a few choices. */
export type AskedInput =
  | { readonly key: string; readonly name: string; readonly kind: 'number' }
  | { readonly key: string; readonly name: string; readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly name: string }[] };

interface Reader {
  readonly language: Language;
  readonly sellerName: string;
  readonly sellerEmail: string;
  readonly recipientName: string;
  readonly applicationNumber: string;
  readonly customerName: string;
}

export type InformationLink =
  | {
    readonly kind: 'open'; readonly applicationId: string; readonly contactPersonId: string; readonly reader: Reader;
    readonly inputs: readonly AskedInput[];
    /** An approver's own words; empty when the scorecard asks. */
    readonly question: string;
    readonly answerBy: string;
  }
  /** It has been answered, by this link or otherwise. */
  | { readonly kind: 'answered'; readonly reader: Reader }
  /** Unknown, too late, or of an application that goes on without it: which of them is not said. */
  | { readonly kind: 'not_valid' };

/** What the link of a question to a customer opens. Looking changes nothing. */
export async function lookAtInformationRequest(database: Database, token: string): Promise<InformationLink> {
  return database.transaction((trx) => readRequest(trx, token));
}

async function readRequest(trx: Trx, token: string): Promise<InformationLink> {
  const link = await linkTokenOf(trx, token, INFORMATION_LINK);
  if (link === undefined) return { kind: 'not_valid' };
  const found = await trx.selectFrom('information_requests').select('application_id').where('id', '=', link.subject_id).executeTakeFirst();
  if (found === undefined) return { kind: 'not_valid' };
  const records = await readApplicationRecords(trx, found.application_id);
  const request = records.informationRequests.find((candidate) => candidate.id === link.subject_id);
  const person = records.contactPersons.find((candidate) => candidate.id === link.recipient_id);
  if (request === undefined || person === undefined) return { kind: 'not_valid' };
  const reader = await readerOf(trx, records, person);
  if (request.state === 'answered') return { kind: 'answered', reader };
  if (request.state !== 'open' || link.expires_at <= (await now(trx)) || !isOpenStatus(records.application.status)) return { kind: 'not_valid' };
  const { answerBy } = await informationFacts(trx, records, { request, language: reader.language, recipientName: person.name, timeZone: person.time_zone ?? records.customer.time_zone });
  return { kind: 'open', applicationId: records.application.id, contactPersonId: person.id, reader, inputs: await inputsAsked(trx, request, reader.language), question: request.question, answerBy };
}

async function readerOf(trx: Trx, records: ApplicationRecords, person: Row<'contact_persons'>): Promise<Reader> {
  const { language } = person;
  const seller = await sellerOfApplication(trx, records);
  return {
    language, sellerName: nameIn(language, seller.legal_name, seller.legal_name_english), sellerEmail: seller.sender_email, recipientName: person.name,
    applicationNumber: records.application.number, customerName: nameIn(language, records.customer.name, records.customer.name_english),
  };
}

async function inputsAsked(trx: Trx, request: Row<'information_requests'>, language: Language): Promise<readonly AskedInput[]> {
  const { scorecard } = await scorecardOfToday(trx);
  // What a newer scorecard does not ask for any more need not be answered.
  return request.inputs.flatMap((key): readonly AskedInput[] => {
    const indicator = scorecard.indicators.find((candidate) => candidate.key === key);
    return indicator === undefined ? [] : [askedInputOf(indicator, language)];
  });
}

/** A question of the scorecard in the language of who is asked. */
export function askedInputOf(indicator: ScorecardIndicator, language: Language): AskedInput {
  const common = { key: indicator.key, name: indicator.name[language] };
  return indicator.kind === 'number' ? { ...common, kind: 'number' } : { ...common, kind: 'choice', choices: indicator.bands.map((band) => ({ value: band.choice, name: band.name[language] })) };
}

export type OutcomeLink =
  | { readonly kind: 'told'; readonly reader: Reader; readonly outcome: Omit<DecisionToldFacts, 'link'> }
  | { readonly kind: 'not_valid' };

/** What the link in the message about an application's end opens: the same, to be read again. */
export async function lookAtApplicationOutcome(database: Database, token: string): Promise<OutcomeLink> {
  return database.transaction(async (trx) => {
    const link = await linkTokenOf(trx, token, OUTCOME_LINK);
    if (link === undefined || link.expires_at <= (await now(trx))) return { kind: 'not_valid' };
    const records = await readApplicationRecords(trx, link.subject_id);
    const person = records.contactPersons.find((candidate) => candidate.id === link.recipient_id);
    if (person === undefined || isOpenStatus(records.application.status)) return { kind: 'not_valid' };
    const seller = await sellerOfApplication(trx, records);
    return { kind: 'told', reader: await readerOf(trx, records, person), outcome: outcomeFacts(ownLimitOnly(records), { language: person.language, recipientName: person.name, seller }) };
  });
}

// A limit that a later application has put in force is none of this one's outcome.
function ownLimitOnly(records: ApplicationRecords): ApplicationRecords {
  return records.currentLimit?.application_id === records.application.id ? records : { ...records, currentLimit: undefined };
}
