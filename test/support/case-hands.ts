import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectionCaseActivities } from '../../src/activities/collection-case.js';
import type { Outbound } from '../../src/activities/send-contact.js';
import { readConfig } from '../../src/config.js';
import { now, setTestClock } from '../../src/db/clock.js';
import type { Database } from '../../src/db/database.js';
import { nextDueInstant } from '../../src/db/due-stories.js';
import { instant } from '../../src/domain/dates.js';
import { outboundOf } from '../../worker.js';

const ROUNDS_MAX = 2_000;

/** Moves the test clock from one due instant to the next and lets the collection cases look and act, one after the other, as their
 * workflows would: for tests of commands that need a case which has come some way.
 * @param channels what carries messages instead of the local inbox */
export async function playCasesTo(database: Database, until: string, channels: Partial<Outbound['channels']> = {}): Promise<void> {
  const config = readConfig({});
  if (config.kind === 'rejected') throw new Error('An empty environment is a valid one');
  const outbound = outboundOf(config.config.outbound, database, { publicUrl: 'http://dunlin.example', fontFolder: join(tmpdir(), 'dunlin-test-fonts') });
  const activities = collectionCaseActivities(database, { ...outbound, channels: { ...outbound.channels, ...channels } });
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const restless = await database.transaction((trx) => trx.selectFrom('stories').innerJoin('installation', (join) => join.onTrue()).select('stories.id')
      .where('stories.kind', '=', 'collection_case').where('stories.closed_at', 'is', null)
      .where((where) => where.or([where('stories.looked', '<', where.ref('stories.change')), where('stories.next_at', '<=', where.ref('installation.clock_at'))])).orderBy('stories.id').execute());
    for (const { id } of restless) await actUntilItWaits(activities, id);
    if (restless.length > 0) continue;
    const due = await database.transaction(nextDueInstant);
    const end = instant(until);
    await database.transaction((trx) => setTestClock(trx, due !== undefined && due < end ? due : end));
    if (due === undefined || due > end) return;
    if ((await database.transaction(now)) > end) throw new Error(`The clock has passed ${until}`);
  }
  throw new Error('The cases act without end');
}

async function actUntilItWaits(activities: ReturnType<typeof collectionCaseActivities>, storyId: string): Promise<void> {
  for (let acts = 0; acts < ROUNDS_MAX; acts += 1) {
    const next = await activities.lookAtCase(storyId);
    if (next.action === 'wait') return;
    const request = { storyId, key: next.key };
    if (next.action === 'contact_customer' || next.action === 'retry_contact' || next.action === 'tell_sales') await activities.contactCustomer(request);
    else if (next.action === 'settle_contact') await activities.settleContact(request);
    else await activities.actOnCase(request);
  }
  throw new Error(`The case ${storyId} acts without end`);
}
