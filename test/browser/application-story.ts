import type { Language } from '../../src/domain/display.js';
import { fill, pageTexts } from '../../src/public-pages/texts.js';
import type { SIZES } from '../support/browser.js';
import { APPLYING } from './beginning.js';
import { openLink, readMail } from './inbox.js';
import type { Reader } from './reader.js';
import { colleague, type Duty, type Stage } from './stage.js';

interface Told {
  readonly stage: Stage;
  readonly language: Language;
  readonly size: keyof typeof SIZES;
}

/** What sales knows; with it a customer without history gets a C, which two people decide. */
const KNOWN: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  'zh-CN': [['实缴资本', '100 万至 500 万元'], ['司法与信用记录', '无不良记录'], ['行业状况', '周期性']],
  en: [['Paid-in capital', 'CNY 1 to 5 million'], ['Legal and credit record', 'clean'], ['State of the industry', 'cyclical']],
};
const YEARS: Readonly<Record<Language, string>> = { 'zh-CN': '成立年限', en: 'Years since founding' };

/** Applications from the form to the limit in force, decided by links on a phone. In Chinese the whole limit is approved; in English the second approver grants less. */
export async function playApplications(stage: Stage): Promise<void> {
  for (const told of [{ stage, language: 'zh-CN', size: 'desk' }, { stage, language: 'en', size: 'phone' }] as const) {
    const path = await apply(told);
    await answerWhatIsAsked(told, path);
    await decideByLink(told, 'analyst', '300000');
    await decideByLink(told, 'manager', told.language === 'en' ? '25w' : '30万');
    await seeTheLimit(told, path);
  }
}

function customerOf(language: Language): string {
  const { name, nameEnglish } = APPLYING[language];
  return language === 'en' ? nameEnglish : name;
}

async function apply({ stage, language, size }: Told): Promise<string> {
  const reader = await stage.as(language, 'sales', size);
  await reader.go('/customers');
  await reader.page.getByRole('link', { name: customerOf(language), exact: true }).click();
  await reader.page.getByRole('link', { name: reader.t('customers.apply') }).click();
  await reader.button('applications.apply').waitFor();
  await reader.fill('applications.limit', '300000');
  await reader.fill('applications.terms_days', '30');
  await reader.fill('applications.reason_asked', language === 'en' ? 'Three new shops in spring' : '春季新开三家门店');
  for (const [input, choice] of KNOWN[language]) await reader.pick(input, choice);
  await reader.looksRight('new-application');
  await reader.submit(reader.button('applications.apply'));
  await reader.page.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  return new URL(reader.page.url()).pathname;
}

/** What the scorecard cannot do without is asked for, and given. */
async function answerWhatIsAsked({ stage, language, size }: Told, path: string): Promise<void> {
  const reader = await stage.as(language, 'sales', size);
  await reader.until(path, reader.page.getByText(reader.t('applicationStatuses.awaiting_information'), { exact: true }));
  await reader.looksRight('application-asked');
  await reader.act('applications.give', 'applications.give', () => reader.page.getByLabel(YEARS[language]).fill('8'));
  await reader.until(path, reader.page.getByText(reader.t('applicationStatuses.in_review'), { exact: true }));
  await reader.looksRight('application-in-review');
}

async function decideByLink({ stage, language }: Told, duty: Duty, typed: string): Promise<void> {
  const reader = await stage.as(language, duty, 'phone');
  const { decide, decided } = pageTexts[language];
  await readMail(reader, colleague(language, duty).name, customerOf(language));
  await openLink(reader, async (page) => {
    await reader.looksRight(`decide-${duty}`);
    await page.getByLabel(decide.approveLabel).fill('1000000');
    await page.getByRole('button', { name: decide.approve, exact: true }).click();
    await page.getByRole('alert').waitFor();
    await reader.looksRight('decide-too-much');
    await page.getByLabel(decide.approveLabel).fill(typed);
    await page.getByRole('button', { name: decide.approve, exact: true }).click();
    if (duty === 'manager' && language === 'en') await confirmLess(reader);
    await page.getByRole('heading', { name: decided.titleOwn }).waitFor();
    await reader.looksRight('decided');
  });
}

async function confirmLess(reader: Reader): Promise<void> {
  const { decide } = pageTexts[reader.language];
  await reader.page.getByRole('heading', { name: decide.confirmTitle }).waitFor();
  await reader.looksRight('decide-confirm');
  await reader.page.getByRole('button', { name: fill(decide.confirmYes, { amount: '' }).trim() }).click();
}

async function seeTheLimit({ stage, language, size }: Told, path: string): Promise<void> {
  const reader = await stage.as(language, 'sales', size);
  await reader.until(path, reader.page.getByText(reader.t('applicationStatuses.approved'), { exact: true }));
  await reader.looksRight('application-approved');
  await reader.page.getByRole('link', { name: customerOf(language), exact: true }).click();
  await reader.page.getByText(language === 'en' ? '¥250,000.00 / 30' : '¥300,000.00 / 30').first().waitFor();
  await reader.looksRight('customer-with-limit');
}
