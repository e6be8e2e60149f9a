import { ActivityFailure, condition, isCancellation, log, setCurrentDetails, TimeoutFailure, workflowInfo, type ActivityFunctionWithOptions, type LocalActivityFunctionWithOptions } from '@temporalio/workflow';
import type { ActOutcome, ActRequest } from './messages.js';
import { EVENTS_MAX } from './run-length.js';

/** Time-outs and tries of the two ways in which a story reaches its activities. */
export const QUICK = { startToCloseTimeout: 1_000, scheduleToCloseTimeout: 2_000, retry: { maximumAttempts: 2, initialInterval: 100 } } as const;
export const PATIENT = { startToCloseTimeout: 30_000, retry: { initialInterval: 200, maximumInterval: 1_000 } } as const;
/** What reaches the world: a dead worker is noticed by its heartbeat, and a failure that repeats is caught by the story. */
export const REACHING = { startToCloseTimeout: 30_000, heartbeatTimeout: 2_000, retry: { initialInterval: 200, maximumInterval: 1_000, maximumAttempts: 10 } } as const;

export function runIsLong(): boolean {
  const info = workflowInfo();
  return info.historyLength >= EVENTS_MAX || info.continueAsNewSuggested;
}

/** In this process first; when that does not do within two seconds, as an activity that is tried until the database answers. */
export async function inDatabase<T>(quick: () => Promise<T>, patient: () => Promise<T>): Promise<T> {
  try {
    return await quick();
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.debug('the database did not answer at once');
    return patient();
  }
}

type Act = (request: ActRequest) => Promise<ActOutcome>;

/** An act that touches only the database, as its story calls it: by the key of an answer. */
export function actInDatabase(quick: LocalActivityFunctionWithOptions<Act>, patient: ActivityFunctionWithOptions<Act>): (request: ActRequest, summary: string) => Promise<ActOutcome> {
  return (request, summary) => inDatabase(
    () => quick.executeWithOptions({ ...QUICK, summary }, [request]),
    () => patient.executeWithOptions({ ...PATIENT, summary }, [request]),
  );
}

/** Rests until the story is told to look again, or until its time has come. The reason stands in Temporal's own pages. */
export async function rest(wokenBy: () => boolean, wait: { readonly waitForMs?: number; readonly summary: string }): Promise<void> {
  setCurrentDetails(wait.summary);
  if (wait.waitForMs === undefined) await condition(wokenBy);
  else await condition(wokenBy, wait.waitForMs, { summary: wait.summary });
}

/** Does what reaches the world. When it fails there, `postpone` notes that the story looks again later; a worker that died or
 * hung is no failure of the act: the story looks again at once, and what it finds interrupted is settled. */
export async function outside(act: () => Promise<unknown>, postpone: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    if (!(error.cause instanceof TimeoutFailure)) await postpone();
  }
}

export function neverAct(act: never): never {
  throw new Error(`No such act: ${JSON.stringify(act)}`);
}
