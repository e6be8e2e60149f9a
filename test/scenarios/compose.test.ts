import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { freePorts } from '../../src/embedded/free-ports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { describeWithTemporalOnPostgres, testTemporalNamespace } from '../support/temporal.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const Service = z.object({
  image: z.string().optional(), command: z.array(z.string()).optional(), environment: z.record(z.string(), z.string()).optional(), volumes: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const compose = z.object({ services: z.record(z.string(), Service) }).parse(parse(readFileSync(`${root}/docker-compose.yml`, 'utf8'), { merge: true }));
const { services } = compose;

describe('docker-compose.yml', () => {
  it('has PostgreSQL, Temporal with its schema set-up and pages, migrate, api and worker', () => {
    expect(Object.keys(services)).toEqual(['postgres', 'temporal-schema', 'temporal', 'temporal-namespace', 'temporal-ui', 'migrate', 'api', 'worker']);
  });

  it('waits only for services that it has, and mounts only files that are there', () => {
    const waits = Object.values(services).flatMap((service) => Object.keys(service.depends_on ?? {}));
    expect(waits.filter((name) => !(name in services))).toEqual([]);
    const mounted = Object.values(services).flatMap((service) => (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '').filter((path) => path.startsWith('./')));
    expect(mounted.filter((path) => !existsSync(`${root}/${path}`))).toEqual([]);
  });

  it('builds an image that is Debian slim and not root', () => {
    const dockerfile = readFileSync(`${root}/Dockerfile`, 'utf8');
    expect(dockerfile).toMatch(/^FROM node:20-bookworm-slim$/m);
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});

describeWithTemporalOnPostgres('its commands and environment as plain processes', () => {
  let database: TestDatabase;
  let temporal: Awaited<ReturnType<typeof testTemporalNamespace>>;
  let ports: readonly number[];
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, ['bin/build.js'], { cwd: root, stdio: 'ignore' });
    database = await createTestDatabase();
    temporal = await testTemporalNamespace();
    ports = await freePorts(2);
  });
  afterAll(async () => {
    await Promise.all(running.map((child) => new Promise((resolve) => {
      if (child.exitCode !== null) resolve(undefined);
      child.once('exit', resolve);
      child.kill('SIGTERM');
    })));
    await database.drop();
  });

  // What the file says, with the addresses of this machine in place of the containers' names.
  function environmentOf(name: 'migrate' | 'api' | 'worker'): NodeJS.ProcessEnv {
    const stated = Object.fromEntries(Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')]));
    expect(stated['DATABASE_URL']).toMatch(/@postgres:5432\/dunlin$/);
    expect(stated['TEMPORAL_ADDRESS']).toBe('temporal:7233');
    return {
      PATH: process.env['PATH'], HOME: process.env['HOME'], ...stated, DATABASE_URL: database.url, TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: temporal.namespace, DUNLIN_HOST: '127.0.0.1',
      DUNLIN_PORT: String(ports[0]), ...(name === 'worker' ? { DUNLIN_WORKER_PORT: String(ports[1]) } : {}),
    };
  }

  function commandOf(name: 'migrate' | 'api' | 'worker'): readonly string[] {
    const [program, ...words] = services[name]?.command ?? [];
    expect(program).toBe('node');
    return words;
  }

  async function untilReady(port: number | undefined): Promise<Record<string, unknown>> {
    const end = Date.now() + 60_000;
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      if (answer?.ok === true) return await answer.json() as Record<string, unknown>;
      if (Date.now() > end) throw new Error(`Nothing is ready on port ${port}`);
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  }

  it('migrate, and migrating again changes nothing', () => {
    const migrate = (): string => execFileSync(process.execPath, [...commandOf('migrate')], { cwd: root, env: environmentOf('migrate'), encoding: 'utf8' });
    expect(migrate()).toContain('Applied 0001-foundation');
    expect(migrate()).toContain('The database is up to date');
  });

  it('become ready as API and worker, and stop cleanly on SIGTERM', async () => {
    for (const name of ['api', 'worker'] as const) running.push(spawn(process.execPath, [...commandOf(name)], { cwd: root, env: environmentOf(name), stdio: 'ignore' }));
    expect(await untilReady(ports[0])).toMatchObject({ status: 'ready' });
    expect(await untilReady(ports[1])).toMatchObject({ status: 'ready' });
    const ends = running.map((child) => new Promise((resolve) => { child.once('exit', (code, signal) => resolve(signal ?? code)); }));
    for (const child of running) child.kill('SIGTERM');
    expect(await Promise.all(ends)).toEqual([0, 0]);
  }, 120_000);
});
