import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { StartUpFailure } from './start-up-failure.js';

/** Temporal's namespace of Dunlin unless `TEMPORAL_NAMESPACE` names another. */
export const DEFAULT_NAMESPACE = 'dunlin';

const GRPC_NOT_FOUND = 5;
const GRPC_ALREADY_EXISTS = 6;
const RETENTION_DAYS = 30;
const ANSWER_MILLISECONDS = 2_000;
const POLL_MILLISECONDS = 100;
const KNOWN_WITHIN_MILLISECONDS = 30_000;

export interface ReachTemporal {
  readonly address: string;
  /** How long the server may take to answer first. */
  readonly withinMilliseconds: number;
  /** Asked between two tries; true ends them (the server's process has ended). */
  readonly isHopeless?: () => boolean;
}

/**
 * Waits until a Temporal server answers at the address.
 * @returns a connection that the caller closes
 * @throws StartUpFailure `temporal_server_unreachable`
 */
export async function reachTemporal({ address, withinMilliseconds, isHopeless = () => false }: ReachTemporal): Promise<Connection> {
  const giveUpAt = performance.now() + withinMilliseconds;
  for (;;) {
    try {
      return await Connection.connect({ address, connectTimeout: ANSWER_MILLISECONDS });
    } catch (error) {
      if (performance.now() >= giveUpAt || isHopeless()) throw unreachable(address, error);
      await pause(POLL_MILLISECONDS);
    }
  }
}

/** Reaches the server, registers the namespace unless it is there, and lets the connection go. */
export async function prepareTemporal(reach: ReachTemporal & { readonly namespace: string }): Promise<void> {
  const connection = await reachTemporal(reach);
  try {
    await ensureNamespace(connection, reach.namespace);
  } finally {
    await connection.close();
  }
}

/**
 * Registers the namespace unless it is there, and waits until the server's own caches know it: right after the
 * registration they still answer "not found". Histories of closed workflows are kept 30 days.
 */
export async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  if (await answersFor(() => connection.workflowService.describeNamespace({ namespace }))) return;
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      description: 'Dunlin, trade credit engine',
      workflowExecutionRetentionPeriod: msToTs(`${RETENTION_DAYS} days`),
    });
  } catch (error) {
    // Another process of the same start was quicker.
    if (grpcCodeOf(error) !== GRPC_ALREADY_EXISTS) throw error;
  }
  const giveUpAt = performance.now() + KNOWN_WITHIN_MILLISECONDS;
  while (!(await answersFor(() => connection.workflowService.countWorkflowExecutions({ namespace })))) {
    if (performance.now() >= giveUpAt) throw new Error(`Temporal does not know the namespace ${namespace} that it has registered`);
    await pause(POLL_MILLISECONDS);
  }
}

/** False when the server does not know the namespace asked for. */
async function answersFor(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (grpcCodeOf(error) === GRPC_NOT_FOUND) return false;
    throw error;
  }
}

function grpcCodeOf(error: unknown): number | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : null;
}

function unreachable(address: string, cause: unknown): StartUpFailure {
  return new StartUpFailure(
    'temporal_server_unreachable',
    `No Temporal server answers at ${address}; start it, or correct TEMPORAL_ADDRESS, or unset it so that Dunlin runs its own.`,
    { cause },
  );
}
