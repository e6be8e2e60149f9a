import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, type ApiAnswer } from '../../../src/cli/api-client.js';
import { runImport } from '../../../src/cli/import.js';
import type { Database } from '../../../src/db/database.js';
import type { Role } from '../../../src/domain/roles.js';
import { ApiDesk } from '../../support/api.js';
import { listenTo, TestTerminal } from '../../support/terminal.js';

/** The desks of a company that is played: its API on a port of this machine, files brought by `dunlin import`, everything else by a key of its role. */
export class CompanyDesk {
  readonly #url: string;
  readonly #close: () => Promise<void>;
  readonly #keys: ReadonlyMap<Role, string>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'dunlin-desk-'));

  private constructor(server: { readonly url: string; close(): Promise<void> }, keys: ReadonlyMap<Role, string>) {
    this.#url = server.url;
    this.#close = () => server.close();
    this.#keys = keys;
  }

  static async open(database: Database): Promise<CompanyDesk> {
    const api = new ApiDesk(database);
    const keys = new Map<Role, string>();
    for (const role of ['finance', 'collector', 'manager'] as const) keys.set(role, await api.key([role]));
    return new CompanyDesk(await listenTo(api.app), keys);
  }

  /** @throws when the program did not end well */
  async importFile(file: { readonly kind: string; readonly name: string; readonly text: string }): Promise<void> {
    const path = join(this.#folder, file.name);
    writeFileSync(path, file.text);
    const terminal = this.#terminal('finance');
    const code = await runImport(terminal, { kind: file.kind, file: path, preview: false, snapshot: false, map: [], set: [], source: 'books' });
    if (code !== 0) throw new Error(`${file.name} was not imported: ${terminal.complained.join('\n')}`);
  }

  post(role: Role, path: string, body: unknown): Promise<ApiAnswer> {
    return new ApiClient(this.#terminal(role)).post(path, body);
  }

  async close(): Promise<void> {
    await this.#close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #terminal(role: Role): TestTerminal {
    return new TestTerminal({ DUNLIN_URL: this.#url, DUNLIN_API_KEY: this.#keys.get(role) });
  }
}
