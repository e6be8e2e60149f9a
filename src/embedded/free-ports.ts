import { createServer, type Server } from 'node:net';

/**
 * Free TCP ports of 127.0.0.1, all different: they are held together, then let go. Another process may take one before
 * it is used, so whoever uses them tries again with others.
 */
export function freePorts(count: number): Promise<readonly number[]> {
  return holdTogether(Array.from({ length: count }, () => 0));
}

/** Whether all these ports of 127.0.0.1 are free. */
export async function areFree(ports: readonly number[]): Promise<boolean> {
  try {
    await holdTogether(ports);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

async function holdTogether(ports: readonly number[]): Promise<readonly number[]> {
  const holders: Server[] = [];
  try {
    for (const port of ports) holders.push(await listen(port));
    return holders.map(portOf);
  } finally {
    await Promise.all(holders.map(close));
  }
}

function listen(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
