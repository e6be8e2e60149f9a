import { sleep } from '@temporalio/workflow';

/** Waits as a case does between a notice and a handoff, on the server's own timer. @returns how long by the workflow's clock, in days */
export async function sixtyDays(): Promise<number> {
  const began = Date.now();
  await sleep('60 days');
  return (Date.now() - began) / 86_400_000;
}
