import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../../src/api/problems.js';
import { allRoutes } from '../../src/api/routes.js';
import type { Route } from '../../src/api/route.js';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { ROLES, type Role } from '../../src/domain/roles.js';
import { ApiDesk } from '../support/api.js';
import { makeCompany } from '../support/ledger.js';

let database: Database;
let desk: ApiDesk;
const keys = new Map<string, string>();

const routes: readonly Route[] = allRoutes({ database: undefined as never, engine: () => 'reachable', publicUrl: 'http://dunlin.example', channels: undefined as never });
const named = routes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);

beforeAll(async () => {
  database = await openEmbedded();
  await database.migrate();
  await makeCompany(database);
  desk = new ApiDesk(database);
  for (const role of ROLES) keys.set(role, await desk.key([role]));
  keys.set('none', await desk.key([]));
});
afterAll(() => database.close());

function pathOf(route: Route): string {
  return route.path.replace(':kind', 'invoices').replaceAll(/:\w+/g, randomUUID());
}

describe('every route', () => {
  it.each(named.filter(([, route]) => route.access !== 'anyone'))('%s refuses whoever brings no credentials, and a key that is none', async (_name, route) => {
    for (const headers of [{}, { authorization: 'Bearer dk_forged' }, { cookie: 'dunlin_session=forged' }]) {
      const response = await desk.send(route.method, pathOf(route), { headers });
      expect([response.status, response.body.code]).toEqual([401, 'not_signed_in']);
    }
  });

  it.each(named.filter(([, route]) => Array.isArray(route.access)))('%s refuses a key without its roles', async (_name, route) => {
    const allowed: readonly string[] = Array.isArray(route.access) ? route.access : [];
    for (const role of ['none', ...ROLES.filter((candidate: Role) => !allowed.includes(candidate))]) {
      const response = await desk.send(route.method, pathOf(route), { key: keys.get(role) ?? '', body: {} });
      expect([role, response.status, response.body.code]).toEqual([role, 403, 'not_permitted']);
    }
  });

  it.each(named.filter(([, route]) => route.method === 'get' && Array.isArray(route.access)))('%s is read by each of its roles', async (_name, route) => {
    for (const role of Array.isArray(route.access) ? route.access : []) {
      const response = await desk.send('get', pathOf(route), { key: keys.get(role) ?? '' });
      expect([role, [200, 400, 404].includes(response.status)]).toEqual([role, true]);
    }
  });

  it('is read by everybody whatever their role only where it shows what is one\'s own, names, and the clock', () => {
    const own = routes.filter((route) => route.method === 'get' && route.access === 'signed_in').map(({ path }) => path);
    expect(own.toSorted()).toEqual(['/v1/colleagues', '/v1/inbox', '/v1/inbox/:id', '/v1/session', '/v1/test-clock', '/v1/test-clock/advances/:id']);
  });

  it('says its roles in OpenAPI', async () => {
    const { paths } = (await desk.send('get', '/v1/openapi.json')).body as { readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly description?: string }>>>> };
    expect(paths['/v1/payments']?.['get']?.description).toBe('Needs one of the roles manager, finance, credit_analyst, collector, legal.');
    expect(paths['/v1/session']?.['get']?.description).toBe('For anybody who is signed in, and any key.');
  });

  it.each(named.filter(([, route]) => route.body !== undefined))('%s refuses a body with a field that it does not know', async (_name, route) => {
    const role = Array.isArray(route.access) ? route.access[0] ?? 'none' : 'administrator';
    const response = await desk.send(route.method, pathOf(route), { key: keys.get(role) ?? '', body: { surprise: 1 } });
    expect([response.status, response.body.code]).toEqual([400, 'request_invalid']);
    expect(response.get('content-type')).toContain('application/problem+json');
  });

  it.each(named.filter(([, route]) => route.method === 'post' && route.access !== 'anyone' && !route.withoutIdempotencyKey && route.body === undefined && route.rawBodyBytesMax === undefined))('%s needs an idempotency key', async (_name, route) => {
    const role = Array.isArray(route.access) ? route.access[0] ?? 'none' : 'administrator';
    const response = await desk.send(route.method, pathOf(route), { key: keys.get(role) ?? '', headers: { 'idempotency-key': '' } });
    expect([response.status, response.body.code]).toEqual([400, 'idempotency_key_missing']);
  });

  it('is described in OpenAPI 3.1, with every code of a refusal', async () => {
    const response = await desk.send('get', '/v1/openapi.json');
    expect(response.status).toBe(200);
    expect(response.body.openapi).toBe('3.1.0');
    const described = Object.entries(response.body.paths as Record<string, Record<string, unknown>>).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(described.toSorted()).toEqual(routes.map((route) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`).toSorted());
    expect(response.body.components.schemas.Problem.properties.code.enum).toEqual(Object.keys(problemOf).toSorted());
  });

  it('stands in OpenAPI under its noun, so that the page of the API is a list of nouns', async () => {
    const { body } = await desk.send('get', '/v1/openapi.json');
    const tagsOf = (method: string, path: string): unknown => body.paths[path][method].tags;
    expect([tagsOf('get', '/v1/customers/{id}'), tagsOf('post', '/v1/collection-cases/{id}/promises'), tagsOf('get', '/healthz')]).toEqual([['customers'], ['collection cases'], ['operation']]);
    const used = Object.values(body.paths as Record<string, Record<string, { readonly tags: readonly string[] }>>).flatMap((methods) => Object.values(methods).flatMap(({ tags }) => tags));
    expect(body.tags.map(({ name }: { readonly name: string }) => name)).toEqual([...new Set(used)].toSorted());
  });

  it('that does not exist is a problem too', async () => {
    const response = await desk.send('get', '/v1/nothing');
    expect([response.status, response.body.code]).toEqual([404, 'route_unknown']);
  });
});
