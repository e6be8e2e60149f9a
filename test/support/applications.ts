import { finishSettling, sendReserved, settlingRules, type Outbound } from '../../src/activities/send-contact.js';
import { applicationStory } from '../../src/commands/application-story.js';
import { decisionFactsNow } from '../../src/commands/applications/decision-facts.js';
import { actOnApplication } from '../../src/commands/applications/follow-up.js';
import { beginSettlingApplicationMessage, reserveApplicationMessage } from '../../src/commands/applications/send-message.js';
import { decideApprovalStage, type DecideStageAnswer, type DecideStageRefusal } from '../../src/commands/decide-approval-stage.js';
import { lookAt } from '../../src/commands/story.js';
import { submitCreditApplication, type CreditRequest } from '../../src/commands/submit-credit-application.js';
import { now } from '../../src/db/clock.js';
import { readApplicationRecords, type ApplicationRecords } from '../../src/db/credit-applications.js';
import type { Database } from '../../src/db/database.js';
import type { Actor } from '../../src/db/events.js';
import { plainDate } from '../../src/domain/dates.js';
import type { Decision, DecisionFacts } from '../../src/domain/decision.js';
import { money, type Currency } from '../../src/domain/money.js';
import type { Role } from '../../src/domain/roles.js';
import { localInboxChannel } from '../../src/embedded/local-inbox.js';
import type { SendOutcome } from '../../src/notifications/channel.js';
import { anInvoice, aPayment, type Company } from './ledger.js';

const PUBLIC_URL = 'https://credit.seller.example';
const TURNS_MAX = 60;

/** Facts of a customer that a small company can fill: with the ledger of `goodPayer` they make 84 points, grade B. */
export const GOOD_INPUTS = [
  { key: 'years_since_founding', value: 12 }, { key: 'paid_in_capital', value: 'from_5m' }, { key: 'legal_record', value: 'clean' }, { key: 'industry', value: 'stable' },
  { key: 'yearly_turnover', value: 20_000_000_00 },
] as const;

/** A year of business: an invoice of 60,000.00 on the tenth of each month, paid on its due date. */
export async function goodPayer(company: Company, customerNumber = 'C-1'): Promise<void> {
  const months = ['2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12'];
  const business = months.map((month, index) => ({
    number: `${customerNumber}-${month}`, customerNumber, amount: money(60_000_00, 'CNY'), issuedOn: plainDate(`${month}-10`), dueOn: plainDate(`${index === months.length - 1 ? '2026-01' : months[index + 1] ?? ''}-09`),
  }));
  await company.record({ kind: 'invoices', rows: business.map((invoice) => anInvoice(invoice)) });
  await company.record({ kind: 'payments', rows: business.map(({ number, amount, dueOn }) => aPayment({ reference: `P-${number}`, customerNumber, amount, receivedOn: dueOn })) });
}

/** An application with everything around it, as a test sees it. */
export class ApplicationDesk {
  readonly company: Company;
  readonly database: Database;
  readonly #outbound: Outbound;
  /** So many mails are turned away before the next is taken. */
  mailsRefused = 0;

  /** @param channels what carries messages instead of the local inbox */
  constructor(company: Company, channels: Partial<Outbound['channels']> = {}) {
    this.company = company;
    this.database = company.database;
    const inbox = localInboxChannel(this.database);
    this.#outbound = {
      // Nobody can be asked what became of a mail, as with any mail server.
      channels: { email: { send: async (message) => this.#turnedAway() ?? inbox.send(message) }, sms: inbox, ...channels }, drawLetter: async () => { throw new Error('An application writes no letter'); }, publicUrl: PUBLIC_URL, settleAfterMinutes: [2, 10, 60],
    };
  }

  #turnedAway(): SendOutcome | undefined {
    if (this.mailsRefused === 0) return undefined;
    this.mailsRefused -= 1;
    return { kind: 'not_sent', code: 'temporarily_refused', detail: '451 try again later' };
  }

  async customerId(number = 'C-1'): Promise<string> {
    const [row] = await this.company.query<{ id: string }>(`select id from customers where number = '${number}'`);
    return row?.id ?? '';
  }

  async submit(given: Partial<CreditRequest> & { readonly actor?: Actor; readonly limitMinor?: number; readonly currency?: Currency } = {}): ReturnType<typeof submitCreditApplication> {
    const { actor = this.company.as('sales'), limitMinor = 300_000_00, currency = 'CNY', ...rest } = given;
    return submitCreditApplication(this.database, { actor, customerId: await this.customerId(), limit: money(limitMinor, currency), termsDays: 30, reason: 'spring season', inputs: GOOD_INPUTS, ...rest });
  }

  /** Submits and plays on until the application waits. @returns its id */
  async apply(given: Parameters<ApplicationDesk['submit']>[0] = {}): Promise<string> {
    const answer = await this.submit(given);
    if (answer.kind === 'rejected') throw new Error(JSON.stringify(answer));
    await this.play(answer.applicationId);
    return answer.applicationId;
  }

  /** Looks and acts until the application waits; all messages land in the local inbox. @returns what was done, and the wait */
  async play(applicationId: string): Promise<readonly string[]> {
    const done: string[] = [];
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      const look = await lookAt(this.database, applicationStory, applicationId);
      if (look.action === 'wait') return [...done, look.summary];
      done.push(look.summary);
      const request = { storyId: applicationId, key: look.key };
      switch (look.action) {
        case 'assess_application':
        case 'open_stage':
        case 'implement_decision':
        case 'close_application': await actOnApplication(this.database, request); break;
        case 'settle_contact': await finishSettling(this.database, this.#outbound, await beginSettlingApplicationMessage(this.database, request, { ...settlingRules(this.#outbound), publicUrl: PUBLIC_URL })); break;
        default: {
          const reservation = await reserveApplicationMessage(this.database, request, PUBLIC_URL);
          if (reservation.kind !== 'reserved') throw new Error(`${look.action} answered ${reservation.kind}`);
          await sendReserved(this.database, this.#outbound, reservation.reserved);
        }
      }
    }
    throw new Error(`The application does not come to rest: ${done.join(', ')}`);
  }

  /** Plays until a message is reserved, and dies there: it is never sent. */
  async playUntilReserved(applicationId: string): Promise<void> {
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      const look = await lookAt(this.database, applicationStory, applicationId);
      if (look.action === 'wait') throw new Error('The application has nothing to say');
      const request = { storyId: applicationId, key: look.key };
      if (look.action === 'prompt_approver') {
        await reserveApplicationMessage(this.database, request, PUBLIC_URL);
        return;
      }
      await actOnApplication(this.database, request);
    }
  }

  records(applicationId: string): Promise<ApplicationRecords> {
    return this.database.transaction((trx) => readApplicationRecords(trx, applicationId));
  }

  /** What a page would show an approver now. */
  async shown(applicationId: string): Promise<DecisionFacts> {
    return this.database.transaction(async (trx) => (await decisionFactsNow(trx, await readApplicationRecords(trx, applicationId), await now(trx))).facts);
  }

  /** Decides the open stage signed in, on what the page shows now. */
  async decide(applicationId: string, role: Role, decision: Decision, shown?: DecisionFacts): Promise<DecideStageAnswer | DecideStageRefusal> {
    const { stages } = await this.records(applicationId);
    const stage = stages.find((candidate) => candidate.state === 'open') ?? stages.at(-1);
    return decideApprovalStage(this.database, { decider: { kind: 'session', personId: this.company.personId(role), stageId: stage?.id ?? '' }, decision, shown: shown ?? await this.shown(applicationId) });
  }

  /** Everything in the local inbox, oldest first. */
  inbox(): Promise<readonly { readonly channel: string; readonly recipient: string; readonly subject: string; readonly body: string; readonly body_html: string | null }[]> {
    return this.company.query('select i.channel, i.recipient, i.subject, i.body, i.body_html from inbox_messages i join events e on e.type = \'contact_reserved\' and e.data->>\'contactId\' = i.contact_id::text order by e.sequence, i.copy');
  }

  /** The secrets of the links to decide, oldest first. */
  async tokens(): Promise<readonly string[]> {
    return (await this.inbox()).flatMap((message) => /\/decide\/(\S+)/.exec(message.body)?.[1] ?? []);
  }

  /** Lets the time of Dunlin pass. */
  async until(at: string, applicationId: string): Promise<readonly string[]> {
    await this.company.moveClock(at);
    return this.play(applicationId);
  }
}
