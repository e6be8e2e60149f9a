import { Client, type Connection } from '@temporalio/client';
import type { Database } from '../db/database.js';
import { claimToSignal, markSignalled, postponeSignal, type Claimed, type StoryKind } from '../db/stories.js';
import { CHANGED } from '../workflows/messages.js';
import { TASK_QUEUE, WORKFLOW_OF, workflowIdOf } from '../workflows/ids.js';

export interface RelayOptions {
  readonly database: Database;
  readonly connection: Connection;
  readonly namespace: string;
  readonly taskQueue?: string;
  /** For a log: what could not be signalled, by id. */
  readonly report: (problem: { readonly story: string; readonly error: string }) => void;
  /** Between the commit of a change and its signal, for whoever wants to see what a crash there does. */
  readonly onPoint?: ((point: 'claimed') => void) | undefined;
}

export interface Relay {
  /** Whether the engine answered when it was last asked. */
  engine(): 'reachable' | 'away' | 'not_asked_yet';
  stop(): Promise<void>;
}

const ROWS_AT_ONCE = 32;
const LEASE_SECONDS = 15;
const CALL_WITHIN_MILLISECONDS = 5_000;
const SLOW_POLL_MILLISECONDS = 2_000;
const WORKFLOW_TASK_TIMEOUT_MILLISECONDS = 3_000;

// An approver must not wait behind the morning's wave of cases.
const PRIORITY_OF: Readonly<Record<StoryKind, number>> = { jobs: 1, credit_application: 2, handoff: 3, collection_case: 4 };

/** Tells the workflow of every changed story to look again: woken by each commit that raised a change, and by a slow poll. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  let state: ReturnType<Relay['engine']> = 'not_asked_yet';
  const bell = { stopped: false, rung: false, wake: (): void => undefined };
  const ring = (): void => {
    bell.rung = true;
    bell.wake();
  };
  const unlisten = await options.database.onStoriesChanged(ring);
  const turn = async (): Promise<number> => {
    const claimed = await options.database.transaction((trx) => claimToSignal(trx, { rows: ROWS_AT_ONCE, leaseSeconds: LEASE_SECONDS }));
    if (claimed.length > 0) options.onPoint?.('claimed');
    const reached = await Promise.all(claimed.map((story) => signal(options, client, story)));
    if (reached.length > 0) state = reached.includes(true) ? 'reachable' : 'away';
    return claimed.length;
  };
  const loop = async (): Promise<void> => {
    while (!bell.stopped) {
      bell.rung = false;
      const told = await turn().catch((error: unknown) => {
        options.report({ story: 'any', error: String(error) });
        return 0;
      });
      if (told === ROWS_AT_ONCE || bell.rung || bell.stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, SLOW_POLL_MILLISECONDS);
        bell.wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  };
  const running = loop();
  return {
    engine: () => state,
    stop: async () => {
      bell.stopped = true;
      ring();
      await running;
      await unlisten();
    },
  };
}

/** @returns whether the engine answered */
async function signal({ database, taskQueue = TASK_QUEUE, report }: RelayOptions, client: Client, story: Claimed): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + CALL_WITHIN_MILLISECONDS, () => client.workflow.signalWithStart(WORKFLOW_OF[story.kind], {
      workflowId: workflowIdOf(story), taskQueue, args: [story.id], signal: CHANGED,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MILLISECONDS, priority: { priorityKey: PRIORITY_OF[story.kind] },
    }));
  } catch (error) {
    report({ story: workflowIdOf(story), error: String(error) });
    await database.transaction((trx) => postponeSignal(trx, story));
    return false;
  }
  await database.transaction((trx) => markSignalled(trx, story));
  return true;
}
