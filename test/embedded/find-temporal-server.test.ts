import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTemporalServer, builtServerPath, temporalSqlTool } from '../../src/embedded/build-temporal-server.js';
import { findTemporalServer, type TemporalServerProgram } from '../../src/embedded/find-temporal-server.js';

// The machine of these tests is a folder: its PATH, its cache, and no network (a proxy where nobody listens).
let home = '';
let environment: NodeJS.ProcessEnv = {};
let lines: string[] = [];
const report = (line: string): void => {
  lines.push(line);
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dunlin-find-'));
  lines = [];
  mkdirSync(join(home, 'bin'));
  environment = { HOME: home, PATH: `${join(home, 'bin')}:/usr/bin:/bin`, HTTPS_PROXY: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1' };
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function install(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const onPath = (name: string, script: string): string => install(join(home, 'bin', name), script);
const cliOf = (version: string): string => `echo "temporal version 1.8.2 (Server ${version}, UI 2.52.0)"`;
const serverOf = (version: string): string => `echo "temporal version ${version}"`;
const aGo = (build: string): string => `echo "$CGO_ENABLED $*" >> ${join(home, 'go.log')}\n${build}`;
const BUILDS = `name=server; case "$*" in *tools/sql*) name=sql;; esac; printf '#!/bin/sh\\n' > "$GOBIN/$name"; chmod +x "$GOBIN/$name"`;

function find(versionOfData: string | null = null): Promise<TemporalServerProgram> {
  return findTemporalServer({ environment, report, versionOfData });
}

describe('the Temporal server that is taken', () => {
  it('is the CLI on PATH before a server on PATH before the cached one', async () => {
    const cached = install(builtServerPath(environment), serverOf('1.32.1'));
    expect(await find()).toEqual({ kind: 'server', path: cached, version: '1.32.1' });
    const server = onPath('temporal-server', serverOf('1.33.0'));
    expect(await find()).toEqual({ kind: 'server', path: server, version: '1.33.0' });
    const cli = onPath('temporal', cliOf('1.31.2'));
    expect(await find()).toEqual({ kind: 'cli', path: cli, version: '1.31.2' });
  });

  it('is the one of the version that made the data, wherever it stands in that order', async () => {
    const cached = install(builtServerPath(environment), serverOf('1.32.1'));
    onPath('temporal', cliOf('1.31.2'));
    expect((await find('1.32.1')).path).toBe(cached);
    await expect(find('1.30.0')).rejects.toMatchObject({ code: 'temporal_server_version_differs' });
  });

  it('is what an earlier start downloaded, not a download that was broken off', async () => {
    const downloaded = install(join(home, '.cache/dunlin/temporal-server/download/temporal-sdk-typescript-1.24.0'), cliOf('1.32.0'));
    install(`${downloaded}.downloading`, cliOf('1.99.0'));
    expect(await find()).toEqual({ kind: 'cli', path: downloaded, version: '1.32.0' });
  });

  it.each([
    ['does not tell its version', 'temporal', 'echo hello', /does not tell its version \(hello\)/],
    ['fails', 'temporal', 'echo broken; exit 1', /does not tell its version \(broken\)/],
    ['is a server before 1.32.0, which cannot set up SQLite from its environment', 'temporal-server', serverOf('1.31.9'), /older than 1\.32\.0/],
  ])('is not one that %s: it is passed over and that is said', async (_rule, name, script, said) => {
    onPath(name, script);
    const cached = install(builtServerPath(environment), serverOf('1.32.1'));
    expect((await find()).path).toBe(cached);
    expect(lines.join('\n')).toMatch(said);
  });

  it('is a server of exactly 1.32.0 on PATH', async () => {
    const server = onPath('temporal-server', serverOf('1.32.0'));
    expect((await find()).path).toBe(server);
  });

  it('is built with Go after the download has failed, once', async () => {
    onPath('go', aGo(BUILDS));
    const built = await find();
    expect(built).toEqual({ kind: 'server', path: builtServerPath(environment), version: '1.32.1' });
    expect(readFileSync(join(home, 'go.log'), 'utf8')).toBe('0 install -ldflags=-s -w go.temporal.io/server/cmd/server@v1.32.1\n');
    expect(lines.join('\n')).toMatch(/trying the official download\nThe download failed: .+\nBuilding the Temporal server 1\.32\.1/);
    install(built.path, serverOf('1.32.1'));
    await find();
    expect(readFileSync(join(home, 'go.log'), 'utf8').split('\n')).toHaveLength(2);
  });

  it('is missing without a network and without Go, and every way to get one is named', async () => {
    await expect(find()).rejects.toMatchObject({
      code: 'temporal_server_missing', message: expect.stringMatching(/download failed: .+"temporal".+Go 1\.26\.8.+TEMPORAL_ADDRESS/),
    });
  });
});

describe('building the server with Go', () => {
  it('tells the time that has passed while it waits', async () => {
    onPath('go', aGo(`while [ ! -e ${join(home, 'enough')} ]; do sleep 0.05; done; ${BUILDS}`));
    const told: string[] = [];
    await buildTemporalServer({
      environment, reportEveryMilliseconds: 20,
      report: (line) => {
        told.push(line);
        if (told.length === 3) writeFileSync(join(home, 'enough'), '');
      },
    });
    expect(told[1]).toMatch(/^Still building, \d+ s so far$/);
  });

  it('that fails says the compiler\'s last line and the cure, and leaves nothing that looks like a server', async () => {
    onPath('go', aGo('echo "downloading"; echo "go: module needs go >= 1.26.8 (running go 1.21.0)" >&2; exit 1'));
    await expect(find()).rejects.toMatchObject({
      code: 'temporal_server_build_failed', message: expect.stringMatching(/needs go >= 1\.26\.8.+; it needs Go 1\.26\.8 or newer/),
    });
    expect(readdirSync(dirname(builtServerPath(environment)))).toEqual([]);
  });

  it('that ends well without a program is a failure too', async () => {
    onPath('go', aGo('exit 0'));
    await expect(find()).rejects.toMatchObject({ code: 'temporal_server_build_failed' });
    expect(existsSync(builtServerPath(environment))).toBe(false);
  });

  it('builds the schema tool for PostgreSQL on demand, and takes it from the cache after', async () => {
    onPath('go', aGo(BUILDS));
    const tool = await temporalSqlTool({ environment, report });
    expect([tool, await temporalSqlTool({ environment, report })]).toEqual([tool, tool]);
    expect(readFileSync(join(home, 'go.log'), 'utf8')).toBe('0 install -ldflags=-s -w go.temporal.io/server/cmd/tools/sql@v1.32.1\n');
  });
});
