import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { expect, it } from 'vitest';
import { withoutWords } from '../../src/activities/failures.js';

async function failureOf(thrown: unknown): Promise<unknown> {
  try {
    await withoutWords({ act: async () => { throw thrown; } }).act();
    return undefined;
  } catch (failure) {
    return failure;
  }
}

it('an activity that fails tells Temporal its kind, its code and where, and none of its words', async () => {
  const failure = await failureOf(Object.assign(new RangeError('Cannot read "李芳 <li.fang@one.example>"', { cause: new Error('+8613900000000') }), { code: '22P02', detail: 'Key (name)=(李芳)' }));
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ type: 'RangeError', nonRetryable: false, message: expect.stringMatching(/^RangeError 22P02 +at .*failures\.test/) });
  expect(JSON.stringify([failure, (failure as Error).message, (failure as Error).stack, (failure as Error).cause])).not.toMatch(/李芳|one\.example|13900000000/);
});

it('a code that is no code is left out too, and what is no error says only what it is', async () => {
  expect(await failureOf(Object.assign(new Error('x'), { code: '李芳' }))).toMatchObject({ message: expect.stringMatching(/^Error +at /) });
  expect(await failureOf('李芳')).toMatchObject({ type: 'unknown', message: 'string' });
});

it('an activity that is cancelled stays cancelled, and one that answers answers', async () => {
  const cancelled = new CancelledFailure('cancelled');
  expect(await failureOf(cancelled)).toBe(cancelled);
  expect(await withoutWords({ act: async (text: string) => `${text}!` }).act('done')).toBe('done!');
});
