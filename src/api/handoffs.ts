import { z } from 'zod';
import { decideHandoff } from '../commands/decide-handoff.js';
import { decideManagerReview } from '../commands/decide-manager-review.js';
import { recordHandoffOutcome } from '../commands/record-handoff-outcome.js';
import { ROLES_FOR } from '../domain/authority.js';
import { plainDate } from '../domain/dates.js';
import { AMOUNT_MINOR_MAX } from '../domain/money.js';
import { answered, Day, defineRoute, Id, Line, type Route } from './route.js';

/** What managers decide at the end of the ladder, and what becomes of a handoff. */
export function handoffRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/manager-reviews/:id/decisions', summary: 'The old items were looked at; the case goes on', access: ROLES_FOR.decide_manager_review, params: Id, body: z.strictObject({ note: z.string().trim().max(2_000).default('') }),
      handle: async (exchange) => answered(await decideManagerReview(exchange.database, { actor: exchange.actor(), managerReviewId: exchange.params.id, note: exchange.body.note })),
    }),
    defineRoute({
      method: 'post', path: '/v1/handoffs/:id/decisions', summary: 'Approve a handoff with its counterparty, or refuse it with its next day', access: ROLES_FOR.decide_handoff, params: Id,
      body: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('approve'), counterpartyName: Line, counterpartyEmail: z.email().max(200) }),
        z.strictObject({ kind: z.literal('refuse'), nextOn: Day }),
      ]),
      handle: async (exchange) => {
        const { body } = exchange;
        return answered(await decideHandoff(exchange.database, { actor: exchange.actor(), handoffId: exchange.params.id, decision: body.kind === 'approve' ? body : { kind: 'refuse', nextOn: plainDate(body.nextOn) } }));
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/handoffs/:id/outcomes', summary: 'The pack was acknowledged, money was recovered, or the handoff is recalled', access: ROLES_FOR.follow_handoffs, params: Id,
      body: z.discriminatedUnion('outcome', [
        z.strictObject({ outcome: z.literal('acknowledged') }), z.strictObject({ outcome: z.literal('recovered'), recoveredMinor: z.number().int().min(0).max(AMOUNT_MINOR_MAX) }), z.strictObject({ outcome: z.literal('recalled') }),
      ]),
      handle: async (exchange) => answered(await recordHandoffOutcome(exchange.database, { actor: exchange.actor(), handoffId: exchange.params.id, ...exchange.body })),
    }),
  ];
}
