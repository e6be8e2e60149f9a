import { Command } from 'commander';
import { runWorkerProcess } from '../../worker.js';

/** `dunlin worker`: the Temporal worker as a process of its own. */
export function workerCommand(): Command {
  return new Command('worker').description('Run a worker process (DATABASE_URL, TEMPORAL_ADDRESS)').action(() => runWorkerProcess(process.env));
}
