import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { canHaveTemporalSqlTool } from '../../src/embedded/build-temporal-server.js';
import { findTemporalServer, type TemporalServerProgram } from '../../src/embedded/find-temporal-server.js';
import { StartUpFailure } from '../../src/embedded/start-up-failure.js';
import { startTemporal } from '../../src/embedded/temporal-server.js';
import { chromiumProgram, postgresPrograms, type PartsPresent } from './parts.js';
import { startPostgresCluster } from './postgres-cluster.js';

/** A server of this run, started when a test file first asks for it and shared by all. */
class Part<Answer extends { stop(): Promise<void> }> {
  readonly #start: () => Promise<Answer>;
  #started: Promise<Answer> | null = null;

  constructor(start: () => Promise<Answer>) {
    this.#start = start;
  }

  get(): Promise<Answer> {
    return (this.#started ??= this.#start());
  }

  async stop(): Promise<void> {
    // A part that failed to start has told so to whoever asked for it.
    const running = await this.#started?.catch(() => null);
    await running?.stop();
  }
}

/** The tests never write into somebody's Temporal server. */
const environment: NodeJS.ProcessEnv = { ...process.env, TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' };

const silent = (): void => undefined;

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Offers what suites need beside the code: a real PostgreSQL and a real Temporal server. Nothing starts before a test
 * file asks for it, so that the tests of pure rules stay quick.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-test-'));
  const programs = postgresPrograms(environment);
  const program = await temporalProgram();
  const partsPresent: PartsPresent = {
    postgres: programs !== null,
    temporal: program !== null,
    temporalOnPostgres: programs !== null && program?.kind === 'server' && canHaveTemporalSqlTool(environment),
    chromium: chromiumProgram(environment) !== null,
  };
  const postgres = new Part(() => {
    if (programs === null) throw new Error('PostgreSQL is not installed here: apt-get install postgresql');
    return startPostgresCluster(programs);
  });
  const temporal = new Part(() => startTemporal({ folder: join(folder, 'temporal'), environment, report: silent }));
  const socket = join(folder, 'parts.sock');
  const parts = new Map<string, Part<{ stop(): Promise<void> }>>([['/postgres', postgres], ['/temporal', temporal]]);
  const offer = createServer((request, response) => {
    void answer(parts.get(request.url ?? ''), response);
  });
  await new Promise<void>((resolve) => {
    offer.listen(socket, resolve);
  });
  project.provide('partsSocket', socket);
  project.provide('partsPresent', partsPresent);
  // `npm test` says at its end what was left out.
  const partsFile = process.env['DUNLIN_TEST_PARTS_FILE'];
  if (partsFile !== undefined) writeFileSync(partsFile, JSON.stringify(partsPresent));
  return async () => {
    await Promise.all([temporal.stop(), postgres.stop()]);
    offer.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function answer(part: Part<{ stop(): Promise<void> }> | undefined, response: ServerResponse): Promise<void> {
  try {
    if (part === undefined) throw new Error('There is no such part');
    response.writeHead(200).end(JSON.stringify(await part.get()));
  } catch (error) {
    response.writeHead(500).end(JSON.stringify({ message: error instanceof Error ? error.message : String(error) }));
  }
}

async function temporalProgram(): Promise<TemporalServerProgram | null> {
  try {
    return await findTemporalServer({ environment, report: tell, versionOfData: null });
  } catch (error) {
    if (error instanceof StartUpFailure) {
      tell(error.message);
      return null;
    }
    throw error;
  }
}
