import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultDataFolder, openDataFolder } from '../../src/embedded/data-folder.js';
import { isStillRunning, markOf } from '../../src/embedded/processes.js';
import { recordServer } from '../../src/embedded/stale-temporal-server.js';

let parent = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'dunlin-folder-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(parent, { recursive: true, force: true });
});

/** A process that only waits, for locks and records to name. */
async function aProcess(): Promise<{ readonly child: ChildProcess; readonly pid: number }> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error('no pid');
  return { child, pid: child.pid };
}

describe('opening the data folder', () => {
  it('makes a new folder, says that it is new, and on the next opening that it is not', async () => {
    const path = join(parent, 'a', 'b');
    const first = await openDataFolder({ path });
    expect([first.isNew, first.path, existsSync(first.temporal)]).toEqual([true, path, true]);
    first.close();
    const second = await openDataFolder({ path });
    expect(second.isNew).toBe(false);
    second.close();
    expect(readdirSync(path).toSorted()).toEqual(['dunlin-data-folder.json', 'temporal']);
  });

  it('refuses a folder that holds something and is not Dunlin\'s, with and without reset, and leaves it as it was', async () => {
    writeFileSync(join(parent, 'thesis.txt'), 'mine');
    for (const reset of [false, true]) {
      await expect(openDataFolder({ path: parent, reset })).rejects.toMatchObject({ code: 'data_folder_foreign', message: expect.stringContaining('--data') });
    }
    expect(readdirSync(parent)).toEqual(['thesis.txt']);
  });

  it('refuses a folder that is a file', async () => {
    const path = join(parent, 'file');
    writeFileSync(path, '');
    await expect(openDataFolder({ path })).rejects.toMatchObject({ code: 'data_folder_not_writable' });
  });
});

describe('the lock of the data folder', () => {
  it('refuses a second opening and names the process that has it', async () => {
    const folder = await openDataFolder({ path: parent });
    await expect(openDataFolder({ path: parent })).rejects.toMatchObject({ code: 'data_folder_in_use', message: expect.stringContaining(`process ${process.pid}`) });
    await expect(openDataFolder({ path: parent, reset: true })).rejects.toMatchObject({ code: 'data_folder_in_use' });
    folder.close();
    (await openDataFolder({ path: parent })).close();
  });

  it('is refused while another process lives, and taken over once that was killed', async () => {
    (await openDataFolder({ path: parent })).close();
    const { child, pid } = await aProcess();
    writeFileSync(join(parent, 'lock.json'), JSON.stringify(markOf(pid)));
    await expect(openDataFolder({ path: parent })).rejects.toThrow(`process ${pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const folder = await openDataFolder({ path: parent });
    expect(readFileSync(join(parent, 'lock.json'), 'utf8')).toContain(`"pid":${process.pid},`);
    folder.close();
  });

  it('is taken over when its pid now belongs to a process that started at another time', async () => {
    (await openDataFolder({ path: parent })).close();
    writeFileSync(join(parent, 'lock.json'), JSON.stringify({ pid: process.pid, startedAt: 'before the restart' }));
    const folder = await openDataFolder({ path: parent });
    expect(readFileSync(join(parent, 'lock.json'), 'utf8')).not.toContain('before the restart');
    folder.close();
  });

  it.each(['', '{', 'null', '{"pid":"1"}'])('is taken over when it reads %j', async (content) => {
    (await openDataFolder({ path: parent })).close();
    writeFileSync(join(parent, 'lock.json'), content);
    (await openDataFolder({ path: parent })).close();
    expect(existsSync(join(parent, 'lock.json'))).toBe(false);
  });

  it('goes to exactly one of many that open a folder with a stale lock at the same time', async () => {
    (await openDataFolder({ path: parent })).close();
    writeFileSync(join(parent, 'lock.json'), JSON.stringify({ pid: process.pid, startedAt: 'before the restart' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => openDataFolder({ path: parent })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') outcome.value.close();
  });
});

describe('reset', () => {
  it('deletes everything in a Dunlin folder but the sign that it is one', async () => {
    (await openDataFolder({ path: parent })).close();
    mkdirSync(join(parent, 'database'));
    writeFileSync(join(parent, 'database', 'rows'), 'old');
    const folder = await openDataFolder({ path: parent, reset: true });
    expect([folder.isNew, readdirSync(parent).toSorted()]).toEqual([true, ['dunlin-data-folder.json', 'lock.json', 'temporal']]);
    folder.close();
  });
});

describe('a Temporal server left behind by a killed Dunlin', () => {
  it('is ended at the next opening of its folder', async () => {
    (await openDataFolder({ path: parent })).close();
    const { pid } = await aProcess();
    const mark = markOf(pid);
    if (mark === null) throw new Error('not running');
    recordServer(join(parent, 'temporal'), { ...mark, program: 'sleep' });
    (await openDataFolder({ path: parent })).close();
    expect([isStillRunning(mark), readdirSync(join(parent, 'temporal'))]).toEqual([false, []]);
  });

  it.each([
    ['another start time', 'before the restart', 'sleep'],
    ['another command line', null, '/opt/temporal-server'],
  ])('is not seen in a process of the same pid with %s', async (_difference, startedAt, program) => {
    (await openDataFolder({ path: parent })).close();
    const { pid } = await aProcess();
    const mark = markOf(pid);
    if (mark === null) throw new Error('not running');
    recordServer(join(parent, 'temporal'), { pid, startedAt: startedAt ?? mark.startedAt, program });
    (await openDataFolder({ path: parent })).close();
    expect(isStillRunning(mark)).toBe(true);
  });
});

describe('the data folder when none is named', () => {
  it.each([
    ['linux', { HOME: '/home/li' }, '/home/li/.local/share/dunlin'],
    ['linux', { HOME: '/home/li', XDG_DATA_HOME: '/data' }, '/data/dunlin'],
    ['darwin', { HOME: '/Users/li' }, '/Users/li/Library/Application Support/dunlin'],
  ] as const)('on %s with %j is %s', (platform, environment, expected) => {
    expect(defaultDataFolder(environment, platform)).toBe(expected);
  });
});

describe('a marker of the folder', () => {
  it('says who made it', async () => {
    (await openDataFolder({ path: parent })).close();
    expect(JSON.parse(readFileSync(join(parent, 'dunlin-data-folder.json'), 'utf8'))).toEqual({ madeBy: 'dunlin', format: 1 });
  });
});
