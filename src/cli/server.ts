import { Command } from 'commander';
import { runServerProcess } from '../../server.js';

/** `dunlin server`: the API as a process of its own. */
export function serverCommand(): Command {
  return new Command('server').description('Run an API process (DATABASE_URL, TEMPORAL_ADDRESS)').action(() => runServerProcess(process.env));
}
