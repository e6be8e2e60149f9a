import type { Language } from '../../src/domain/display.js';
import { colleague, LANGUAGES, PASSWORD, type Colleague, type Duty, type Stage } from './stage.js';
import type { Reader } from './reader.js';

const FIRST: Colleague = { name: 'Alex Morgan', email: 'alex.morgan@linden.example', roles: ['administrator'] };
const DUTIES: readonly Duty[] = ['sales', 'analyst', 'manager', 'office', 'administrator'];

/** A company begins: from the first link to people, a selling entity, a key and the first files. */
export async function begin(stage: Stage): Promise<void> {
  const first = await stage.visitor('en', 'desk');
  await becomeFirst(first, stage.installation.firstLink);
  await addSellingEntity(first);
  const link = await inviteByPage(first, colleague('zh-CN', 'manager'));
  await acceptByPage(await stage.visitor('zh-CN', 'phone'), link);
  await inviteTheRest(stage, first);
  await keepKeys(first);
  await changePeople(first);
  for (const language of LANGUAGES) await importByPage(await stage.as(language, 'office', language === 'en' ? 'desk' : 'phone'), language);
}

async function becomeFirst(reader: Reader, link: string): Promise<void> {
  await reader.go(link);
  await reader.looksRight('first-administrator');
  await reader.fill('signIn.name', FIRST.name);
  await reader.fill('signIn.email', FIRST.email);
  await reader.fill('signIn.new_password', PASSWORD);
  await reader.submit(reader.button('signIn.become'));
  await reader.page.getByRole('heading', { name: reader.t('tasks.title'), exact: true }).waitFor();
  await reader.looksRight('tasks-empty');
  // By the page of everybody: out, and in again.
  await reader.page.getByText(FIRST.name).click();
  await reader.press('frame.sign_out');
  await reader.button('signIn.sign_in').waitFor();
  await reader.looksRight('sign-in');
  await reader.fill('signIn.email', FIRST.email);
  await reader.fill('signIn.password', PASSWORD);
  await reader.submit(reader.button('signIn.sign_in'));
  await reader.page.getByRole('heading', { name: reader.t('tasks.title'), exact: true }).waitFor();
}

async function addSellingEntity(reader: Reader): Promise<void> {
  await reader.go('/settings?section=entities');
  await reader.looksRight('entities-empty');
  await reader.press('settings.add_entity');
  await reader.fill('settings.code', 'LT');
  await reader.fill('settings.legal_name', '菩提贸易（上海）有限公司');
  await reader.fill('settings.legal_name_english', 'Linden Trading (Shanghai) Ltd.');
  await reader.fill('settings.country', 'CN');
  await reader.fill('settings.address', '上海市黄浦区示例路 1 号');
  await reader.fill('settings.entity_phone', '+8621555500200');
  await reader.fill('settings.sender_name', '菩提贸易 应收账款');
  await reader.fill('settings.sender_email', 'credit@linden.example');
  await reader.fill('settings.bank_name', '示例银行上海分行');
  await reader.fill('settings.bank_account_name', '菩提贸易（上海）有限公司');
  await reader.fill('settings.bank_account_number', '3100000012345678');
  await reader.looksRight('entity-form');
  await reader.submit(reader.button('settings.add_entity'));
  await reader.page.getByText('3100000012345678').waitFor();
}

async function inviteByPage(reader: Reader, person: Colleague): Promise<string> {
  await reader.go('/settings');
  await reader.press('settings.invite');
  await reader.fill('settings.name', person.name);
  await reader.fill('settings.email', person.email);
  await reader.pick(reader.t('settings.language'), reader.t('settings.lang_zh'));
  for (const role of person.roles) await reader.page.getByRole('checkbox', { name: reader.t(`roles.${role}`) }).check();
  await reader.looksRight('invitation-form');
  await reader.submit(reader.button('settings.invite'));
  const link = await reader.page.locator('.shown-once code').innerText();
  await reader.looksRight('invitation-link');
  return link;
}

async function acceptByPage(reader: Reader, link: string): Promise<void> {
  await reader.go(link);
  await reader.looksRight('invitation');
  await reader.fill('signIn.new_password', PASSWORD);
  await reader.submit(reader.button('signIn.accept'));
  await reader.page.getByRole('heading', { name: reader.t('tasks.title'), exact: true }).waitFor();
}

async function inviteTheRest(stage: Stage, first: Reader): Promise<void> {
  for (const language of LANGUAGES) {
    for (const duty of DUTIES) {
      if (language === 'zh-CN' && duty === 'manager') continue;
      const { name, email, roles } = colleague(language, duty);
      const invited = await stage.call('post', '/v1/people', { as: FIRST, body: { name, email, roles, language, timeZone: 'Asia/Shanghai', country: 'CN' } });
      await stage.accept(email, invited['token']);
    }
  }
  await first.go('/settings');
  for (const language of LANGUAGES) await first.page.getByText(colleague(language, 'sales').name).waitFor();
}

async function keepKeys(reader: Reader): Promise<void> {
  await reader.go('/settings?section=keys');
  await reader.looksRight('keys-empty');
  await reader.press('settings.make_key');
  await reader.fill('settings.key_name', 'ledger export');
  await reader.page.getByRole('checkbox', { name: reader.t('roles.finance') }).check();
  await reader.submit(reader.button('settings.make_key'));
  const key = await reader.page.locator('.shown-once code').innerText();
  await reader.looksRight('key-made');
  const ask = async (): Promise<number> => (await fetch(new URL('/v1/customers', reader.page.url()), { headers: { authorization: `Bearer ${key}` } })).status;
  if (await ask() !== 200) throw new Error('The key that was made does not open anything');
  await reader.press('frame.close');
  await reader.press('settings.revoke');
  await reader.fill('settings.revoke_type', 'something else', { name: 'ledger export' });
  await reader.button('settings.revoke').click();
  await reader.page.getByText(reader.t('settings.mismatch', { name: 'ledger export' }), { exact: true }).waitFor();
  await reader.looksRight('key-revoking');
  await reader.fill('settings.revoke_type', 'ledger export', { name: 'ledger export' });
  await reader.submit(reader.button('settings.revoke'));
  await reader.button('settings.revoke').waitFor({ state: 'detached' });
  if (await ask() !== 401) throw new Error('The key that was revoked still opens something');
}

/** Roles are given and somebody is disabled, by typing their name. */
async function changePeople(reader: Reader): Promise<void> {
  const leaving: Colleague = { name: 'Terry Brown', email: 'terry.brown@linden.example', roles: ['sales'] };
  await reader.page.goto('/settings');
  const link = await inviteByPage(reader, leaving);
  if (!link.includes('/invitation#')) throw new Error(`No invitation: ${link}`);
  const line = reader.page.locator('li').filter({ hasText: leaving.email });
  await line.getByRole('button', { name: reader.t('settings.change_roles') }).click();
  await line.getByRole('checkbox', { name: reader.t('roles.finance') }).check();
  await reader.submit(line.getByRole('button', { name: reader.t('settings.save_roles') }));
  await line.getByText(reader.t('roles.finance')).waitFor();
  await line.getByRole('button', { name: reader.t('settings.disable') }).click();
  await reader.fill('settings.disable_type', leaving.name, { name: leaving.name });
  await reader.submit(line.locator('form').getByRole('button', { name: reader.t('settings.disable') }));
  await line.getByText(reader.t('settings.disabled', { at: '' }).trim()).waitFor();
  await reader.looksRight('people');
}

/** What an office imports on its first day: customers, people and invoices, one column said by hand, and the currency for every row. */
async function importByPage(reader: Reader, language: Language): Promise<void> {
  const { number, name, nameEnglish, invoices, contact } = COLLECTED[language];
  const sales = colleague(language, 'sales').email;
  const collector = colleague(language, 'office').email;
  const limited = APPLYING[language];
  await upload(reader, 'customers', `number,name,nameEnglish,country,timeZone,language,termsDays,salesPersonEmail,collectorEmail\n${[[number, name, nameEnglish], [limited.number, limited.name, limited.nameEnglish]].map((one) => [...one, 'CN', 'Asia/Shanghai', language, '30', sales, collector].join(',')).join('\n')}\n`);
  await upload(reader, 'contacts', `customerNumber,name,role,email,phone,language\n${number},${contact},finance,${contactEmail(number)},+8651255500123,${language}\n${limited.number},${contact},finance,${contactEmail(limited.number)},,${language}\n`);
  const rows = invoices.map(([invoice, amount]) => `${invoice},${number},LT,${amount},2026-01-05,2026-02-26`).join('\n');
  // What the first had to say of them is remembered for whoever brings the next such file.
  await upload(reader, 'invoices', `Belegnummer XY,customerNumber,sellingEntityCode,amount,issuedOn,dueOn\n${rows}\n`, language === LANGUAGES[0] ? { heading: 'Belegnummer XY', currency: 'CNY' } : undefined);
  await reader.go('/ledger/imports');
  await reader.looksRight('imports');
}

/** Chooses a file, says which column is what where asked, looks at the preview and imports it. */
export async function upload(reader: Reader, kind: string, text: string, said?: { readonly heading: string; readonly currency: string }): Promise<void> {
  await reader.go(`/ledger/import?kind=${kind}`);
  await reader.page.locator('input[type=file]').setInputFiles({ name: `${kind}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) });
  if (said !== undefined) {
    await reader.page.getByText(reader.t('ledger.mapping_missing')).waitFor();
    await reader.looksRight(`import-mapping-${kind}`);
    await reader.pick(reader.t('importFields.number'), said.heading);
    await reader.fill('ledger.same_in_every_row', said.currency, { field: reader.t('importFields.currency') });
    await reader.press('ledger.apply_mapping');
  }
  const rows = text.trim().split('\n').length - 1;
  const button = reader.button(rows === 1 ? 'ledger.import_now_one' : 'ledger.import_now_other', { count: rows });
  await button.waitFor();
  await reader.looksRight(`import-preview-${kind}`);
  await reader.submit(button);
  await reader.page.getByRole('status').filter({ hasText: '✓' }).waitFor();
}

export interface Pursued {
  readonly number: string;
  readonly name: string;
  readonly nameEnglish: string;
  readonly contact: string;
  /** Number and amount, due on 26 February. */
  readonly invoices: readonly (readonly [string, string])[];
}

/** Who does not pay. */
export const COLLECTED: Readonly<Record<Language, Pursued>> = {
  'zh-CN': { number: 'C-1001', name: '苏州恒远机械有限公司', nameEnglish: 'Hengyuan Machinery Co. Ltd.', contact: '李芳', invoices: [['HY-1042', '60000.00'], ['HY-1043', '22500.50']] },
  en: { number: 'C-2001', name: '湾区供应有限公司', nameEnglish: 'Bayside Supply Inc.', contact: 'Dana Reyes', invoices: [['BS-2042', '48000.00'], ['BS-2043', '12750.25']] },
};

/** Who asks for a limit. */
export const APPLYING: Readonly<Record<Language, Omit<Pursued, 'invoices' | 'contact'>>> = {
  'zh-CN': { number: 'C-1002', name: '兰溪食品有限公司', nameEnglish: 'Lanxi Foods Co. Ltd.' },
  en: { number: 'C-2002', name: '北岸咖啡有限公司', nameEnglish: 'Northshore Coffee Ltd.' },
};

export function contactEmail(number: string): string {
  return `finance@${number.toLowerCase()}.example`;
}
