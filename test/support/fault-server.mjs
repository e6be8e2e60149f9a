// The API as a process of its own, for a cast of processes that are killed.
import { runServerProcess } from '../../dist/server.js';

await runServerProcess(process.env);
