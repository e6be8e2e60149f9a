import { condition, defineSignal, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { CHANGED } from '../../src/workflows/messages.js';
import { QUICK, REACHING } from '../../src/workflows/story.js';

export interface BareActivities {
  look(id: string): Promise<string>;
  act(id: string, step: number): Promise<void>;
}

const quick = proxyLocalActivities<BareActivities>(QUICK);
const reaching = proxyActivities<BareActivities>(REACHING);

/** What the engine alone costs: the commands of a collection case with so many steps, and nothing behind them but a row each. */
export async function bareCase(id: string, steps: number): Promise<void> {
  let told = false;
  setHandler(defineSignal(CHANGED), () => { told = true; });
  for (let step = 1; step <= steps; step += 1) {
    await quick.look(id);
    await reaching.act(id, step);
  }
  await quick.look(id);
  told = false;
  await condition(() => told);
}
