import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';

const NAMED_MAX = 500;
const SEEN_ONCE_MAX = 5_000;
const CHANGES_NO_TABLE = /^\s*(select|insert|update|delete|with)\b/i;
const PLAN_OUT_OF_DATE = 'cached plan must not change result type';

/** Names for statements, the same on every connection of a pool. */
class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seenOnce = new Set<string>();
  #generation = 1;

  /** `undefined` for what is asked for the first time, changes tables or comes after so many others: that is parsed and planned each time. */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || !CHANGES_NO_TABLE.test(text) || this.#names.size >= NAMED_MAX) return known;
    if (!this.#seenOnce.delete(text)) {
      if (this.#seenOnce.size >= SEEN_ONCE_MAX) this.#seenOnce.clear();
      this.#seenOnce.add(text);
      return undefined;
    }
    const name = `dunlin_${this.#generation}_${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }

  /** A migration has changed tables under a running process: from now on every statement is parsed anew. */
  forget(): void {
    this.#names.clear();
    this.#generation += 1;
  }
}

const NOTHING = { command: 'SELECT', rowCount: 0, rows: [] } as const;

/**
 * A pool for the stories' many short transactions. Its connections keep what they have parsed: a story's statements are the same thousands of
 * times, and planning them costs more than carrying them out; PostgreSQL itself chooses, after five uses, between one plan for all and one for each.
 * And `begin` travels with the first statement instead of a journey of its own.
 * @param pool of clients that may send before they are answered (`pipeline`)
 */
export function preparedPool(pool: Pool): PostgresPool {
  const names = new StatementNames();
  // Kysely tells connections apart by their identity.
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparedClient(client, names);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function preparedClient(client: PoolClient, names: StatementNames): PostgresPoolClient {
  let beginWithNext = false;
  const send = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    const name = names.nameOf(text);
    try {
      return await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    } catch (error) {
      if (String(error).includes(PLAN_OUT_OF_DATE)) names.forget();
      throw error;
    }
  };
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    if (text === 'begin') {
      beginWithNext = true;
      return NOTHING;
    }
    if (!beginWithNext) return send(text, values);
    beginWithNext = false;
    if (text === 'commit' || text === 'rollback') return NOTHING;
    const [, answer] = await Promise.all([client.query('begin'), send(text, values)]);
    return answer;
  };
  return { query: query as PostgresPoolClient['query'], release: () => client.release() };
}
