import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { placeOf } from '../domain/error-place.js';

type Functions = Record<string, (argument: never) => Promise<unknown>>;

/** The same activities, whose failures go into histories and logs without their words: those may quote a name, an address or an amount. */
export function withoutWords<Activities extends object>(activities: Activities): Activities {
  const wrapped = Object.entries(activities as unknown as Functions).map(([name, run]) => [name, (argument: never) => wordless(() => run(argument))] as const);
  return Object.fromEntries(wrapped) as unknown as Activities;
}

async function wordless<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CancelledFailure) throw error;
    const place = placeOf(error);
    const failure = ApplicationFailure.create({ type: error instanceof Error ? error.name : 'unknown', message: place.split('\n', 2).join(' ') });
    failure.stack = place;
    throw failure;
  }
}
