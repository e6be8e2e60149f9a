import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInstallation, now, setTestClock } from '../../src/db/clock.js';
import type { Database } from '../../src/db/database.js';
import { eventsOfStream, INSTALLATION_CHAIN, recordEvents, verifyChain, type NewEvent } from '../../src/db/events.js';
import { newId } from '../../src/db/ids.js';
import { claimToSignal, closeStory, lockStory, markSignalled, noteLook, postponeSignal, raiseChange, sweep, type StoryKey } from '../../src/db/stories.js';
import { addMinutes, instant } from '../../src/domain/dates.js';
import { describeOnBothDatabases } from '../support/database.js';

const start = instant('2026-03-02T00:00:00Z');
describeOnBothDatabases('the foundation', (open) => {
  let database: Database;

  beforeAll(async () => {
    database = open();
    await database.transaction((trx) => createInstallation(trx, { kind: 'test', start }));
  });
  beforeEach(() => database.transaction(async (trx) => {
    await sql`truncate stories`.execute(trx);
  }));

  const story = (): StoryKey & { customerId: null } => ({ kind: 'collection_case', id: newId(start), customerId: null });
  const claim = (rows = 10): ReturnType<typeof claimToSignal> => database.transaction((trx) => claimToSignal(trx, { rows, leaseSeconds: 30 }));
  const raise = (key: ReturnType<typeof story>, byPerson = false): Promise<void> => database.transaction((trx) => raiseChange(trx, key, { byPerson }));
  const read = (key: StoryKey): ReturnType<typeof lockStory> => database.transaction((trx) => lockStory(trx, key));

  describe('a story\'s row', () => {
    it('begins at change 1, signalled 0, looked 0, and each change raises it by one', async () => {
      const key = story();
      await raise(key);
      expect(await read(key)).toMatchObject({ change: 1, signalled: 0, looked: 0, next_at: null });
      await raise(key);
      expect(await read(key)).toMatchObject({ change: 2, signalled: 0 });
    });

    it('is claimed by one relay at a time, and what changed during the call is signalled again', async () => {
      const key = story();
      await raise(key);
      const [claimed] = await claim();
      expect(claimed).toMatchObject({ id: key.id, change: 1 });
      expect(await claim()).toEqual([]);
      await raise(key);
      await database.transaction((trx) => markSignalled(trx, claimed ?? { ...key, change: 0 }));
      expect(await read(key)).toMatchObject({ change: 2, signalled: 1 });
      expect(await claim()).toMatchObject([{ id: key.id, change: 2 }]);
    });

    it('waits longer after each failed signal, and is free at once when a person changes it', async () => {
      const key = story();
      await raise(key);
      for (const claimed of await claim()) await database.transaction((trx) => postponeSignal(trx, claimed));
      expect(await claim()).toEqual([]);
      expect((await read(key)).relay_failures).toBe(1);
      await raise(key, true);
      expect(await claim()).toHaveLength(1);
    });

    it('is swept on a test clock only when its turn has come: the stories of one customer act one after another', async () => {
      const customers = [newId(start), newId(start)];
      const keys = customers.flatMap((customerId) => [{ ...story(), customerId }, { ...story(), customerId }]);
      for (const key of keys) {
        await database.transaction(async (trx) => {
          await raiseChange(trx, key, { byPerson: false });
          await markSignalled(trx, { ...key, change: 1 });
          await noteLook(trx, key, { looked: 1, nextAt: await now(trx), action: 'contact_customer', reason: {} });
        });
      }
      await database.transaction((trx) => sql`update stories set signalled_at = clock_timestamp() - interval '1 hour'`.execute(trx));
      const swept = (): Promise<number> => database.transaction((trx) => sweep(trx, { overdueSeconds: 60, backOffSeconds: 300 }));
      const changes = async (): Promise<readonly number[]> => (await Promise.all(keys.map(read))).map((row) => row.change);
      expect(await swept()).toBe(2);
      expect(await changes()).toEqual([2, 1, 2, 1]);
      for (const key of [keys[0], keys[2]]) if (key !== undefined) await database.transaction(async (trx) => {
        await markSignalled(trx, { ...key, change: 2 });
        await noteLook(trx, key, { looked: 2, nextAt: null, action: 'wait', reason: {} });
      });
      expect(await swept()).toBe(2);
      expect(await changes()).toEqual([2, 2, 2, 2]);
    });

    it('of a person comes before a hundred others', async () => {
      await database.transaction(async (trx) => {
        for (let count = 0; count < 100; count += 1) await raiseChange(trx, story(), { byPerson: false });
      });
      const urgent = story();
      await raise(urgent, true);
      expect(await claim(1)).toMatchObject([{ id: urgent.id }]);
    });

    it('keeps what the look answered, and a change opens a closed one again', async () => {
      const key = story();
      await raise(key);
      await database.transaction((trx) => noteLook(trx, key, { looked: 1, nextAt: addMinutes(start, 5), action: 'wait', reason: { code: 'step' } }));
      expect(await read(key)).toMatchObject({ looked: 1, next_at: addMinutes(start, 5), next_action: 'wait', next_reason: { code: 'step' } });
      await database.transaction((trx) => closeStory(trx, key, start));
      expect((await read(key)).closed_at).toBe(start);
      await raise(key);
      expect((await read(key)).closed_at).toBeNull();
    });

    it('wakes a listener when the transaction commits, and not when it rolls back', async () => {
      let woken = 0;
      let wake = (): void => undefined;
      const stop = await database.onStoriesChanged(() => { woken += 1; wake(); });
      await expect(database.transaction(async (trx) => {
        await raiseChange(trx, story(), { byPerson: false });
        throw new Error('rolled back');
      })).rejects.toThrow('rolled back');
      const heard = new Promise<void>((resolve) => { wake = resolve; });
      await raise(story());
      await heard;
      expect(woken).toBe(1);
      await stop();
    });
  });

  describe('the test clock', () => {
    it('moves forward only', async () => {
      expect(await database.transaction((trx) => setTestClock(trx, addMinutes(start, 60)))).toBe(true);
      expect(await database.transaction(now)).toBe(addMinutes(start, 60));
      expect(await database.transaction((trx) => setTestClock(trx, addMinutes(start, 59)))).toBe(false);
      expect(await database.transaction(now)).toBe(addMinutes(start, 60));
    });
  });

  describe('the record', () => {
    const event = (streamId: string, type: string, customerId: string | null = null): NewEvent => ({ customerId, streamKind: 'policy', streamId, type, data: { b: [1, 2], a: { z: 'x', y: null } } });
    const actor = { kind: 'installation' } as const;

    it('chains its events, says so when it is intact, and refuses their change', async () => {
      const stream = newId(start);
      await database.transaction((trx) => recordEvents(trx, { events: [event(stream, 'policy_published'), event(stream, 'policy_retired')], actor, at: start }));
      expect((await database.transaction((trx) => eventsOfStream(trx, { kind: 'policy', id: stream }))).map((row) => row.type)).toEqual(['policy_published', 'policy_retired']);
      expect(await database.transaction((trx) => verifyChain(trx, INSTALLATION_CHAIN))).toMatchObject({ kind: 'intact', length: 2 });
      await expect(database.transaction((trx) => sql`update events set type = 'x'`.execute(trx))).rejects.toThrow('append-only');
      await expect(database.transaction((trx) => sql`delete from events`.execute(trx))).rejects.toThrow('append-only');
    });

    it.each([
      ['an edited value', "update events set data = '{\"a\": 1}' where chain = $chain and position = 2", 2],
      ['a removed event', 'delete from events where chain = $chain and position = 2', 2],
      ['a cut tail', 'delete from events where chain = $chain and position = 3', 3],
      ['a changed actor', "update events set actor = '{\"kind\": \"person\"}' where chain = $chain and position = 1", 1],
    ])('shows the place of %s, even to who can switch the trigger off', async (_what, statement, position) => {
      const customerId = newId(start);
      await database.transaction((trx) => recordEvents(trx, { events: ['one', 'two', 'three'].map((type) => event(customerId, type, customerId)), actor, at: start }));
      const check = await database.transaction(async (trx) => {
        await sql`alter table events disable trigger events_append_only`.execute(trx);
        await sql.raw(statement.replace('$chain', `'${customerId}'`)).execute(trx);
        await sql`alter table events enable trigger events_append_only`.execute(trx);
        return verifyChain(trx, customerId);
      });
      expect(check).toMatchObject({ kind: 'broken', position });
    });
  });
});
