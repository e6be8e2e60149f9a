import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { ApiDesk } from '../support/api.js';

const SIGN_INS_PER_MINUTE = 20;

describe('the address that sign-ins are limited by', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openEmbedded();
    await database.migrate();
  });
  afterAll(() => database.close());

  /** Status of each sign-in; every other one comes for another person, as a proxy says. */
  const signIns = async (trustedProxies: number, forwarded: (index: number) => string): Promise<readonly number[]> => {
    const desk = new ApiDesk(database, { trustedProxies });
    const statuses: number[] = [];
    for (let index = 0; index <= SIGN_INS_PER_MINUTE; index += 1) {
      statuses.push((await desk.send('post', '/v1/session', { body: {}, headers: { 'x-forwarded-for': forwarded(index) } })).status);
    }
    return statuses;
  };

  it('is the reader\'s own behind one proxy: many readers do not use up each other\'s tries', async () => {
    expect(await signIns(1, (index) => `203.0.113.${index}`)).toEqual(Array.from({ length: SIGN_INS_PER_MINUTE + 1 }, () => 400));
  });

  it('is not what a reader says: further to the left than the proxies reach, the header counts for nothing', async () => {
    expect((await signIns(1, (index) => `198.51.100.${index}, 203.0.113.9`)).at(-1)).toBe(429);
  });

  it('is the connection\'s without a proxy, whatever the header says', async () => {
    expect((await signIns(0, (index) => `203.0.113.${index}`)).at(-1)).toBe(429);
  });

  it.each([['0', 0], ['2', 2], [undefined, 0]])('DUNLIN_TRUST_PROXY=%s is %s proxies', (text, proxies) => {
    const read = readConfig({ DUNLIN_TRUST_PROXY: text });
    expect(read.kind === 'read' && read.config.http.trustedProxies).toBe(proxies);
  });

  it.each(['-1', '1.5', 'true'])('DUNLIN_TRUST_PROXY=%s is refused', (text) => {
    expect(readConfig({ DUNLIN_TRUST_PROXY: text })).toMatchObject({ kind: 'rejected', problems: [{ variable: 'DUNLIN_TRUST_PROXY' }] });
  });
});
