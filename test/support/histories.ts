import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { workflowIdOf } from '../../src/workflows/ids.js';
import { testTemporal } from './temporal.js';

export const HISTORIES_FOLDER = fileURLToPath(new URL('../replay/histories/', import.meta.url));

export interface RecordedHistory {
  /** JSON text, as Temporal's own tools write it. */
  readonly text: string;
  readonly runId: string;
}

/** Every run of a story on the run's Temporal server, the latest first. */
export async function historiesOf(story: { readonly kind: string; readonly id: string }): Promise<readonly RecordedHistory[]> {
  const { address, namespace } = await testTemporal();
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection, namespace });
    const found: RecordedHistory[] = [];
    let runId: string | undefined = (await client.workflow.getHandle(workflowIdOf(story)).describe()).runId;
    while (runId !== undefined && runId !== '') {
      const history = await client.workflow.getHandle(workflowIdOf(story), runId).fetchHistory();
      found.push({ runId, text: historyToJSON(history) });
      runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
    }
    return found;
  } finally {
    await connection.close();
  }
}

/** With `DUNLIN_RECORD_HISTORIES=1` a scenario writes its history as the golden one of its workflow. */
export function recordGolden(name: string, history: RecordedHistory): void {
  if (process.env['DUNLIN_RECORD_HISTORIES'] !== '1') return;
  const text = history.text.replaceAll(/"identity": ?"[^"]*"/g, '"identity":"worker"').replaceAll(/"(binaryChecksum|sdkName)": ?"[^"]*"/g, '"$1":"recorded"');
  writeFileSync(`${HISTORIES_FOLDER}${name}.json`, `${JSON.stringify(JSON.parse(text))}\n`);
}

export function goldenHistories(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(HISTORIES_FOLDER).filter((file) => file.endsWith('.json')).toSorted().map((file) => ({ name: file.replace(/\.json$/, ''), text: readFileSync(`${HISTORIES_FOLDER}${file}`, 'utf8') }));
}

/** Which of these texts a history holds, in the open or in its payloads (base64). */
export function peopleIn(history: RecordedHistory, texts: readonly string[]): readonly string[] {
  const payloads = [...history.text.matchAll(/"data": ?"([^"]*)"/g)].map((match) => Buffer.from(match[1] ?? '', 'base64').toString('utf8')).join('\n');
  return texts.filter((text) => history.text.includes(text) || payloads.includes(text));
}
