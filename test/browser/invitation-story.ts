import { pageTexts } from '../../src/public-pages/texts.js';
import { APPLYING, COLLECTED } from './beginning.js';
import { openLink, readMail } from './inbox.js';
import type { Reader } from './reader.js';
import type { Stage } from './stage.js';

const { invitation, apply, decide } = pageTexts['zh-CN'];
const { name } = APPLYING['zh-CN'];
const { contact } = COLLECTED['zh-CN'];

/** A customer applies by itself, on a phone and in Chinese: sales makes the link, the form says what it cannot read and keeps the rest,
 * the application is in the console, and what is still missing is answered by the link of a mail. */
export async function playInvitation(stage: Stage): Promise<void> {
  const sales = await stage.as('zh-CN', 'sales', 'phone');
  const customer = await stage.visitor('zh-CN', 'phone');
  await customer.go(await makeLink(sales));
  await fillIn(customer);
  const { path, number } = await findApplication(sales);
  await answerByMail(sales, number);
  await sales.until(path, sales.page.getByText(sales.t('applicationStatuses.in_review'), { exact: true }));
  await sales.looksRight('application-of-customer');
}

async function makeLink(sales: Reader): Promise<string> {
  await sales.go('/customers');
  await sales.page.getByRole('link', { name, exact: true }).click();
  await sales.press('customers.invite');
  await sales.looksRight('invite-to-apply');
  await sales.submit(sales.button('customers.make_link'));
  const link = await sales.page.locator('.shown-once code').innerText();
  await sales.looksRight('invited-to-apply');
  return new URL(link).pathname;
}

async function fillIn(customer: Reader): Promise<void> {
  const { page } = customer;
  await customer.looksRight('new-application-page');
  const limit = page.getByRole('textbox', { name: invitation.limit.replace('{currency}', 'CNY') });
  await limit.fill('420,00');
  await page.getByLabel(invitation.terms).fill('45');
  await page.getByLabel(invitation.reason).fill('春季新开三家门店');
  await page.getByLabel('实缴资本').selectOption({ label: '100 万至 500 万元' });
  await page.getByRole('button', { name: invitation.send }).click();
  await page.getByRole('alert').getByText(decide.notRead.replace('{typed}', '420,00')).waitFor();
  await customer.looksRight('new-application-refused');
  const kept = [await limit.inputValue(), await page.getByLabel(invitation.terms).inputValue(), await page.getByLabel(invitation.reason).inputValue(), await page.getByLabel('实缴资本').inputValue()];
  if (kept.join() !== '420,00,45,春季新开三家门店,from_1m') throw new Error(`What was typed has become ${kept.join()}`);
  await limit.fill('30万');
  await page.getByRole('button', { name: invitation.send }).click();
  await page.getByRole('heading', { name: invitation.receivedTitle }).waitFor();
  await customer.looksRight('new-application-received');
}

/** It is in the list, as the customer's own. */
async function findApplication(sales: Reader): Promise<{ readonly path: string; readonly number: string }> {
  const row = sales.page.locator('.grid-row').filter({ hasText: name }).first();
  await sales.until('/applications', row);
  const number = await row.getByRole('link').first().innerText();
  await row.getByRole('link').first().click();
  await sales.page.getByText('春季新开三家门店').waitFor();
  await sales.page.getByText(sales.t('applications.by_page'), { exact: true }).waitFor();
  await sales.looksRight('application-by-customer');
  return { path: new URL(sales.page.url()).pathname, number };
}

async function answerByMail(reader: Reader, number: string): Promise<void> {
  await readMail(reader, contact, number);
  await openLink(reader, async (page) => {
    await reader.looksRight('information');
    await page.getByLabel('成立年限').fill('八年');
    await page.getByRole('button', { name: apply.send }).click();
    await page.getByRole('alert').waitFor();
    await reader.looksRight('information-refused');
    await page.getByLabel('成立年限').fill('8');
    await page.getByLabel('司法与信用记录').selectOption({ label: '无不良记录' });
    await page.getByRole('button', { name: apply.send }).click();
    await page.getByRole('heading', { name: apply.thanksTitle }).waitFor();
    await reader.looksRight('information-given');
  });
}
