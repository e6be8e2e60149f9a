import { expect } from 'vitest';
import { upload } from './beginning.js';
import { colleague, type Colleague, type Stage } from './stage.js';
import type { Reader } from './reader.js';

const FIRST: Colleague = { name: 'Alex Morgan', email: 'alex.morgan@linden.example', roles: ['administrator', 'manager', 'finance'] };

/** Open at every hour of every day, so that the story goes on whenever it is played; its one step is due a second after the recording. */
const ALWAYS_OPEN = [
  'name: default', 'unit: second', "windows: [{ from: '00:00', to: '24:00' }]", 'gapWorkingDays: 0', 'promiseToleranceWorkingDays: 0', 'handoffAfterNoticeWorkingDays: 0', 'steps:',
  '  - { key: reminder, name: { zh-CN: 逾期提醒, en: Overdue reminder }, kind: contact, action: reminder, offset: 1, channels: [email], recipientRoles: [accounts_payable, finance], tone: firm, mustArrive: false }', '',
].join('\n');

/** A company goes live on the real clock: what it has uploaded waits until a manager has seen what would be sent. */
export async function playGoingLive(stage: Stage): Promise<void> {
  await prepare(stage);
  const office = await stage.as('en', 'office', 'desk');
  await upload(office, 'customers', 'number,name,nameEnglish,country,timeZone,language,termsDays\nC-1,湾区供应有限公司,Bayside Supply Inc.,CN,Asia/Shanghai,en,30\nC-2,苏州恒远机械有限公司,Hengyuan Machinery Co. Ltd.,CN,Asia/Shanghai,zh-CN,30\nC-3,无人有限公司,Nobody Ltd.,CN,Asia/Shanghai,zh-CN,30\n');
  await upload(office, 'contacts', 'customerNumber,name,role,email,language\nC-1,Dana Reyes,finance,dana@bayside.example,en\nC-2,李芳,finance,li.fang@hengyuan.example,zh-CN\n');
  await upload(office, 'invoices', 'number,customerNumber,sellingEntityCode,currency,amount,issuedOn,dueOn\nBS-1,C-1,LT,CNY,48000.00,2026-01-05,2026-02-04\nBS-2,C-1,LT,CNY,12750.25,2026-01-05,2026-02-04\nHY-1,C-2,LT,CNY,60000.00,2026-01-05,2026-02-04\nNO-1,C-3,LT,CNY,5.00,2026-01-05,2026-02-04\n');
  const manager = await stage.as('zh-CN', 'manager', 'phone');
  await manager.go('/tasks');
  await manager.page.getByText(manager.t('frame.sends_waiting')).waitFor();
  await manager.looksRight('sends-waiting');
  expect(await inboxCount(stage)).toBe(0);
  await lookAtPreview(manager);
  expect(await inboxCount(stage)).toBe(0);
  await release(manager);
  await manager.until('/inbox', manager.page.locator('.grid-row').filter({ hasText: 'Dana Reyes' }));
  await manager.until('/inbox', manager.page.locator('.grid-row').filter({ hasText: '李芳' }));
  await manager.go('/tasks');
  expect(await manager.page.getByText(manager.t('frame.sends_waiting')).count()).toBe(0);
}

async function prepare(stage: Stage): Promise<void> {
  await stage.becomeFirst(FIRST);
  for (const [language, duty] of [['en', 'office'], ['zh-CN', 'manager'], ['en', 'manager']] as const) {
    const { name, email, roles } = colleague(language, duty);
    const invited = await stage.call('post', '/v1/people', { as: FIRST, body: { name, email, roles, language, timeZone: 'Asia/Shanghai', country: 'CN' } });
    await stage.accept(email, invited['token']);
  }
  await stage.call('post', '/v1/selling-entities', { as: FIRST, body: { code: 'LT', legalName: '菩提贸易（上海）有限公司', country: 'CN', address: '上海市黄浦区示例路 1 号', senderName: '菩提贸易 应收账款', senderEmail: 'credit@linden.example', bankName: '示例银行', bankAccountName: '菩提贸易', bankAccountNumber: '3100000012345678' } });
  await stage.call('post', '/v1/policies', { as: colleague('en', 'manager'), body: { kind: 'escalation_ladder', name: 'default', document: ALWAYS_OPEN, note: 'Open at every hour' } });
}

async function lookAtPreview(manager: Reader): Promise<void> {
  await manager.page.getByText(manager.t('frame.see_sends')).click();
  await manager.button('goingLive.begin').waitFor();
  await manager.looksRight('going-live-begin');
  await manager.press('goingLive.begin');
  await manager.page.getByText(manager.t('goingLive.sum', { what: manager.t('goingLive.contacts_other', { count: 2 }), customers: manager.t('goingLive.to_customers_other', { count: 2 }) })).waitFor();
  await manager.page.getByText(manager.t('silences.no_recipient')).waitFor();
  await manager.fill('goingLive.per_day', '5');
  await manager.page.getByText(manager.t('goingLive.per_day_changed')).waitFor();
  await manager.press('goingLive.per_day_preview');
  await manager.page.getByText(manager.t('goingLive.release_wave', { perDay: 5 })).waitFor();
  await manager.looksRight('going-live');
  await manager.page.locator('.grid-row').filter({ hasText: '逾期提醒' }).click();
  await manager.page.getByRole('dialog').getByText('苏州恒远机械有限公司').waitFor();
  await manager.looksRight('going-live-customers');
  await manager.press('frame.close');
}

async function release(manager: Reader): Promise<void> {
  await manager.fill('goingLive.release_type', '3', { count: 2 });
  await manager.button('goingLive.release').click();
  await manager.page.getByText(manager.t('settings.mismatch', { name: '2' }), { exact: true }).waitFor();
  await manager.fill('goingLive.release_type', '2', { count: 2 });
  await manager.submit(manager.button('goingLive.release'));
  await manager.button('goingLive.release').waitFor({ state: 'detached' });
  await manager.looksRight('going-live-released');
}

async function inboxCount(stage: Stage): Promise<number> {
  const { items } = await stage.call('get', '/v1/inbox', { as: colleague('en', 'manager') }) as { readonly items: readonly unknown[] };
  return items.length;
}
