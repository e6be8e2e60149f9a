import { randomUUID } from 'node:crypto';
import { endAdvance, leaseAdvance, type ClockAdvance } from '../db/clock-advances.js';
import { now, setTestClock } from '../db/clock.js';
import type { Database } from '../db/database.js';
import { nextDueInstant, restlessStories, storiesDue, type DueStory, type RestlessStory } from '../db/due-stories.js';
import { raiseChange } from '../db/stories.js';
import { workflowIdOf } from '../workflows/ids.js';

const LEASE_SECONDS = 10;
const IDLE_MILLISECONDS = 500;
// Told by each story that comes to rest; this is for what is not told, such as a worker that died.
const LOOK_EVERY_MILLISECONDS = 250;
const NO_PROGRESS_MILLISECONDS = 30_000;
const CUSTOMERS_SIDE_BY_SIDE = 8;

/** Moves a test clock when somebody has asked for it: visits every due instant in order, tells what is due, and goes on when
 * all has come to rest. The advance is a row: it survives a kill and goes on with the next driver. */
export function startTestClockDriver(database: Database, options: { readonly report: (problem: string) => void; readonly noProgressMilliseconds?: number }): { stop(): Promise<void> } {
  const driver = new Driver(database, options.noProgressMilliseconds ?? NO_PROGRESS_MILLISECONDS);
  const listening = Promise.all([database.onStoriesChanged(() => driver.ring()), database.onStoryRests(() => driver.restNoticed())]);
  const loop = async (): Promise<void> => {
    while (!driver.stopped) {
      const drove = await driver.turn().catch((error: unknown) => {
        options.report(String(error));
        return false;
      });
      if (!drove) await driver.idle();
    }
  };
  const running = loop();
  return {
    stop: async () => {
      driver.stop();
      await running;
      for (const stop of await listening) await stop();
    },
  };
}

class Driver {
  stopped = false;
  readonly #database: Database;
  readonly #noProgressMilliseconds: number;
  readonly #owner = randomUUID();
  #idling = false;
  #rung = false;
  #noticed = false;
  #wake: () => void = () => undefined;

  constructor(database: Database, noProgressMilliseconds: number) {
    this.#database = database;
    this.#noProgressMilliseconds = noProgressMilliseconds;
  }

  stop(): void {
    this.stopped = true;
    this.#wake();
  }

  /** An advance may have been asked for: only what idles is woken. */
  ring(): void {
    this.#rung = true;
    if (this.#idling) this.#wake();
  }

  /** A story came to rest: what waits for it is looked at again at once. */
  restNoticed(): void {
    this.#noticed = true;
    if (!this.#idling) this.#wake();
  }

  async idle(): Promise<void> {
    if (this.#rung) return;
    this.#idling = true;
    await this.rest(IDLE_MILLISECONDS);
    this.#idling = false;
  }

  async rest(milliseconds: number): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  /** Drives the advance that is under way to its next due instant. @returns whether there was one to drive */
  async turn(): Promise<boolean> {
    this.#rung = false;
    const advance = await this.#database.transaction((trx) => leaseAdvance(trx, { owner: this.#owner, seconds: LEASE_SECONDS }));
    if (advance === undefined) return false;
    const stalled = await this.#settleAll(advance);
    if (stalled === 'stopped') return true;
    if (stalled !== undefined) {
      await this.#end(advance, { code: 'story_makes_no_progress', story: workflowIdOf(stalled) });
      return true;
    }
    const reached = await this.#database.transaction(async (trx) => {
      const due = await nextDueInstant(trx);
      const at = due === undefined || due > advance.target_at ? advance.target_at : due;
      await setTestClock(trx, at);
      return due === undefined || due > advance.target_at;
    });
    if (reached) await this.#end(advance, null);
    return true;
  }

  async #end(advance: ClockAdvance, failure: { readonly code: string; readonly story: string } | null): Promise<void> {
    await this.#database.transaction(async (trx) => endAdvance(trx, { id: advance.id, at: await now(trx), failure }));
  }

  // All that is due at this instant is told, each story when the one before it of the same customer has come to rest.
  async #settleAll(advance: ClockAdvance): Promise<RestlessStory | undefined | 'stopped'> {
    const told = new Set<string>();
    let seen = new Map<string, string>();
    let lastProgress = Date.now();
    let lastLease = Date.now();
    for (;;) {
      if (this.stopped) return 'stopped';
      this.#noticed = false;
      const restless = await this.#tell(told);
      if (restless.length === 0) return undefined;
      const progress = new Map(restless.map((story) => [workflowIdOf(story), story.progress]));
      if (progress.size !== seen.size || [...progress].some(([id, value]) => seen.get(id) !== value)) lastProgress = Date.now();
      else if (Date.now() - lastProgress > this.#noProgressMilliseconds) return restless[0];
      seen = progress;
      if (Date.now() - lastLease > (LEASE_SECONDS * 1_000) / 3) {
        const kept = await this.#database.transaction((trx) => leaseAdvance(trx, { owner: this.#owner, seconds: LEASE_SECONDS }));
        if (kept?.id !== advance.id) return 'stopped';
        lastLease = Date.now();
      }
      if (!this.#noticed) await this.rest(LOOK_EVERY_MILLISECONDS);
    }
  }

  // Raises the change of stories that are due and have not been told at this instant; the first kind first, one per customer.
  async #tell(told: Set<string>): Promise<readonly RestlessStory[]> {
    return this.#database.transaction(async (trx) => {
      const restless = await restlessStories(trx);
      if (restless.length === 0) return restless;
      const due = await storiesDue(trx);
      const waiting = due.filter((story) => !told.has(workflowIdOf(story)));
      const busy = restless.filter((story) => told.has(workflowIdOf(story)) || !due.some((other) => workflowIdOf(other) === workflowIdOf(story)));
      for (const story of nextToTell(waiting, busy)) {
        told.add(workflowIdOf(story));
        await raiseChange(trx, story, { byPerson: false });
      }
      return restless;
    });
  }
}

const ORDER_OF_KIND: Readonly<Record<DueStory['kind'], number>> = { jobs: 0, credit_application: 1, handoff: 2, collection_case: 2 };

function nextToTell(waiting: readonly DueStory[], busy: readonly DueStory[]): readonly DueStory[] {
  const rank = Math.min(...waiting.map((story) => ORDER_OF_KIND[story.kind]));
  if (busy.some((story) => ORDER_OF_KIND[story.kind] < rank)) return [];
  const busyCustomers = new Set(busy.map((story) => story.customerId ?? story.id));
  const chosen: DueStory[] = [];
  for (const story of waiting) {
    const customer = story.customerId ?? story.id;
    if (ORDER_OF_KIND[story.kind] !== rank || busyCustomers.has(customer)) continue;
    if (busyCustomers.size >= CUSTOMERS_SIDE_BY_SIDE) break;
    busyCustomers.add(customer);
    chosen.push(story);
  }
  return chosen;
}
