import type { Trx } from '../../db/database.js';
import { latestPolicy } from '../../db/policies.js';
import type { EscalationLadder } from '../../domain/escalation-ladder.js';
import { ladderOfDocument } from '../../policies/escalation-ladders.js';

/** The ladder that items enter when they are recorded: the latest published `default`. Items that are on a ladder keep their version.
 * @throws if none was ever published: the installation publishes the shipped one (a defect) */
export async function ladderForNewItems(trx: Trx): Promise<EscalationLadder> {
  const policy = await latestPolicy(trx, { kind: 'escalation_ladder', name: 'default' });
  if (policy === undefined) throw new Error('No escalation ladder "default" was published');
  return ladderOfDocument(policy.document, policy.version);
}
