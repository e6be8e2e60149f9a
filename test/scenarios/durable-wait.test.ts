import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTemporal, type RunningTemporal } from '../../src/embedded/temporal-server.js';
import { describeWithTemporal } from '../support/temporal.js';

const WORKFLOWS = fileURLToPath(new URL('../support/workflows/sixty-days.ts', import.meta.url));

describeWithTemporal('a durable wait', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-wait-'));
  let temporal: RunningTemporal;

  beforeAll(async () => {
    temporal = await startTemporal({
      folder, environment: { ...process.env, TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' }, report: () => undefined,
      dynamicConfig: { 'frontend.WorkflowTimeSkippingEnabled': true, 'history.timerProcessorMaxTimeShift': '1ms' },
    });
  });
  afterAll(async () => {
    await temporal.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('of sixty days fires, by the time skipping of the real server', async () => {
    const connection = await Connection.connect({ address: temporal.address });
    const client = new Client({ connection, namespace: temporal.namespace });
    const native = await NativeConnection.connect({ address: temporal.address });
    const worker = await Worker.create({ connection: native, namespace: temporal.namespace, taskQueue: 'wait', workflowsPath: WORKFLOWS });
    const handle = await client.workflow.start('sixtyDays', { workflowId: 'sixty-days', taskQueue: 'wait' });
    await connection.workflowService.updateWorkflowExecutionOptions({
      namespace: temporal.namespace, workflowExecution: { workflowId: 'sixty-days' }, workflowExecutionOptions: { timeSkippingConfig: { enabled: true } }, updateMask: { paths: ['time_skipping_config'] },
    });
    const days = await worker.runUntil(handle.result() as Promise<number>);
    expect(days).toBeGreaterThanOrEqual(60);
    expect(days).toBeLessThan(60.1);
    await connection.close();
    await native.close();
  }, 120_000);
});
