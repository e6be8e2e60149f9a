import { nextAction, type NextAction } from '../../src/domain/collection-case.js';
import type { AudienceMember, CaseFacts, ContactFacts, ItemFacts } from '../../src/domain/collection-facts.js';
import { dateIn, instant, plainDate, type Instant } from '../../src/domain/dates.js';
import { isNoticeStep } from '../../src/domain/escalation-ladder.js';
import { ladderOf } from '../../src/domain/step-instants.js';
import { calendarById } from '../../src/policies/calendars.js';
import { shippedLadder } from '../../src/policies/escalation-ladders.js';

const china = calendarById('china');
if (china === undefined) throw new Error('The Chinese calendar is missing');

export function anItem(given: Partial<ItemFacts> = {}): ItemFacts {
  return {
    id: 'item-1', invoiceNumber: 'INV-1', instalment: 1, ladder: 'default@1', dueOn: plainDate('2026-02-26'), recordedAt: instant('2026-01-05T02:00:00Z'),
    openMinor: 60_000_00, disputedMinor: 0, promisedMinor: 0, pauseEndedAt: null, steps: [], lines: [], refusals: [], noticeOn: null,
    reviewed: false, handoff: 'none', handoffNotBefore: null, covered: false, ...given,
  };
}

export const liFang: AudienceMember = { id: 'person-1', role: 'finance', channels: { email: 'open', task: 'open', sms: 'barred_by_country' } };

export function aCase(given: Partial<CaseFacts> = {}): CaseFacts {
  return {
    caseId: 'case-1', status: 'watching', currency: 'CNY', timeZone: 'Asia/Shanghai', calendar: china as NonNullable<typeof china>,
    ladders: { 'default@1': shippedLadder() }, items: [anItem()], audience: [liFang], salesPersonId: 'sales-1', holds: [], promises: [],
    contacts: [], contactDaysOfCustomer: [], creditHoldPlaced: false, release: { kind: 'not_needed' }, tryAgainAt: null, ...given,
  };
}

export interface DiaryLine {
  readonly at: Instant;
  readonly what: string;
  readonly openItemIds: readonly string[];
}

/** Plays a case on its own clock: asks what is next, does it on the facts as the commands would, and goes to the next instant due. */
export class CaseDiary {
  facts: CaseFacts;
  readonly lines: DiaryLine[] = [];
  private now: Instant;

  constructor(facts: CaseFacts, start: string) {
    this.facts = facts;
    this.now = instant(start);
  }

  /** Plays everything that is due up to the instant. @returns what was done, in order */
  until(text: string): readonly DiaryLine[] {
    const end = instant(text);
    const before = this.lines.length;
    for (let turn = 0; turn < 500; turn += 1) {
      const next = nextAction(this.facts, this.now);
      if (next.action === 'wait') {
        if (next.until === undefined || next.until > end) {
          this.now = end;
          return this.lines.slice(before);
        }
        if (next.until <= this.now) throw new Error(`The case waits until ${next.until} at ${this.now}: it would spin`);
        this.now = next.until;
      } else this.act(next);
    }
    throw new Error('The case acts without end');
  }

  change(change: (facts: CaseFacts) => Partial<CaseFacts>): void {
    this.facts = { ...this.facts, ...change(this.facts) };
  }

  changeItem(id: string, change: (item: ItemFacts) => Partial<ItemFacts>): void {
    this.change((facts) => ({ items: facts.items.map((item) => (item.id === id ? { ...item, ...change(item) } : item)) }));
  }

  private note(what: string, openItemIds: readonly string[] = []): void {
    this.lines.push({ at: this.now, what, openItemIds });
  }

  private act(next: Exclude<NextAction, { action: 'wait' }>): void {
    switch (next.action) {
      case 'contact_customer': return this.contact(next);
      case 'record_refusal':
        for (const refusal of next.refusals) {
          this.note(`refused ${refusal.stepKey}: ${refusal.code}`, [refusal.openItemId]);
          const key = [refusal.stepKey, refusal.recipientId ?? '', refusal.channel ?? '', refusal.code].join('|');
          this.changeItem(refusal.openItemId, (item) => ({
            refusals: [...item.refusals, key],
            steps: refusal.mark === undefined ? item.steps : [...item.steps.filter((step) => step.key !== refusal.stepKey), { key: refusal.stepKey, rank: refusal.rank, state: refusal.mark, audience: [] }],
          }));
        }
        return;
      case 'tell_sales':
      case 'open_manager_review':
        this.note(next.action, next.openItemIds);
        for (const id of next.openItemIds) this.changeItem(id, (item) => ({ steps: [...item.steps, { key: next.stepKey, rank: next.rank, state: 'taken', audience: [] }] }));
        return;
      case 'request_handoff':
        this.note(`request_handoff ${next.route}`, next.openItemIds);
        for (const id of next.openItemIds) this.changeItem(id, () => ({ handoff: 'requested' }));
        return;
      case 'place_credit_hold': this.note(next.action); return this.change(() => ({ creditHoldPlaced: true }));
      case 'release_credit_hold': this.note(next.action); return this.change(() => ({ creditHoldPlaced: false }));
      case 'close_case': this.note(next.action); return this.change(() => ({ status: 'paid' }));
      case 'judge_promise': {
        this.note(next.action);
        const judged = this.facts.promises.find((promise) => promise.id === next.promiseId);
        for (const id of judged?.openItemIds ?? []) this.changeItem(id, () => ({ promisedMinor: 0, pauseEndedAt: this.now }));
        return this.change((facts) => ({ promises: facts.promises.map((promise) => (promise.id === next.promiseId ? { ...promise, status: 'broken', judgedAt: this.now } : promise)) }));
      }
      case 'settle_contact':
      case 'retry_contact': throw new Error(`${next.action} has no place in a diary whose messages all arrive`);
    }
  }

  private contact(next: Extract<NextAction, { action: 'contact_customer' }>): void {
    const day = dateIn(this.facts.timeZone, this.now);
    this.note(`${next.stepAction} by ${next.channel} to ${next.recipientId}`, next.lines.map((line) => line.openItemId));
    const wanted = [{ recipientId: next.recipientId, channel: next.channel }];
    for (const line of next.lines) {
      this.changeItem(line.openItemId, (item) => ({
        lines: [...item.lines, { ...line, ...wanted[0] as { recipientId: string; channel: 'email' }, state: 'sent', day }],
        steps: item.steps.some((step) => step.key === line.stepKey) ? item.steps : [...item.steps, { key: line.stepKey, rank: line.rank, state: 'taken', audience: wanted }],
        noticeOn: isNoticeStep(ladderOf(this.facts, item), line.stepKey) ? day : item.noticeOn,
      }));
    }
    const contact: ContactFacts = { id: `contact-${this.facts.contacts.length}`, state: 'sent', channel: next.channel, recipientId: next.recipientId, attempt: 1, toCustomer: true, day, reservedAt: this.now, sendBy: null, tryAgainAt: null, settleAt: null, lines: next.lines };
    this.change((facts) => ({ contacts: [...facts.contacts, contact], contactDaysOfCustomer: [...new Set([...facts.contactDaysOfCustomer, day])] }));
  }
}

