import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import type { Language } from '../../src/domain/display.js';
import type { Role } from '../../src/domain/roles.js';
import { launchBrowser, type SIZES } from '../support/browser.js';
import { startInstallation, type Installation } from './installation.js';
import { Reader } from './reader.js';

/** Everybody's. */
export const PASSWORD = 'a long enough password';
/** A Monday morning in Shanghai. */
export const CLOCK_START = '2026-01-05T00:30:00Z';

export type Duty = 'sales' | 'analyst' | 'manager' | 'office' | 'administrator';

export interface Colleague {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

const ROLES: Readonly<Record<Duty, readonly Role[]>> = {
  sales: ['sales'], analyst: ['credit_analyst'], manager: ['manager'], office: ['collector', 'finance', 'legal'], administrator: ['administrator', 'manager', 'collector'],
};

const NAMES: Readonly<Record<Language, Readonly<Record<Duty, string>>>> = {
  'zh-CN': { sales: '何静', analyst: '孙丽', manager: '赵磊', office: '王敏', administrator: '周洁' },
  en: { sales: 'Sam Hill', analyst: 'Ann Ellis', manager: 'Martin Reed', office: 'Olive Grant', administrator: 'Adam Lowe' },
};

/** Who does what in the language's half of the company. */
export function colleague(language: Language, duty: Duty): Colleague {
  return { name: NAMES[language][duty], email: `${duty}.${language.slice(0, 2)}@linden.example`, roles: ROLES[duty] };
}

export const LANGUAGES = ['zh-CN', 'en'] as const satisfies readonly Language[];

/** One installation and one browser, with everybody who plays. */
export class Stage {
  readonly installation: Installation;
  readonly browser: Browser;
  /** What makes pages unfit for people. */
  readonly notes: string[] = [];
  readonly #sessions = new Map<string, string>();
  readonly #readers = new Map<string, Reader>();

  private constructor(installation: Installation, browser: Browser) {
    this.installation = installation;
    this.browser = browser;
  }

  static async set(clock: Parameters<typeof startInstallation>[0] = { testFrom: CLOCK_START }): Promise<Stage> {
    const browser = await launchBrowser();
    try {
      return new Stage(await startInstallation(clock), browser);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  async strike(): Promise<void> {
    await this.browser.close();
    await this.installation.stop();
  }

  /** Somebody who is not signed in. */
  visitor(language: Language, size: keyof typeof SIZES, shade: 'light' | 'dark' = 'light'): Promise<Reader> {
    return this.#kept(Reader.open(this.browser, { url: this.installation.url, language, size, shade, notes: this.notes }), randomUUID());
  }

  /** Somebody of the company at their screen; the same one when asked again. */
  async as(language: Language, duty: Duty, size: keyof typeof SIZES, shade: 'light' | 'dark' = 'light'): Promise<Reader> {
    const key = `${language} ${duty} ${size} ${shade}`;
    const reader = this.#readers.get(key);
    if (reader !== undefined) return reader;
    return this.#kept(Reader.open(this.browser, { url: this.installation.url, language, size, shade, notes: this.notes, session: await this.session(colleague(language, duty).email) }), key);
  }

  async #kept(opening: Promise<Reader>, key: string): Promise<Reader> {
    const reader = await opening;
    this.#readers.set(key, reader);
    return reader;
  }

  /** Plays a part, and closes what it has opened. @returns what made pages unfit for people. @throws when it stops, with pictures of all that was open */
  async play(part: () => Promise<void>): Promise<readonly string[]> {
    try {
      await part();
    } catch (error) {
      const pictures = await Promise.all([...this.#readers.values()].map((reader, index) => reader.picture(`stopped-${index}`)));
      throw new Error([error instanceof Error ? error.message : String(error), ...pictures, ...this.notes].join('\n'), { cause: error });
    } finally {
      for (const reader of this.#readers.values()) await reader.close();
      this.#readers.clear();
    }
    return this.notes.splice(0);
  }

  /** The secret of a signed-in session. */
  async session(email: string): Promise<string> {
    const known = this.#sessions.get(email);
    if (known !== undefined) return known;
    const secret = sessionIn(await this.#send('post', '/v1/session', { email, password: PASSWORD }, {}));
    this.#sessions.set(email, secret);
    return secret;
  }

  /** What a program does at the same interface, in somebody's name. @returns its answer; a file goes as it is */
  async call(method: 'get' | 'post', path: string, given: { readonly as: Colleague; readonly body?: object | string }): Promise<Readonly<Record<string, unknown>>> {
    const response = await this.#send(method, path, given.body, { cookie: `dunlin_session=${await this.session(given.as.email)}` });
    return await response.json() as Readonly<Record<string, unknown>>;
  }

  /** Becomes the first administrator by the link that was printed, without the page. */
  async becomeFirst({ name, email }: Colleague): Promise<void> {
    const token = new URL(this.installation.firstLink).hash.slice(1);
    this.#sessions.set(email, sessionIn(await this.#send('post', '/v1/session/first-administrator', { token, name, email, password: PASSWORD, language: 'en', timeZone: 'Asia/Shanghai', country: 'CN' }, {})));
  }

  /** Accepts an invitation by its secret. */
  async accept(email: string, token: unknown): Promise<void> {
    this.#sessions.set(email, sessionIn(await this.#send('post', '/v1/session/invitation', { token, password: PASSWORD }, {})));
  }

  async #send(method: 'get' | 'post', path: string, body: object | string | undefined, headers: Readonly<Record<string, string>>): Promise<Response> {
    const content = typeof body === 'object' ? { body: JSON.stringify(body), type: 'application/json' } : { body, type: 'application/octet-stream' };
    const response = await fetch(`${this.installation.url}${path}`, {
      method: method.toUpperCase(), headers: { 'x-dunlin-request': '1', 'idempotency-key': randomUUID(), ...headers, ...(content.body === undefined ? {} : { 'content-type': content.type }) }, ...(content.body === undefined ? {} : { body: content.body }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response;
  }
}

function sessionIn(response: Response): string {
  const secret = /dunlin_session=([^;]+)/.exec(response.headers.getSetCookie().join('\n'))?.[1];
  if (secret === undefined) throw new Error('Signing in gave no session');
  return secret;
}
