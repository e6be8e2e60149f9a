import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Terminal } from '../../src/cli/api-client.js';

/** A command line of a test: what it prints is kept. */
export class TestTerminal implements Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly printed: string[] = [];
  readonly complained: string[] = [];

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.environment = environment;
  }

  out(line: string): void {
    this.printed.push(line);
  }

  error(line: string): void {
    this.complained.push(line);
  }
}

/** Serves on a free port of this machine. */
export async function listenTo(listener: RequestListener): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}
