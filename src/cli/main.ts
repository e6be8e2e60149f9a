import { Command, CommanderError } from 'commander';
import { StartUpFailure } from '../embedded/start-up-failure.js';
import { clockCommand } from './clock.js';
import { importCommand } from './import.js';
import { migrateCommand } from './migrate.js';
import { policyCommand } from './policy.js';
import { serverCommand } from './server.js';
import { startCommand } from './start.js';
import { workerCommand } from './worker.js';

const program = new Command('dunlin')
  .description('Trade credit: from an application to a limit, and from an overdue invoice up the ladder')
  .showHelpAfterError('(dunlin --help lists what there is)')
  .addCommand(startCommand())
  .addCommand(workerCommand())
  .addCommand(serverCommand())
  .addCommand(migrateCommand())
  .addCommand(importCommand())
  .addCommand(clockCommand())
  .addCommand(policyCommand());

try {
  await program.parseAsync(process.argv);
} catch (error) {
  // What a person can mend is one line; everything else is a defect and shows where.
  const known = error instanceof StartUpFailure || error instanceof CommanderError;
  process.stderr.write(`${known || !(error instanceof Error) ? String(error instanceof Error ? error.message : error) : error.stack ?? error.message}\n`);
  process.exitCode = 1;
}
