import { vi } from 'vitest';
import type { Language } from '../../src/domain/display.js';
import { colleague, type Stage } from './stage.js';

/** Where in an installation there is something to see: ids, and the paths of links that work, in one language. */
export interface Sights {
  readonly tasks: readonly { readonly kind: string; readonly id: string }[];
  readonly caseId: string;
  readonly customerId: string;
  readonly openApplicationId: string;
  readonly endedApplicationId: string;
  readonly messageId: string;
  /** Kind and name of each policy. */
  readonly policies: readonly string[];
  readonly decide: string;
  readonly evidence: string;
  readonly applyNew: string;
  readonly information: string;
  readonly outcome: string;
}

type Fact = Readonly<Record<string, unknown>>;

const WAIT = { timeout: 60_000, interval: 200 };
const LIMIT = '300000';
/** Evidence is in the language of the seller's country, whoever reads. */
const SELLERS_LANGUAGE = '/evidence/';
const NEWEST = '/v1/inbox?limit=200';
const ANSWERS = { 'input-years_since_founding': '8', 'input-paid_in_capital': 'from_1m', 'input-legal_record': 'clean' };

/** Looks up what is there, and has customers apply so that something waits to be decided, to be answered and to be told.
 * @throws when an installation has no case, no evidence or no two customers in the language */
export async function findSights(stage: Stage, language: Language): Promise<Sights> {
  const guide = new Guide(stage, language);
  const customers = (await guide.list('/v1/customers')).filter((customer) => customer['language'] === language);
  const [asked = '', applicant = ''] = customers.map(idOf);
  const outcome = await guide.linkAfter('applications/told', async () => { await guide.withdraw(await guide.apply(asked, {})); });
  const information = await guide.linkAfter('apply', () => guide.apply(asked, {}));
  const decide = await guide.linkAfter('decide', () => guide.apply(applicant, ANSWERS));
  const tasks = new Map((await guide.list('/v1/tasks?all=true&limit=200')).map((task) => [String(task['kind']), idOf(task)]));
  const messages = await guide.list('/v1/inbox?channel=email');
  return {
    tasks: [...tasks].map(([kind, id]) => ({ kind, id })), caseId: await guide.first('/v1/collection-cases?overdue=true'), customerId: asked, openApplicationId: await guide.first(`/v1/credit-applications?open=true&customerId=${applicant}`),
    endedApplicationId: await guide.first('/v1/credit-applications?open=false'), messageId: idOf(messages[0]), policies: (await guide.list('/v1/policies')).map(({ kind, name }) => `${String(kind)}/${String(name)}`),
    decide, evidence: await guide.linkNow('evidence'), applyNew: await guide.invite(asked), information, outcome,
  };
}

function idOf(fact: Fact | undefined): string {
  const id = fact?.['id'];
  return typeof id === 'string' ? id : '';
}

/** Knows the way by the interface, as somebody of the company. */
class Guide {
  readonly #stage: Stage;
  readonly #language: Language;

  constructor(stage: Stage, language: Language) {
    this.#stage = stage;
    this.#language = language;
  }

  get(path: string): Promise<Fact> {
    return this.#stage.call('get', path, { as: colleague(this.#language, 'administrator') });
  }

  async list(path: string): Promise<readonly Fact[]> {
    return (await this.get(path))['items'] as readonly Fact[];
  }

  /** @returns the id of the first of a list. @throws when there is none */
  async first(path: string): Promise<string> {
    const [found] = await this.list(path);
    if (found === undefined) throw new Error(`There is nothing to see in ${path}`);
    return idOf(found);
  }

  /** @returns the path of the form by which the customer applies */
  async invite(customerId: string): Promise<string> {
    const { contacts } = await this.get(`/v1/customers/${customerId}`) as { readonly contacts: readonly Fact[] };
    const { token } = await this.#stage.call('post', `/v1/contacts/${idOf(contacts[0])}/application-links`, { as: colleague(this.#language, 'administrator'), body: { currency: 'CNY' } });
    return `/apply/new/${String(token)}`;
  }

  /** The customer fills in the form. @returns the application's id */
  async apply(customerId: string, answers: Readonly<Record<string, string>>): Promise<string> {
    const form = new URLSearchParams({ limit: LIMIT, terms: '30', reason: this.#language === 'en' ? 'Spring season' : '春季备货', ...answers });
    const sent = await fetch(`${this.#stage.installation.url}${await this.invite(customerId)}`, { method: 'POST', body: form, redirect: 'manual' });
    if (sent.status !== 303) throw new Error(`The application was answered ${sent.status}: ${await sent.text()}`);
    return this.first(`/v1/credit-applications?open=true&customerId=${customerId}`);
  }

  async withdraw(applicationId: string): Promise<void> {
    await this.#stage.call('post', `/v1/credit-applications/${applicationId}/withdrawals`, { as: colleague(this.#language, 'administrator'), body: {} });
  }

  /** The link of the message that something brings. */
  async linkAfter(kind: string, happens: () => Promise<unknown>): Promise<string> {
    const known = new Set((await this.list(NEWEST)).map(idOf));
    await happens();
    return vi.waitFor(() => this.#linkIn(kind, known), WAIT);
  }

  /** A link that has come at some time. */
  linkNow(kind: string): Promise<string> {
    return this.#linkIn(kind, new Set());
  }

  async #linkIn(kind: string, known: ReadonlySet<string>): Promise<string> {
    for (const message of await this.list(NEWEST)) {
      if (known.has(idOf(message))) continue;
      const { text } = await this.get(`/v1/inbox/${idOf(message)}`);
      const path = new RegExp(`/${kind}/[\\w-]{20,}`).exec(String(text))?.[0];
      if (path !== undefined && await this.#isAlive(path)) return path;
    }
    throw new Error(`No message in ${this.#language} has a link to /${kind}/`);
  }

  async #isAlive(path: string): Promise<boolean> {
    const page = await fetch(`${this.#stage.installation.url}${path}`);
    return page.ok && (path.startsWith(SELLERS_LANGUAGE) || (await page.text()).includes(`<html lang="${this.#language}"`));
  }
}
