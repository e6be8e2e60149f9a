import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { insertPolicyVersion, latestPolicy, lockPolicies } from '../db/policies.js';
import type { Json } from '../db/schema.js';
import type { PolicyInvalid } from '../policies/policy-check.js';
import { shippedPolicies, type PolicyKind } from '../policies/shipped-policies.js';
import { asking } from './permissions.js';
import { checkPolicy } from './policies/check-policy.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

export interface PolicyToPublish {
  readonly kind: PolicyKind;
  readonly name: string;
  /** YAML text, or what JSON holds. */
  readonly document: unknown;
  /** Why it changes, for those who come later. */
  readonly note: string;
  /** The version that the draft was made from, 0 for none: when another was published since, nothing is. */
  readonly basedOn?: number | undefined;
}

export interface PolicyPublished {
  readonly kind: 'published';
  readonly policyId: string;
  readonly version: number;
}

export type PublishRefusal =
  | CommandRefusal
  | PolicyInvalid
  | { readonly kind: 'rejected'; readonly code: 'policy_changed_since'; readonly basedOn: number; readonly latest: number };

/** Publishes a document as the version after the last. What has entered under an earlier version keeps it. */
export async function publishPolicy(database: Database, request: { readonly actor: Actor } & PolicyToPublish): Promise<PolicyPublished | PublishRefusal> {
  return runCommand(database, asking(request.actor, 'publish_policies'), (command) => publish(command, request));
}

/** Publishes those shipped policies that an installation does not have yet: part of making it. */
export async function publishShippedPolicies(command: Command): Promise<void> {
  for (const { kind, name, document } of shippedPolicies()) {
    if ((await latestPolicy(command.trx, { kind, name })) !== undefined) continue;
    const published = await publish(command, { kind, name, document, note: 'Shipped with Dunlin' });
    if (published.kind === 'rejected') throw new Error(`The shipped policy ${name} does not hold: ${JSON.stringify(published)}`);
  }
}

async function publish(command: Command, { kind, name, document, note, basedOn }: PolicyToPublish): Promise<PolicyPublished | PublishRefusal> {
  await lockPolicies(command.trx);
  const latest = await latestPolicy(command.trx, { kind, name });
  if (basedOn !== undefined && basedOn !== (latest?.version ?? 0)) return { kind: 'rejected', code: 'policy_changed_since', basedOn, latest: latest?.version ?? 0 };
  const checked = checkPolicy(kind, document);
  if (checked.kind === 'rejected') return checked;
  if (checked.name !== name) return { kind: 'rejected', code: 'policy_invalid', problems: [{ path: 'name', message: `Write the name under which it is published: ${name}` }] };
  const { id, version } = await insertPolicyVersion(command.trx, { kind, name, document: checked.document as Json, note, publishedBy: publisher(command.actor), at: command.at });
  await command.record({ customerId: null, streamKind: 'policy', streamId: id, type: 'policy_published', data: { kind, name, version } });
  return { kind: 'published', policyId: id, version };
}

function publisher(actor: Actor): string {
  if (actor.kind === 'person') return actor.personId;
  return actor.kind === 'api_key' ? actor.apiKeyId : actor.kind;
}
