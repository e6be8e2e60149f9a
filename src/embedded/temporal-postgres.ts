import { temporalSqlTool, type BuildProgress } from './build-temporal-server.js';
import { lastLine, runProgram } from './programs.js';
import { StartUpFailure } from './start-up-failure.js';
import type { TemporalPostgres } from './temporal-launch.js';

const TIMEOUT_MILLISECONDS = 120_000;

/**
 * Creates Temporal's two databases in PostgreSQL and brings their schema to the version of our server.
 * The user needs the right to create databases and the extension `btree_gin`.
 * @throws StartUpFailure `temporal_schema_setup_failed`, `temporal_server_build_failed`
 */
export async function setUpTemporalSchema(postgres: TemporalPostgres, progress: BuildProgress): Promise<void> {
  const tool = await temporalSqlTool(progress);
  const run = async (database: string, words: readonly string[]): Promise<void> => {
    const result = await runProgram({
      program: tool,
      arguments: ['--plugin', 'postgres12', '--ep', postgres.host, '-p', String(postgres.port), '-u', postgres.user, '--db', database, ...words],
      environment: { ...progress.environment, SQL_PASSWORD: postgres.password },
      timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    });
    if (result.status !== 0) throw setUpFailed(database, words, result.output);
  };
  for (const [database, schema] of [[postgres.database, 'temporal'], [postgres.visibilityDatabase, 'visibility']] as const) {
    await run(database, ['create-database']);
    await run(database, ['setup-schema', '-v', '0.0']);
    await run(database, ['update-schema', '--schema-name', `postgresql/v12/${schema}`]);
  }
}

function setUpFailed(database: string, words: readonly string[], output: string): StartUpFailure {
  return new StartUpFailure(
    'temporal_schema_setup_failed',
    `Setting up Temporal's database "${database}" failed at ${words.join(' ')} (${lastLine(output)}); check that the PostgreSQL user may create databases and extensions, and try again.`,
  );
}
