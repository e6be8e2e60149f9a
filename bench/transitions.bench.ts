import { Client, Connection } from '@temporalio/client';
import { expect, it } from 'vitest';
import { workflowIdOf } from '../src/workflows/ids.js';
import { startTestEngine } from '../test/support/engine.js';
import { describeWithTemporalOnPostgres, testTemporal } from '../test/support/temporal.js';
import { report } from './figures.js';
import { rehearse, until } from './rehearsal.js';

const STEPS = [1, 3, 5] as const;
const SECONDS_APART = 3;

describeWithTemporalOnPostgres('state transitions', () => {
  it('of a case by its steps with a remote effect, each after a timer', async () => {
    const counts: number[] = [];
    for (const steps of STEPS) counts.push(await transitionsOf(steps));
    const [one = 0, three = 0, five = 0] = counts;
    const perStep = (five - one) / (STEPS[2] - STEPS[0]);
    process.stdout.write(`transitions: ${STEPS.map((steps, index) => `${steps} steps ${counts[index]}`).join(', ')}\n`);
    report('state transitions per step with a remote effect', perStep, '6');
    report('state transitions of a case beside its steps', one - perStep, '3');
    expect(three).toBeGreaterThan(one);
  });
});

async function transitionsOf(steps: number): Promise<number> {
  const rehearsal = await rehearse({ steps, secondsApart: SECONDS_APART });
  const engine = await startTestEngine(rehearsal.database);
  const [caseId = ''] = await rehearsal.addCases(1);
  await until(async () => (await rehearsal.sent()) === steps);
  await until(() => rehearsal.database.transaction(async (trx) => {
    const story = await trx.selectFrom('stories').select(['next_action', 'next_at']).where('id', '=', caseId).executeTakeFirst();
    return story?.next_action === 'wait' && story.next_at === null;
  }));
  const { address, namespace } = await testTemporal();
  const connection = await Connection.connect({ address });
  const handle = new Client({ connection, namespace }).workflow.getHandle(workflowIdOf({ kind: 'collection_case', id: caseId }));
  // The task of its last look is still being written when the look has committed.
  const described = async (): Promise<{ readonly transitions: number; readonly waits: boolean }> => {
    const { raw } = await handle.describe();
    return { transitions: Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0), waits: raw.pendingWorkflowTask === null || raw.pendingWorkflowTask === undefined };
  };
  let last = await described();
  await until(async () => {
    const now = await described();
    const still = now.waits && now.transitions === last.transitions;
    last = now;
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    return still;
  });
  await connection.close();
  await engine.stop();
  await rehearsal.close();
  return last.transitions;
}
