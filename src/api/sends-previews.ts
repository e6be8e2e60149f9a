import { z } from 'zod';
import { beginSendsPreview } from '../commands/begin-sends-preview.js';
import { continueSendsPreview } from '../commands/continue-sends-preview.js';
import { releaseSends } from '../commands/release-sends.js';
import type { Trx } from '../db/database.js';
import { previewedWaveDays } from '../db/first-wave.js';
import type { Row } from '../db/schema.js';
import { latestSendsPreview, listPreviewedSends, listPreviewedSilences, type PreviewedSendRow, type PreviewedSilenceRow } from '../db/sends-previews.js';
import { ROLES_FOR } from '../domain/authority.js';
import { FIRST_WAVE_PER_DAY_MAX } from '../domain/first-wave.js';
import { afterOf, pageOf, pageQuery } from './paging.js';
import { answered, Day, defineRoute, Id, ok, type Route } from './route.js';

const access = ROLES_FOR.release_sends;
const FIRST_SHOWN = 5;
/** Absent: no limit. */
const FirstWavePerDay = z.int().min(1).max(FIRST_WAVE_PER_DAY_MAX).optional();

/** Going live: what would be sent in the next two weeks, and the release of sending. */
export function sendsPreviewRoutes(): readonly Route[] {
  return [...looking(), ...acting()];
}

function looking(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/sends-previews/latest', summary: 'The latest preview of two weeks of sends: by day, step and channel, what comes first, and what is heard by nobody and why; `null` when there is none', access,
      handle: async (exchange) => ok({ preview: await exchange.database.transaction(async (trx) => {
        const row = await latestSendsPreview(trx);
        return row === undefined ? null : shownPreview(trx, row);
      }) }),
    }),
    defineRoute({
      method: 'get', path: '/v1/sends-previews/:id/sends', summary: 'Single messages and acts of a preview, in the order in which they would happen', access, params: Id,
      query: z.strictObject({ ...pageQuery('instant'), day: Day.optional(), stepKey: z.string().min(1).max(63).optional(), channel: z.enum(['email', 'sms', 'task', 'inside']).optional() }),
      handle: async (exchange) => {
        const { cursor, limit, ...wanted } = exchange.query;
        const rows = await exchange.database.transaction((trx) => listPreviewedSends(trx, { previewId: exchange.params.id, ...wanted, after: afterOf(cursor), limit: limit + 1 }));
        return ok(pageOf(rows, limit, { value: (row) => row.at, shown: shownSend }));
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/sends-previews/:id/silences', summary: 'Whose items would be heard by nobody for a reason, the largest amounts first', access, params: Id,
      query: z.strictObject({ ...pageQuery('amount'), reason: z.enum(['handed_off', 'contact_hold', 'promise_live', 'disputed', 'no_recipient', 'first_wave', 'later', 'ladder_done']) }),
      handle: async (exchange) => {
        const { cursor, limit, reason } = exchange.query;
        const rows = await exchange.database.transaction((trx) => listPreviewedSilences(trx, { previewId: exchange.params.id, reason, after: afterOf(cursor), limit: limit + 1 }));
        return ok(pageOf(rows, limit, { value: (row) => row.amount_minor, shown: (row) => ({ id: row.id, ...ofCustomer(row), items: row.items, amountMinor: row.amount_minor }) }));
      },
    }),
  ];
}

async function shownPreview(trx: Trx, row: Row<'sends_previews'>): Promise<Readonly<Record<string, unknown>>> {
  const first = await listPreviewedSends(trx, { previewId: row.id, toCustomersOnly: true, after: undefined, limit: FIRST_SHOWN });
  const wave = await previewedWaveDays(trx, row.id);
  return {
    id: row.id, madeAt: row.made_at, casesTotal: row.cases_total, casesPlayed: row.cases_played, itemsLeftOut: row.items_left_out, finished: row.finished_at !== null, releasedAt: row.released_at,
    openItems: (row.picture as { readonly openItems: number }).openItems, ...row.summary as object | null, first: first.map(shownSend),
    firstWave: { perDay: row.first_wave_per_day, customers: row.overdue_customers, ...wave },
  };
}

function shownSend(row: PreviewedSendRow): Readonly<Record<string, unknown>> {
  return {
    id: row.id, day: row.day, at: row.at, ...ofCustomer(row), action: row.action, stepKey: row.step_key, stepName: row.step_name, channel: row.channel,
    recipientRole: row.recipient_role, recipientName: row.recipient_name, items: row.items, amountMinor: row.amount_minor,
  };
}

function ofCustomer(row: PreviewedSendRow | PreviewedSilenceRow): Readonly<Record<string, unknown>> {
  return { caseId: row.case_id, customer: { id: row.customer_id, number: row.customer_number, name: row.customer_name, nameEnglish: row.customer_name_english }, currency: row.currency };
}

function acting(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/sends-previews', summary: 'Begin a preview of two weeks of sends, with so many overdue customers starting on a day (absent: all at once); play it by its continuations', access, body: z.strictObject({ firstWavePerDay: FirstWavePerDay }),
      handle: async (exchange) => answered(await beginSendsPreview(exchange.database, { actor: exchange.actor(), ...exchange.body }), 201),
    }),
    defineRoute({
      method: 'post', path: '/v1/sends-previews/:id/continuations', summary: 'Play the next cases of a preview; ask again until it is finished. Asking twice does no harm', access, withoutIdempotencyKey: true, params: Id, body: z.strictObject({}),
      handle: async (exchange) => answered(await continueSendsPreview(exchange.database, { actor: exchange.actor(), previewId: exchange.params.id })),
    }),
    defineRoute({
      method: 'post', path: '/v1/installation/release-sends', summary: 'From now on messages leave; names the preview that was looked at, and its limit of the first wave', access, body: z.strictObject({ previewId: z.uuid().optional(), firstWavePerDay: FirstWavePerDay }),
      handle: async (exchange) => answered(await releaseSends(exchange.database, { actor: exchange.actor(), ...exchange.body })),
    }),
  ];
}
