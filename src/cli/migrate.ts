import { Command } from 'commander';
import { publishShippedPolicies } from '../commands/publish-policy.js';
import { runCommand } from '../commands/run-command.js';
import { readConfig } from '../config.js';
import { createInstallation } from '../db/clock.js';
import { openPostgres } from '../db/database.js';
import { StartUpFailure } from '../embedded/start-up-failure.js';

/** `dunlin migrate`: brings the database to this version, and makes the installation (on the real clock) when it is new. */
export function migrateCommand(): Command {
  return new Command('migrate').description('Bring the database of DATABASE_URL to this version').action(async () => {
    const read = readConfig(process.env);
    if (read.kind === 'rejected') throw new StartUpFailure('environment_invalid', read.problems.map((problem) => `${problem.variable}: ${problem.message}`).join('; '));
    if (read.config.databaseUrl === undefined) throw new StartUpFailure('environment_invalid', 'DATABASE_URL is not set; write it as postgresql://user:password@host:port/database.');
    const database = await openPostgres(read.config.databaseUrl, { connections: 1 });
    try {
      const applied = await database.migrate();
      process.stdout.write(applied.length === 0 ? 'The database is up to date\n' : `Applied ${applied.join(', ')}\n`);
      const made = await database.transaction(async (trx) => {
        const existing = await trx.selectFrom('installation').select('only_one').executeTakeFirst();
        if (existing === undefined) await createInstallation(trx, { kind: 'real' });
        return existing === undefined;
      });
      await runCommand(database, { actor: { kind: 'installation' } }, publishShippedPolicies);
      if (made) process.stdout.write('Made a new installation on the real clock\n');
    } finally {
      await database.close();
    }
  });
}
