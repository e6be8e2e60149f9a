import { formatDate, type Language } from '../../src/domain/display.js';
import { plainDate } from '../../src/domain/dates.js';
import type { SIZES } from '../support/browser.js';
import { APPLYING } from './beginning.js';
import type { Reader } from './reader.js';
import { colleague, type Duty, type Stage } from './stage.js';

const ISSUED_ON = '2026-01-05';
const DUE_ON = '2026-06-15';
const AGREED_ON = '2026-06-29';

interface Told {
  readonly stage: Stage;
  readonly language: Language;
  readonly size: keyof typeof SIZES;
  /** Billed rightly, but due later, and billed by mistake. */
  readonly invoices: { readonly late: string; readonly wrong: string };
}

/** An invoice is given another due date and one is voided, in Chinese on a phone and in English at a desk. */
export async function playCorrections(stage: Stage): Promise<void> {
  const tellers: readonly Told[] = [
    { stage, language: 'zh-CN', size: 'phone', invoices: { late: 'LX-3001', wrong: 'LX-3002' } },
    { stage, language: 'en', size: 'desk', invoices: { late: 'NC-4001', wrong: 'NC-4002' } },
  ];
  for (const told of tellers) {
    await bill(told);
    await seeNoButtons(told);
    await changeDueDate(told);
    await voidInvoice(told);
  }
}

async function bill({ stage, language, invoices }: Told): Promise<void> {
  for (const number of Object.values(invoices)) {
    await stage.call('post', '/v1/invoices', { as: colleague(language, 'office'), body: { number, customerNumber: APPLYING[language].number, sellingEntityCode: 'LT', currency: 'CNY', issuedOn: ISSUED_ON, items: [{ amountMinor: 1_800_00, dueOn: DUE_ON }] } });
  }
}

async function openCase({ stage, language, size, invoices }: Told, duty: Duty): Promise<Reader> {
  const reader = await stage.as(language, duty, size);
  await reader.go(`/ledger?search=${invoices.late}`);
  await reader.page.locator('.grid-row').getByRole('link', { name: invoices.late, exact: true }).click();
  await reader.page.locator('.case-side').getByText(invoices.wrong).waitFor();
  return reader;
}

async function seeNoButtons(told: Told): Promise<void> {
  const reader = await openCase(told, 'sales');
  const buttons = await reader.page.locator('.case-side button:not(.copy-text)').allInnerTexts();
  if (buttons.length > 0) throw new Error(`Sales is offered ${buttons.join(', ')}`);
}

async function correct(reader: Reader, invoice: string): Promise<void> {
  await reader.page.getByRole('button', { name: `${reader.t('kase.correct')} ${invoice}` }).click();
}

async function changeDueDate(told: Told): Promise<void> {
  const { late } = told.invoices;
  const reader = await openCase(told, 'office');
  await correct(reader, late);
  await reader.act('kase.change_due', 'kase.change_due', async () => {
    await reader.fill('kase.new_due', AGREED_ON);
    await reader.fill('kase.due_reason', 'Agreed with their accountant');
    await reader.looksRight('due-date-form');
  });
  const day = formatDate(plainDate(AGREED_ON), told.language);
  await reader.page.getByRole('status').getByText(reader.t('kase.due_changed', { invoice: late, day })).waitFor();
  await reader.page.locator('.timeline').getByText(reader.t('events.due_date_changed', { invoices: late, day })).waitFor();
  await reader.looksRight('due-date-changed');
}

/** Another invoice's number voids nothing; what was typed stays. */
async function voidInvoice(told: Told): Promise<void> {
  const { late, wrong } = told.invoices;
  const reader = await openCase(told, 'office');
  await correct(reader, wrong);
  await reader.act('kase.void', 'kase.void', async () => {
    await reader.fill('kase.void_reason', 'Billed twice');
    await reader.fill('kase.void_type', late, { invoice: wrong });
    await reader.page.locator('.choice-open').getByRole('button', { name: reader.t('kase.void'), exact: true }).click();
    await reader.page.locator('.ant-form-item-explain-error').waitFor();
    await reader.looksRight('void-form');
    await reader.fill('kase.void_type', wrong, { invoice: wrong });
  });
  await reader.page.getByRole('status').getByText(reader.t('kase.voided', { invoice: wrong })).waitFor();
  await reader.page.locator('.case-side').getByRole('cell', { name: wrong }).waitFor({ state: 'detached' });
  await reader.looksRight('invoice-voided');
}
