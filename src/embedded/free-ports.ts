import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

// Temporal keeps membership ports in a smallint when its data is in PostgreSQL, so they end at 32767; that is also below
// the range from which systems hand out ports to outgoing connections.
const LOWEST = 20_000;
const HIGHEST = 32_767;
const TRIES = 1_000;

/**
 * Free TCP ports of 127.0.0.1, all different, from 20000 to 32767. Another process may take one before it is used, so
 * whoever uses them tries again with others.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  for (let attempt = 0; ports.size < count; attempt += 1) {
    if (attempt === TRIES) throw new Error(`No ${count} free ports from ${LOWEST} to ${HIGHEST}`);
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (await areFree([port])) ports.add(port);
  }
  return [...ports];
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

async function holdTogether(ports: readonly number[]): Promise<void> {
  const holders: Server[] = [];
  try {
    for (const port of ports) holders.push(await listen(port));
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

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
