import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { goldenHistories } from '../support/histories.js';

const histories = goldenHistories();

interface HistoryEvent {
  readonly eventType: string;
  activityTaskScheduledEventAttributes?: { activityType: { name: string } };
}

describe('golden histories', () => {
  let workflowBundle: WorkflowBundleWithSourceMap;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    workflowBundle = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('../../src/workflows/index.ts', import.meta.url)), logger: new DefaultLogger('ERROR') });
  });

  it.each(histories)('$name replays', async ({ name, text }) => {
    await expect(Worker.runReplayHistory({ workflowBundle, replayName: name }, JSON.parse(text))).resolves.toBeUndefined();
  });

  it('one whose act was exchanged does not replay', async () => {
    const golden = histories.find((history) => history.name.startsWith('collection-case'));
    const doctored = JSON.parse(golden?.text ?? '{}') as { events: HistoryEvent[] };
    const scheduled = doctored.events.find((event) => event.activityTaskScheduledEventAttributes !== undefined)?.activityTaskScheduledEventAttributes;
    if (scheduled === undefined) throw new Error('The golden history of a case holds an activity');
    scheduled.activityType.name = 'anotherAct';
    await expect(Worker.runReplayHistory({ workflowBundle, replayName: 'doctored' }, doctored)).rejects.toThrow(/determinism|Nondeterminism/i);
  });

  it('exist for every workflow that is released', () => {
    const index = readFileSync(fileURLToPath(new URL('../../src/workflows/index.ts', import.meta.url)), 'utf8');
    const released = [...index.matchAll(/from '\.\/([\w-]+)\.js'/g)].map((match) => match[1] ?? '');
    const recorded = new Set(histories.map((history) => history.name.split('.')[0]));
    expect(released).toContain('collection-case');
    expect(released.filter((name) => !recorded.has(name))).toEqual([]);
  });
});
