import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import supertest, { type Response } from 'supertest';
import { createApp, type ApiParts } from '../../src/api/app.js';
import { hashOf, newSecret } from '../../src/api/authentication.js';
import type { Database } from '../../src/db/database.js';
import { newId } from '../../src/db/ids.js';
import { insertSession } from '../../src/db/sessions.js';
import { channelsOf } from '../../src/embedded/channels.js';
import { instant } from '../../src/domain/dates.js';
import type { Role } from '../../src/domain/roles.js';

/** The API over a database, with whoever a test needs. */
export class ApiDesk {
  readonly app: Express;
  readonly database: Database;
  readonly logged: Readonly<Record<string, unknown>>[] = [];

  constructor(database: Database, more: Partial<ApiParts> = {}) {
    this.database = database;
    this.app = createApp({ database, engine: () => 'reachable', publicUrl: 'http://dunlin.example', trustedProxies: 0, channels: channelsOf({ settleAfterMinutes: [], fontPath: undefined, smtp: undefined, twilio: undefined }, database, { publicUrl: 'http://dunlin.example' }), log: (entry) => { this.logged.push(entry); }, ...more });
  }

  /** A key with these roles. */
  async key(roles: readonly Role[]): Promise<string> {
    const { secret, hash } = newSecret('dk_');
    await this.database.transaction((trx) => trx.insertInto('api_keys').values({ id: newId(instant('2026-03-02T00:00:00Z')), name: roles.join(), prefix: secret.slice(0, 8), hash, roles: [...roles], revoked_at: null }).execute());
    return secret;
  }

  /** A session of a person, as their cookie. */
  async session(personId: string, days = 1): Promise<string> {
    const { secret } = newSecret();
    await this.database.transaction((trx) => insertSession(trx, { hash: hashOf(secret), personId, days }));
    return `dunlin_session=${secret}`;
  }

  /** Sends JSON with a fresh idempotency key; without a key, nobody calls. */
  async send(method: 'get' | 'post' | 'patch' | 'delete', path: string, given: { readonly key?: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly raw?: string | Uint8Array } = {}): Promise<Response> {
    const request = supertest(this.app)[method](path).set('accept-language', 'en').set('idempotency-key', randomUUID()).set(given.headers ?? {});
    if (given.key !== undefined) void request.set('authorization', `Bearer ${given.key}`);
    if (given.raw !== undefined) return request.set('content-type', given.headers?.['content-type'] ?? 'application/octet-stream').serialize((bytes: unknown) => bytes as string).send(given.raw as string);
    return given.body === undefined ? request : request.send(given.body as object);
  }
}
