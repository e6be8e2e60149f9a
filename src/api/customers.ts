import { z } from 'zod';
import { addContactPerson } from '../commands/add-contact-person.js';
import { addSellingEntity } from '../commands/add-selling-entity.js';
import { inviteToApply } from '../commands/invite-to-apply.js';
import { recordOptOut } from '../commands/record-opt-out.js';
import { registerCustomer } from '../commands/register-customer.js';
import { removeContactPerson } from '../commands/remove-contact-person.js';
import { limitsInForce } from '../db/credit-limits.js';
import { listCases, listCustomers } from '../db/lists.js';
import { now } from '../db/clock.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { isTimeZone } from '../domain/dates.js';
import { currencies, isCurrency } from '../domain/money.js';
import { PREFERRED_CHANNELS } from '../domain/preferred-channel.js';
import { checkUnifiedSocialCreditCode } from '../domain/unified-social-credit-code.js';
import { caseShown } from './case-shown.js';
import { afterOf, pageOf, pageQuery } from './paging.js';
import { answered, defineRoute, Id, Line, NOT_FOUND, ok, type Route } from './route.js';

const Language = z.enum(['zh-CN', 'en']);
const Country = z.string().regex(/^[A-Z]{2}$/, 'Use a country code such as CN');
const TimeZone = z.string().refine(isTimeZone, 'Use a time zone name such as Asia/Shanghai');

const CustomerBody = z.strictObject({
  number: Line, name: Line, nameEnglish: Line.optional(), unifiedSocialCreditCode: z.string().refine((text) => checkUnifiedSocialCreditCode(text).kind === 'valid', 'The code has 18 characters with a check character; compare with the business licence').optional(),
  country: Country, timeZone: TimeZone, language: Language, segment: Line.optional(), paymentDay: z.number().int().min(1).max(31).optional(), termsDays: z.number().int().min(0).max(3_650).optional(),
  termsFrom: z.enum(['invoice_date', 'end_of_month']).optional(), salesPersonEmail: z.email().optional(), collectorEmail: z.email().optional(),
});

const ContactBody = z.strictObject({
  name: Line, role: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'Use an identifier such as accounts_payable'), email: z.email().max(200).optional(), phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Write it as +8613800138000').optional(),
  language: Language.optional(), timeZone: TimeZone.optional(), channel: z.enum(PREFERRED_CHANNELS).optional(),
});

const EntityBody = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'Use letters, digits, hyphens and underscores'), legalName: Line, legalNameEnglish: Line.optional(), country: Country, address: z.string().min(1).max(400), addressEnglish: z.string().max(400).optional(),
  bankName: Line, bankAccountName: Line, bankAccountNumber: z.string().min(1).max(60), letterhead: z.string().max(400).optional(), senderName: Line, senderEmail: z.email().max(200), phone: z.string().max(40).optional(),
});

// What was left out is absent, not undefined: rows of the ledger know only what is there.
function given<T extends object>(body: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}

/** Selling entities, customers and their contact persons. */
export function customerRoutes(): readonly Route[] {
  return [...entityRoutes(), ...customersThemselves(), ...contactPersonRoutes()];
}

function entityRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/selling-entities', summary: 'Our legal entities', access: READERS_OF.selling_entities,
      handle: async (exchange) => {
        const rows = await exchange.database.transaction((trx) => trx.selectFrom('selling_entities').selectAll().orderBy('code').execute());
        return ok({ items: rows.map((row) => ({ id: row.id, code: row.code, legalName: row.legal_name, legalNameEnglish: row.legal_name_english, country: row.country, address: row.address, bankName: row.bank_name, bankAccountNumber: row.bank_account_number, senderName: row.sender_name, senderEmail: row.sender_email, phone: row.phone })) });
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/selling-entities', summary: 'Add a legal entity of ours', access: ROLES_FOR.keep_selling_entities, body: EntityBody,
      handle: async (exchange) => answered(await addSellingEntity(exchange.database, { actor: exchange.actor(), entity: exchange.body }), 201),
    }),
  ];
}

function customersThemselves(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/customers', summary: 'Customers by number', access: READERS_OF.customers, query: z.strictObject({ ...pageQuery('text'), search: z.string().max(100).optional() }),
      handle: async (exchange) => {
        const { cursor, limit, search } = exchange.query;
        const rows = await exchange.database.transaction((trx) => listCustomers(trx, { after: afterOf(cursor), limit: limit + 1, search }));
        return ok(pageOf(rows, limit, { value: (row) => row.number, shown: customerShown }));
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/customers', summary: 'Register a customer, or change the one with this number', access: ROLES_FOR.keep_customers, body: CustomerBody,
      handle: async (exchange) => answered(await registerCustomer(exchange.database, { actor: exchange.actor(), customer: given(exchange.body) as never }), 201),
    }),
    defineRoute({
      method: 'get', path: '/v1/customers/:id', summary: 'A customer with its people, limit, cover, holds and cases', access: READERS_OF.customers, params: Id,
      handle: async (exchange) => {
        const found = await exchange.database.transaction(async (trx) => {
          const { id } = exchange.params;
          const customer = await trx.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst();
          if (customer === undefined) return undefined;
          return {
            customer, contacts: await trx.selectFrom('contact_persons').selectAll().where('customer_id', '=', id).where('removed_at', 'is', null).orderBy('created_at').execute(),
            covers: await trx.selectFrom('covers').selectAll().where('customer_id', '=', id).orderBy('valid_until', 'desc').execute(),
            holds: await trx.selectFrom('credit_holds').selectAll().where('customer_id', '=', id).where('lifted_at', 'is', null).execute(),
            limits: await limitsInForce(trx, id),
            cases: await listCases(trx, { after: undefined, limit: 100, at: await now(trx), sort: 'overdue', customerId: id }),
          };
        });
        if (found === undefined) return NOT_FOUND;
        return ok({
          ...customerShown({ ...found.customer, open_cases: found.cases.length, credit_hold: found.holds.length > 0, covered: found.covers.length > 0 }),
          contacts: found.contacts.map((row) => ({ id: row.id, name: row.name, role: row.role, email: row.email, phone: row.phone, language: row.language, preferredChannel: row.preferred_channel, optedOutOf: row.opted_out_of })),
          covers: found.covers.map((row) => ({ id: row.id, insurer: row.insurer, policyNumber: row.policy_number, covered: { minor: row.covered_minor, currency: row.currency }, insuredPercent: row.insured_percent, validFrom: row.valid_from, validUntil: row.valid_until, invoiceId: row.invoice_id })),
          limits: found.limits.map((row) => ({ limitMinor: row.limit_minor, currency: row.currency, termsDays: row.terms_days, effectiveOn: row.effective_on })),
          creditHolds: found.holds.map((row) => ({ id: row.id, caseId: row.case_id, cause: row.cause, placedAt: row.placed_at })), cases: found.cases.map(caseShown),
        });
      },
    }),
  ];
}

function contactPersonRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/customers/:id/contacts', summary: 'Add a contact person, or change the one of this name and role', access: ROLES_FOR.keep_contact_persons, params: Id, body: ContactBody,
      handle: async (exchange) => {
        const customer = await exchange.database.transaction((trx) => trx.selectFrom('customers').select('number').where('id', '=', exchange.params.id).executeTakeFirst());
        if (customer === undefined) return NOT_FOUND;
        return answered(await addContactPerson(exchange.database, { actor: exchange.actor(), person: { ...given(exchange.body), customerNumber: customer.number } }), 201);
      },
    }),
    defineRoute({
      method: 'delete', path: '/v1/contacts/:id', summary: 'Remove a contact person', access: ROLES_FOR.keep_contact_persons, params: Id,
      handle: async (exchange) => answered(await removeContactPerson(exchange.database, { actor: exchange.actor(), contactPersonId: exchange.params.id })),
    }),
    defineRoute({
      method: 'post', path: '/v1/contacts/:id/application-links', summary: 'A link by which the person fills in an application themselves, once; only this answer holds it', shownOnce: ['token'], access: ROLES_FOR.apply_for_credit, params: Id,
      body: z.strictObject({ currency: z.string().refine(isCurrency, `Use one of ${currencies.join(', ')}`) }),
      handle: async (exchange) => answered(await inviteToApply(exchange.database, { actor: exchange.actor(), contactPersonId: exchange.params.id, currency: exchange.body.currency }), 201),
    }),
    defineRoute({
      method: 'post', path: '/v1/contacts/:id/opt-outs', summary: 'The person no longer wants to hear us over these channels', access: ROLES_FOR.record_opt_out, params: Id, body: z.strictObject({ channels: z.array(z.enum(['email', 'sms', 'task'])).min(1).max(3) }),
      handle: async (exchange) => answered(await recordOptOut(exchange.database, { actor: exchange.actor(), contactPersonId: exchange.params.id, channels: exchange.body.channels })),
    }),
  ];
}

function customerShown(row: Awaited<ReturnType<typeof listCustomers>>[number]): Readonly<Record<string, unknown>> {
  return {
    id: row.id, number: row.number, name: row.name, nameEnglish: row.name_english, unifiedSocialCreditCode: row.unified_social_credit_code, country: row.country, timeZone: row.time_zone, language: row.language,
    segment: row.segment, termsDays: row.terms_days, termsFrom: row.terms_from, paymentDay: row.payment_day, salesPersonId: row.sales_person_id, collectorId: row.collector_id,
    openCases: row.open_cases, creditHold: row.credit_hold, covered: row.covered,
  };
}
