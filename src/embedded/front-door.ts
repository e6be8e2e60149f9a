import { createServer, type RequestListener, type Server } from 'node:http';
import { StartUpFailure } from './start-up-failure.js';

/** The address at which people find an installation: taken before anything else starts, answered as soon as there is something to answer with. */
export interface FrontDoor {
  readonly url: string;
  /** From now on requests go to the application. */
  open(application: RequestListener): void;
  close(): Promise<void>;
}

const RETRY_AFTER_SECONDS = 2;

/** @throws StartUpFailure `port_taken` */
export async function frontDoor(at: { readonly host: string; readonly port: number }): Promise<FrontDoor> {
  let application: RequestListener | undefined;
  const server = createServer((request, response) => {
    if (application !== undefined) {
      application(request, response);
      return;
    }
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': String(RETRY_AFTER_SECONDS) })
      .end(JSON.stringify({ type: 'about:blank', title: 'Dunlin is starting', status: 503, code: 'starting' }));
  });
  await listen(server, at);
  return {
    url: `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${at.port}`,
    open: (next) => { application = next; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1_000).unref();
    }),
  };
}

async function listen(server: Server, at: { readonly host: string; readonly port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new StartUpFailure('port_taken', `The port ${at.port} on ${at.host} is taken by another program; choose another with --port.`));
      else if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') reject(new StartUpFailure('port_taken', `Dunlin may not listen on ${at.host}:${at.port} (${error.code}); choose another --port or --host.`));
      else reject(error);
    });
    server.listen(at.port, at.host, resolve);
  });
}
