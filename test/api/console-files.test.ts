import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express } from 'express';
import request from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { mountConsole } from '../../src/api/console-files.js';

const folder = mkdtempSync(join(tmpdir(), 'dunlin-console-'));

mkdirSync(join(folder, 'built', 'assets'), { recursive: true });
mkdirSync(join(folder, 'sources'));
for (const place of ['built', 'sources']) writeFileSync(join(folder, place, 'index.html'), '<!doctype html><title>Dunlin</title>');
writeFileSync(join(folder, 'built', 'assets', 'index-abc123.js'), 'export {};');
writeFileSync(join(folder, 'built', 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');

function applicationWith(consoleFolder: string): Express {
  const app = express();
  mountConsole(app, consoleFolder);
  app.use((_request, response) => { response.status(404).json({ code: 'route_unknown' }); });
  return app;
}

afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

describe('the files of the console', () => {
  const app = applicationWith(join(folder, 'built'));

  it.each(['/', '/tasks', '/cases/019adc5b-e000-7bad-8aab-03854528cdb3', '/invitation', '/v1beta'])('the first page answers at %s and is asked for anew each time', async (path) => {
    const response = await request(app).get(path);
    expect([response.status, response.headers['cache-control'], response.text]).toEqual([200, 'no-cache', '<!doctype html><title>Dunlin</title>']);
  });

  it.each(['/v1', '/v1/nothing', '/healthz', '/readyz', '/metrics', '/evidence/x', '/decide/x', '/provider-callbacks/x', '/assets/gone.js'])('%s is no page of the console', async (path) => {
    expect((await request(app).get(path)).body).toEqual({ code: 'route_unknown' });
  });

  it('only reading finds a page', async () => {
    expect((await request(app).head('/tasks')).status).toBe(200);
    expect((await request(app).post('/tasks')).status).toBe(404);
  });

  it('a file that is named by its content is kept for a year, any other for an hour at most', async () => {
    expect((await request(app).get('/assets/index-abc123.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await request(app).get('/icon.svg')).headers['cache-control']).toBe('public, max-age=3600');
    expect((await request(app).get('/index.html')).headers['cache-control']).toBe('no-cache');
  });

  it.each(['sources', 'absent'])('a folder without a built console mounts nothing: %s', async (place) => {
    expect((await request(applicationWith(join(folder, place))).get('/tasks')).status).toBe(404);
  });
});
