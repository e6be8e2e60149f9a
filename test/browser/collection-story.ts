import { formatDate, type Language } from '../../src/domain/display.js';
import { plainDate } from '../../src/domain/dates.js';
import type { SIZES } from '../support/browser.js';
import { COLLECTED, upload } from './beginning.js';
import { readMail, openLink } from './inbox.js';
import type { Reader } from './reader.js';
import type { Duty, Stage } from './stage.js';

/** One of the two who tell the story: the same things happen to a customer of each. */
class Teller {
  readonly language: Language;
  readonly size: keyof typeof SIZES;
  readonly #stage: Stage;

  constructor(stage: Stage, language: Language, size: keyof typeof SIZES) {
    this.#stage = stage;
    this.language = language;
    this.size = size;
  }

  get customer(): string {
    const { name, nameEnglish } = COLLECTED[this.language];
    return this.language === 'en' ? nameEnglish : name;
  }

  as(duty: Duty): Promise<Reader> {
    return this.#stage.as(this.language, duty, this.size);
  }

  /** Opens the customer's task of a kind. */
  async task(duty: Duty, kind: string): Promise<Reader> {
    const reader = await this.as(duty);
    await reader.go(`/tasks?kind=${kind}`);
    await reader.page.locator('.grid-row').filter({ hasText: this.customer }).first().click();
    await reader.page.locator('.split-panel').getByRole('heading', { name: this.customer }).waitFor();
    await reader.looksRight(`task-${kind}`);
    return reader;
  }

  /** Opens the customer's case from the list. */
  async case(duty: Duty): Promise<Reader> {
    const reader = await this.as(duty);
    await reader.go('/cases');
    await reader.page.getByRole('link', { name: this.customer, exact: true }).click();
    await reader.page.getByRole('heading', { name: reader.t('kase.timeline') }).waitFor();
    return reader;
  }
}

/** Two customers who do not pay climb the ladder side by side, to the evidence and its acknowledgement. */
export async function playCollection(stage: Stage): Promise<void> {
  const tellers = [new Teller(stage, 'zh-CN', 'phone'), new Teller(stage, 'en', 'desk')];
  const each = async (part: (teller: Teller) => Promise<void>): Promise<void> => {
    for (const teller of tellers) await part(teller);
  };
  const clock = await stage.as('zh-CN', 'office', 'phone');
  await clock.go('/tasks');
  await next(clock, '2026-02-24');
  await each(readReminder);
  await next(clock, '2026-02-27');
  await each(hearOfIt);
  await next(clock, '2026-03-02');
  await each(promiseByPhone);
  await each(payOrNot);
  // The reminder's day: nothing is sent while the promise lives. The day after, its time is over.
  await next(clock, '2026-03-09');
  await next(clock, '2026-03-10');
  await each(seePromiseJudged);
  await week(clock);
  await week(clock);
  await each(readNotice);
  await each(disputeAndHold);
  for (let weeks = 0; weeks < 3; weeks += 1) await week(clock);
  await each(review);
  await week(clock);
  await week(clock);
  await each(handOff);
  await each(openEvidence);
  // The first week of May is a holiday: five working days take two weeks.
  await week(clock);
  await week(clock);
  await each(acknowledge);
}

/** The clock bar's Next, to the day that it should reach. */
async function next(reader: Reader, day: string): Promise<void> {
  await moved(reader, () => reader.page.locator('.clock-buttons button').first().click());
  const shown = await reader.page.locator('.clock-now').innerText();
  if (!shown.includes(formatDate(plainDate(day), reader.language))) throw new Error(`The clock was to reach ${day} and shows ${shown}`);
}

function week(reader: Reader): Promise<void> {
  return moved(reader, () => reader.press('frame.plus_week'));
}

async function moved(reader: Reader, press: () => Promise<void>): Promise<void> {
  const before = await reader.page.locator('.clock-now strong').innerText();
  await press();
  await reader.page.locator('.clock-now strong').filter({ hasNotText: before }).waitFor({ timeout: 60_000 });
}

async function readReminder(teller: Teller): Promise<void> {
  const reader = await teller.as('office');
  const { contact, invoices } = COLLECTED[teller.language];
  await readMail(reader, contact);
  const text = await reader.page.frameLocator('iframe.message-frame').locator('body').innerText();
  for (const [number] of invoices) if (!text.includes(number)) throw new Error(`The reminder does not name ${number}: ${text}`);
  await reader.looksRight('inbox-reminder');
}

/** In Chinese sales takes note; in English sales objects, and the collector decides. */
async function hearOfIt(teller: Teller): Promise<void> {
  const sales = await teller.task('sales', 'sales_heads_up');
  if (teller.language === 'zh-CN') return sales.act('tasks.noted', 'tasks.noted');
  await sales.act('tasks.object', 'tasks.object', () => sales.fill('tasks.why_object', 'They always pay after their harvest'));
  const office = await teller.task('office', 'objection');
  await office.page.getByText('They always pay after their harvest').waitFor();
  await office.act('tasks.done', 'tasks.done');
}

/** By keys, as at a desk; on a phone by touch. */
async function promiseByPhone(teller: Teller): Promise<void> {
  const reader = await teller.task('office', 'call');
  const fields = async (): Promise<void> => {
    await reader.looksRight('call-promise');
    await reader.fill('forms.pay_by', '2026-03-05');
  };
  if (teller.size === 'desk') {
    await reader.page.keyboard.press('1');
    await reader.page.locator('.choice-open').waitFor();
    await fields();
    const taskOf = (address: string): string | null => new URL(address).searchParams.get('task');
    const task = taskOf(reader.page.url());
    await reader.answered(() => reader.page.keyboard.press('Enter'));
    // The next task opens, or the list when there is none.
    await reader.page.waitForURL((address) => taskOf(address.href) !== task);
  } else await reader.act('tasks.outcome_promised', 'tasks.save', fields);
}

/** In English a part comes in, by the bank's file. */
async function payOrNot(teller: Teller): Promise<void> {
  if (teller.language === 'zh-CN') return;
  const { number, invoices } = COLLECTED.en;
  await upload(await teller.as('office'), 'payments', `reference,customerNumber,sellingEntityCode,currency,amount,receivedOn,invoices\nBANK-77,${number},LT,CNY,8000.00,2026-03-02,${invoices[0]?.[0] ?? ''}\n`);
}

async function seePromiseJudged(teller: Teller): Promise<void> {
  const reader = await teller.case('office');
  const status = teller.language === 'zh-CN' ? 'promiseStatuses.broken' : 'promiseStatuses.partly_kept';
  await reader.page.locator('.case-side').getByText(reader.t(status), { exact: true }).waitFor();
  await reader.looksRight('case');
  if (teller.size === 'desk') await searchAndKeys(reader, teller.customer);
}

async function searchAndKeys(reader: Reader, customer: string): Promise<void> {
  const { page } = reader;
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await reader.looksRight('keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: reader.t('cases.title'), exact: true }).waitFor();
  await reader.settled();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: reader.t('kase.timeline') }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type(customer.slice(0, 5));
  await page.getByRole('option').filter({ hasText: customer }).first().waitFor();
  await reader.looksRight('search');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: customer }).first().waitFor();
}

async function readNotice(teller: Teller): Promise<void> {
  const reader = await teller.case('office');
  const sent = reader.page.locator('.timeline li').filter({ has: reader.page.getByRole('link') }).first();
  const response = await reader.context.request.get(await sent.getByRole('link').getAttribute('href') ?? '');
  if (response.headers()['content-type'] !== 'application/pdf') throw new Error(`The letter is ${response.status()} ${response.headers()['content-type'] ?? ''}`);
  await sent.getByRole('button', { name: reader.t('kase.read') }).click();
  await reader.page.getByRole('dialog').getByText(reader.t('kase.to'), { exact: true }).waitFor();
  await reader.looksRight('notice');
  await reader.press('frame.close');
}

async function disputeAndHold(teller: Teller): Promise<void> {
  const reader = await teller.case('office');
  await reader.act('forms.record_dispute', 'forms.record_dispute', async () => {
    await reader.looksRight('dispute-form');
    await reader.fill('forms.dispute_amount', '5000');
    await reader.pick(reader.t('forms.reason'), reader.t('disputeReasons.quantity_differs'));
    await reader.fill('forms.note', 'Two pallets short');
  });
  await reader.page.locator('.case-side').getByText('Two pallets short').waitFor();
  await reader.looksRight('case-disputed');
  await reader.submit(reader.button('kase.reject'));
  await reader.page.locator('.case-side').getByText(reader.t('disputeStatuses.rejected'), { exact: true }).waitFor();
  await reader.act('forms.place_hold', 'forms.place_hold_action', async () => {
    await reader.fill('forms.last_quiet', '2026-03-27');
    await reader.fill('forms.hold_reason', 'Their bookkeeper changes');
  });
  await reader.page.locator('.case-side').getByText('Their bookkeeper changes').waitFor();
  await reader.looksRight('case-held');
  await reader.submit(reader.button('kase.end_hold'));
  await reader.button('kase.end_hold').waitFor({ state: 'detached' });
  await reader.act('forms.write_note', 'forms.write_note', () => reader.fill('forms.note_for_colleagues', 'The new bookkeeper starts on Monday'));
  await reader.page.locator('.timeline').getByText('The new bookkeeper starts on Monday').waitFor();
}

async function review(teller: Teller): Promise<void> {
  const reader = await teller.task('manager', 'manager_review');
  await reader.fill('forms.note', 'Go on');
  await reader.submit(reader.button('tasks.go_on'));
}

function lawyer({ language }: Teller): { readonly name: string; readonly email: string } {
  return language === 'en' ? { name: 'Stone and Partners', email: 'stone@law.example' } : { name: '王律师', email: 'wang@law.example' };
}

async function handOff(teller: Teller): Promise<void> {
  const reader = await teller.task('manager', 'handoff_approval');
  await reader.act('tasks.approve_handoff', 'tasks.approve_handoff', async () => {
    await reader.fill('tasks.counterparty', lawyer(teller).name);
    await reader.fill('tasks.counterparty_email', lawyer(teller).email);
    await reader.looksRight('handoff-form');
  });
}

async function openEvidence(teller: Teller): Promise<void> {
  const reader = await teller.as('office');
  await readMail(reader, lawyer(teller).name);
  await openLink(reader, async (page) => {
    await reader.looksRight('evidence');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('form button').click()]);
    if (!file.suggestedFilename().endsWith('.zip')) throw new Error(`The evidence is ${file.suggestedFilename()}`);
  });
}

async function acknowledge(teller: Teller): Promise<void> {
  const reader = await teller.task('office', 'acknowledge_handoff');
  await reader.act('tasks.acknowledge', 'tasks.acknowledge');
  const shown = await teller.case('office');
  await shown.page.locator('.case-side').getByText(shown.t('handoffStates.acknowledged')).waitFor();
  await shown.looksRight('case-handed-off');
}
