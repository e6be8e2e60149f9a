import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { ApiDesk } from '../support/api.js';

describe('the description of the API for people', () => {
  let database: Database;
  let desk: ApiDesk;

  beforeAll(async () => {
    database = await openEmbedded();
    desk = new ApiDesk(database);
  });
  afterAll(() => database.close());

  it('is a page without a script of its own that names only addresses of ours, each of which answers', async () => {
    const page = await desk.send('get', '/v1/docs');
    expect([page.status, page.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).not.toMatch(/https?:|<script(?![^>]*\bsrc=)|\son\w+=/);
    const named = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(named).toEqual(['/icon.svg', '/v1/docs/swagger-ui.css', '/v1/docs/swagger-ui-bundle.js', '/v1/docs/start.js']);
    for (const [path, type] of [['/v1/docs/swagger-ui.css', 'text/css'], ['/v1/docs/swagger-ui-bundle.js', 'text/javascript'], ['/v1/docs/start.js', 'text/javascript']] as const) {
      const asset = await desk.send('get', path);
      expect([path, asset.status, asset.get('content-type')?.split(';')[0]]).toEqual([path, 200, type]);
    }
  });

  it('reads /v1/openapi.json and loads nothing from elsewhere: the content policy of the whole API holds there too', async () => {
    const start = await desk.send('get', '/v1/docs/start.js');
    expect([...start.text.matchAll(/fetch\('([^']+)'\)/g)].map(([, address]) => address)).toEqual(['/v1/openapi.json']);
    expect(start.text).not.toMatch(/https?:/);
    expect((await desk.send('get', '/v1/docs')).get('content-security-policy')).toMatch(/default-src 'self'.*script-src 'self';/);
    expect((await desk.send('get', '/v1/docs/swagger-ui.css')).text).not.toMatch(/@import|url\(["']?https?:/);
  });

  it('is read, not written to', async () => {
    expect((await desk.send('post', '/v1/docs')).status).toBe(404);
    expect((await desk.send('get', '/v1/docs/package.json')).status).toBe(404);
  });
});
