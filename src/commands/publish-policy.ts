import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { insertPolicyVersion, latestPolicy } from '../db/policies.js';
import type { Json } from '../db/schema.js';
import { POLICY_SCHEMAS, shippedPolicies, type PolicyKind } from '../policies/shipped-policies.js';
import { asking } from './permissions.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

export interface PolicyToPublish {
  readonly kind: PolicyKind;
  readonly name: string;
  /** As it was written and checked: YAML or JSON, parsed. */
  readonly document: unknown;
  /** Why it changes, for those who come later. */
  readonly note: string;
}

export interface PolicyPublished {
  readonly kind: 'published';
  readonly policyId: string;
  readonly version: number;
}

export type PublishRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'policy_invalid'; readonly problems: readonly { readonly path: string; readonly message: string }[] };

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

async function publish(command: Command, { kind, name, document, note }: PolicyToPublish): Promise<PolicyPublished | PublishRefusal> {
  const checked = POLICY_SCHEMAS[kind].safeParse(document);
  if (!checked.success) {
    return { kind: 'rejected', code: 'policy_invalid', problems: checked.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) };
  }
  if (checked.data.name !== name) return { kind: 'rejected', code: 'policy_invalid', problems: [{ path: 'name', message: `Write the name under which it is published: ${name}` }] };
  const { id, version } = await insertPolicyVersion(command.trx, { kind, name, document: document as Json, note, publishedBy: publisher(command.actor), at: command.at });
  await command.record({ customerId: null, streamKind: 'policy', streamId: id, type: 'policy_published', data: { kind, name, version } });
  return { kind: 'published', policyId: id, version };
}

function publisher(actor: Actor): string {
  if (actor.kind === 'person') return actor.personId;
  return actor.kind === 'api_key' ? actor.apiKeyId : actor.kind;
}
