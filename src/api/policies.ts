import { z } from 'zod';
import { checkPolicy } from '../commands/policies/check-policy.js';
import { previewLadder } from '../commands/policies/preview-ladder.js';
import { stepMessages } from '../commands/policies/step-messages.js';
import { publishPolicy } from '../commands/publish-policy.js';
import { latestPolicy, listPolicyVersions, policyVersion } from '../db/policies.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { policyText } from '../policies/policy-check.js';
import { answered, defineRoute, NOT_FOUND, ok, type Route } from './route.js';

const Kind = z.enum(['escalation_ladder', 'scorecard', 'approval_matrix']);
/** Of the column that holds it. */
const VERSION_MAX = 2_147_483_647;
const Name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'Use lower-case letters, digits and hyphens');
/** As JSON, or as YAML text. */
const Document = z.union([z.string().min(1, 'Write the document').max(400_000), z.record(z.string(), z.unknown())]);
const Params = z.strictObject({ kind: Kind, name: Name });

/** Policies: what is in use, and changing it by check, preview and publishing. */
export function policyRoutes(): readonly Route[] {
  return [...reading(), ...changing()];
}

function reading(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/policies', summary: 'Policies with their versions, the newest first', access: READERS_OF.policies,
      handle: async (exchange) => ok({ items: byName(await exchange.database.transaction((trx) => listPolicyVersions(trx))) }),
    }),
    defineRoute({
      method: 'get', path: '/v1/policies/:kind/:name', summary: 'A policy as JSON and as YAML; the version in use unless another is asked for', access: READERS_OF.policies, params: Params,
      query: z.strictObject({ version: z.coerce.number().int().min(1).max(VERSION_MAX).optional() }),
      handle: async (exchange) => {
        const { version } = exchange.query;
        const row = await exchange.database.transaction((trx) => (version === undefined ? latestPolicy(trx, exchange.params) : policyVersion(trx, { ...exchange.params, version })));
        if (row === undefined) return NOT_FOUND;
        return ok({ kind: row.kind, name: row.name, version: row.version, note: row.note, publishedAt: row.published_at, document: row.document, yaml: policyText(row.document) });
      },
    }),
  ];
}

type VersionRow = Awaited<ReturnType<typeof listPolicyVersions>>[number];

function byName(rows: readonly VersionRow[]): readonly Readonly<Record<string, unknown>>[] {
  const policies = new Map<string, VersionRow[]>();
  for (const row of rows) policies.set(`${row.kind} ${row.name}`, [...(policies.get(`${row.kind} ${row.name}`) ?? []), row]);
  return [...policies.values()].map((versions) => ({
    kind: versions[0]?.kind, name: versions[0]?.name,
    versions: versions.map((row) => ({ version: row.version, note: row.note, publishedAt: row.published_at, publishedBy: row.publisher ?? row.published_by, openItems: row.open_items })),
  }));
}

function changing(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/policies/check', summary: 'Whether a document holds: its problems with path and cure, and what may be meant so', access: READERS_OF.policies, withoutIdempotencyKey: true,
      body: z.strictObject({ kind: Kind, document: Document }),
      handle: (exchange) => {
        const checked = checkPolicy(exchange.body.kind, exchange.body.document);
        return Promise.resolve(ok(checked.kind === 'valid' ? { kind: 'valid', name: checked.name, warnings: checked.warnings } : { kind: 'invalid', problems: checked.problems }));
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/policies/preview', summary: 'What a draft ladder would do to one customer, beside the ladder of today', access: READERS_OF.policies, withoutIdempotencyKey: true,
      body: z.strictObject({ customerId: z.uuid(), document: Document }),
      handle: async (exchange) => answered(await exchange.database.transaction((trx) => previewLadder(trx, exchange.body))),
    }),
    defineRoute({
      method: 'post', path: '/v1/policies/messages', summary: 'How a step of a draft ladder reads over each of its channels in both languages, filled with sample facts', access: READERS_OF.policies, withoutIdempotencyKey: true,
      body: z.strictObject({ document: Document, stepKey: z.string().min(1).max(63) }),
      handle: (exchange) => {
        const messages = stepMessages(exchange.body);
        return Promise.resolve(messages === undefined ? NOT_FOUND : answered(messages));
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/policies', summary: 'Publish a document as the next version; what is on an earlier one keeps it', access: ROLES_FOR.publish_policies,
      body: z.strictObject({ kind: Kind, name: Name, document: Document, note: z.string().trim().min(1, 'Say why it changes').max(500), basedOn: z.number().int().min(0).optional() }),
      handle: async (exchange) => answered(await publishPolicy(exchange.database, { actor: exchange.actor(), ...exchange.body }), 201),
    }),
  ];
}
