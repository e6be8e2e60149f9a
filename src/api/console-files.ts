import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';

/** Addresses that are never a page of the console: an unknown one there is refused in the words of the API. */
const NOT_PAGES = /^\/(v1|healthz|readyz|metrics|evidence|decide|provider-callbacks)(\/|$)/;

/** Serves the built console beside the API: its files with the name of their content for a year, and its first page at every other
 * address, as the console itself tells its pages apart. A folder that holds no built console mounts nothing. */
export function mountConsole(app: Express, folder: string): void {
  const firstPage = join(folder, 'index.html');
  if (!existsSync(join(folder, 'assets')) || !existsSync(firstPage)) return;
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }));
  app.use(express.static(folder, { index: false, redirect: false, maxAge: '1h', setHeaders: (response, path) => { if (path === firstPage) response.set('cache-control', 'no-cache'); } }));
  app.use((request, response, next) => {
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !NOT_PAGES.test(request.path) && !request.path.startsWith('/assets/');
    if (!isPage) {
      next();
      return;
    }
    response.set('cache-control', 'no-cache').sendFile(firstPage);
  });
}
