import supertest, { type Response } from 'supertest';
import type { Database } from '../../src/db/database.js';
import { mountPublicPages } from '../../src/public-pages/mount.js';
import { ApiDesk } from './api.js';
import type { Company } from './ledger.js';

/** The public pages over a database, as somebody with a browser and no script meets them. */
export class PageVisitor {
  readonly app: ApiDesk['app'];
  readonly problems: { readonly path: string; readonly error: string }[] = [];

  constructor(database: Database) {
    this.app = new ApiDesk(database, { mount: (app) => { mountPublicPages(app, { database, publicUrl: 'http://dunlin.example', report: (problem) => { this.problems.push(problem); } }); } }).app;
  }

  open(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return supertest(this.app).get(path).set('accept-language', 'en').set(headers).then((response) => response);
  }

  head(path: string): Promise<Response> {
    return supertest(this.app).head(path).then((response) => response);
  }

  send(path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return supertest(this.app).post(path).set('accept-language', 'en').type('form').set(headers).send(fields).then((response) => response);
  }

  /** Opens a page and presses a button of it: what the page's form holds goes with what is typed. */
  async press(path: string, typed: Readonly<Record<string, string>>, page?: Response): Promise<Response> {
    return this.send(path, { facts: hiddenField((page ?? await this.open(path)).text, 'facts'), ...typed });
  }
}

/** The value of a hidden field, as a browser would send it. */
export function hiddenField(markup: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(markup)?.[1] ?? '';
  return value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What a page says, without its markup. */
export function wordsOf(markup: string): string {
  return markup.replace(/<style>.*<\/style>/s, '').replaceAll(/<[^>]+>/g, ' ').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ');
}

/** Every row of every table that could change, as one text. */
export async function everythingIn(company: Company): Promise<string> {
  const names = await company.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1");
  const rows = await company.query<{ everything: string }>(`select ${names.map(({ name }) => `coalesce((select string_agg(t::text, E'\\n' order by t::text) from "${name}" t), '')`).join(" || '|' || ")} as everything`);
  return rows[0]?.everything ?? '';
}
