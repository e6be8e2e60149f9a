import { expect, it } from 'vitest';
import { openPostgres } from '../../src/db/database.js';
import { ApiDesk } from '../support/api.js';

it('with the database away a request is refused with the time to try again, and the log names no data', async () => {
  // Nothing listens on port 1.
  const database = await openPostgres('postgresql://nobody:secret@127.0.0.1:1/dunlin');
  const desk = new ApiDesk(database);
  const response = await desk.send('get', '/v1/people', { key: 'dk_whoever' });
  expect([response.status, response.body.code, response.get('retry-after')]).toEqual([503, 'database_away', '5']);
  expect((await desk.send('get', '/healthz')).status).toBe(200);
  expect(JSON.stringify(desk.logged)).not.toContain('secret');
  await database.close();
});
