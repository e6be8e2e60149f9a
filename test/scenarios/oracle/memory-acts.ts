import type { NextAction } from '../../../src/domain/collection-case.js';
import type { CaseFacts, ItemStepFacts } from '../../../src/domain/collection-facts.js';
import { callAtRank } from '../../../src/domain/contact-steps.js';
import { audienceOf, refusalKey } from '../../../src/domain/contact-wave.js';
import { dateIn } from '../../../src/domain/dates.js';
import type { Instant } from '../../../src/domain/dates.js';
import { isBrokenPromiseStep } from '../../../src/domain/escalation-ladder.js';
import { judgePromise } from '../../../src/domain/promise-judgement.js';
import { ladderOf } from '../../../src/domain/step-instants.js';
import { dropCallTasks } from './memory-ledger.js';
import type { MemoryCase, MemoryItem, MemoryLedger, MemoryPromise } from './memory-ledger.js';
import { brokenPromiseLine } from './oracle-lines.js';
import type { OracleLine } from './oracle-lines.js';

/** What an act is done on. */
export interface Scene {
  readonly ledger: MemoryLedger;
  readonly held: MemoryCase;
  readonly facts: CaseFacts;
  readonly at: Instant;
  readonly emit: (line: OracleLine) => void;
}

type Act = Exclude<NextAction, { action: 'wait' }>;
type ActOf<Action extends Act['action']> = Extract<Act, { action: Action }>;

/** Does an act on the ledger in memory as its command would do it in the database, and notes the lines that follow from it. */
export function carryOutAct(scene: Scene, act: Act): void {
  const { held, at, emit } = scene;
  const say = (kind: OracleLine['kind'], detail: string, items: readonly string[] = []): void => emit({ kind, at, caseKey: held.key, detail, items: [...items].toSorted() });
  const mark = (ids: readonly string[], step: ItemStepFacts): void => {
    for (const id of ids) itemOf(scene, id).steps = [...itemOf(scene, id).steps.filter((known) => known.key !== step.key), step];
  };
  switch (act.action) {
    case 'contact_customer': return contact(scene, act);
    case 'record_refusal': return refuse(scene, act);
    case 'tell_sales':
      mark(act.openItemIds, { key: act.stepKey, rank: act.rank, state: 'taken', audience: [] });
      return say('sales_told', scene.facts.salesPersonId ?? '', act.openItemIds);
    case 'open_manager_review':
      mark(act.openItemIds, { key: act.stepKey, rank: act.rank, state: 'taken', audience: [] });
      for (const id of act.openItemIds) itemOf(scene, id).reviewed = true;
      say('review', held.reviewWaiting ? 'joined' : 'opened', act.openItemIds);
      held.reviewWaiting = true;
      return;
    case 'request_handoff':
      for (const id of act.openItemIds) {
        itemOf(scene, id).handoff = 'requested';
        itemOf(scene, id).handoffRoute = act.route;
      }
      return say('handoff_requested', act.route, act.openItemIds);
    case 'place_credit_hold': held.creditHold = true; return say('hold_placed', '');
    case 'release_credit_hold': held.creditHold = false; return say('hold_lifted', '');
    case 'judge_promise': {
      const promise = held.promises.find((one) => one.id === act.promiseId);
      if (promise === undefined) throw new Error(`No promise ${act.promiseId}`);
      return judge(scene, promise);
    }
    case 'close_case': return close(scene);
    case 'settle_contact':
    case 'retry_contact': throw new Error(`${act.action} where all messages arrive`);
  }
}

function itemOf(scene: Scene, id: string): MemoryItem {
  return scene.ledger.item(id);
}

function judge({ ledger, held, at, emit }: Scene, promise: MemoryPromise): void {
  const { status } = judgePromise(promise.amount, promise.items.map(({ item, openWhenMade }) => ({ openWhenMadeMinor: openWhenMade, openMinor: item.openMinor })));
  promise.status = status;
  promise.judgedAt = at;
  for (const part of promise.items) part.settledWhenJudged = part.item.openMinor === 0;
  ledger.notePauses(held, at);
  emit({ kind: 'promise_judged', at, caseKey: held.key, detail: `${promise.id} ${status}`, items: promise.items.map(({ item }) => item.id).toSorted() });
}

function close(scene: Scene): void {
  const { held, at, emit } = scene;
  for (const promise of held.promises) if (promise.status === 'pending') judge(scene, promise);
  for (const item of held.items) if (item.handoff === 'requested') item.handoff = 'none';
  for (const task of held.callTasks) task.items.clear();
  held.reviewWaiting = false;
  held.status = 'paid';
  emit({ kind: 'case_closed', at, caseKey: held.key, detail: 'paid', items: [] });
}

function refuse({ ledger, held, emit }: Scene, act: ActOf<'record_refusal'>): void {
  for (const refusal of act.refusals) {
    const item = ledger.item(refusal.openItemId);
    item.refusals.push(refusalKey(refusal));
    if (refusal.mark === undefined) continue;
    item.steps = [...item.steps.filter((step) => step.key !== refusal.stepKey), { key: refusal.stepKey, rank: refusal.rank, state: refusal.mark, audience: [] }];
    emit({ kind: refusal.mark, at: '', caseKey: held.key, detail: shownKey(refusal.stepKey), items: [item.id] });
  }
}

function shownKey(stepKey: string): string {
  return isBrokenPromiseStep(stepKey) ? brokenPromiseLine(stepKey.slice(stepKey.indexOf(':') + 1)) : stepKey;
}

function contact({ ledger, held, facts, at, emit }: Scene, plan: ActOf<'contact_customer'>): void {
  const day = dateIn(facts.timeZone, at);
  const { recipientId, channel } = plan;
  const items = plan.lines.map((line) => ledger.item(line.openItemId));
  for (const line of plan.lines) {
    const item = ledger.item(line.openItemId);
    const itemFacts = facts.items.find((one) => one.id === item.id);
    if (itemFacts === undefined) throw new Error(`Item ${item.id} was not read`);
    const ladder = ladderOf(facts, itemFacts);
    const step = isBrokenPromiseStep(line.stepKey) ? callAtRank(ladder, line.rank) : ladder.steps[line.rank];
    if (step === undefined) throw new Error(`No step of rank ${line.rank}`);
    if (!item.steps.some((known) => known.key === line.stepKey)) item.steps = [...item.steps, { key: line.stepKey, rank: line.rank, state: 'taken', audience: audienceOf(facts, step).audience }];
    item.lines.push({ stepKey: line.stepKey, rank: line.rank, recipientId, channel, state: 'sent', day, notice: step.action === 'written_notice' });
  }
  for (const task of held.callTasks) for (const item of items) if (task.on < day) task.items.delete(item);
  dropCallTasks(held);
  if (channel === 'task') held.callTasks.push({ person: recipientId, on: day, items: new Set(items) });
  held.customer.contactDays.add(day);
  held.contacts = [...held.contacts.filter((one) => one.day === day), {
    id: `${held.key} ${at} ${recipientId} ${channel}`, state: 'sent', channel, recipientId, attempt: 1, toCustomer: true, day, reservedAt: at, sendBy: null, tryAgainAt: null, settleAt: null, lines: plan.lines,
  }];
  emit({ kind: 'contact', at, caseKey: held.key, detail: `${channel} to ${recipientId} ${plan.tone}`, items: plan.lines.map((line) => `${line.openItemId} ${shownKey(line.stepKey)}`).toSorted() });
}
