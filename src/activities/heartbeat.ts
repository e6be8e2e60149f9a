import { Context } from '@temporalio/activity';

const EVERY_MILLISECONDS = 500;

type Functions = Record<string, (argument: never) => Promise<unknown>>;

/** The same activities, each telling Temporal twice a second that its worker is alive: a dead one is noticed within two seconds. */
export function withHeartbeat<Activities extends object>(activities: Activities): Activities {
  const wrapped = Object.entries(activities as unknown as Functions).map(([name, run]) => [name, (argument: never) => beating(() => run(argument))] as const);
  return Object.fromEntries(wrapped) as unknown as Activities;
}

async function beating<T>(run: () => Promise<T>): Promise<T> {
  const context = Context.current();
  if (context.info.isLocal) return run();
  const timer = setInterval(() => context.heartbeat(), EVERY_MILLISECONDS);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}
