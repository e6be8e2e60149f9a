import type { Locator } from 'playwright-core';
import type { Reader } from './reader.js';
import type { Sights } from './tour-sights.js';
import type { TextKey } from './words.js';

/** One look of the tour. */
export interface Stop {
  readonly name: string;
  /** The address in the table of the pages that it stands for; none for what has no address of its own. */
  readonly route?: string;
  readonly path: string;
  /** What says that the page is there. */
  readonly shown: (reader: Reader) => Locator;
  readonly prepare?: (reader: Reader) => Promise<void>;
  /** What is opened on the page before it is looked at. */
  readonly act?: (reader: Reader) => Promise<void>;
}

type Shown = Stop['shown'];

const titled = (key: TextKey): Shown => (reader) => reader.page.getByRole('heading', { name: reader.t(key), exact: true });
const worded = (key: TextKey): Shown => (reader) => reader.page.getByText(reader.t(key)).first();
const at = (selector: string): Shown => (reader) => reader.page.locator(selector);
const pressing = (key: TextKey): NonNullable<Stop['act']> => (reader) => reader.press(key);

/** Before anybody has signed in. */
export function entryStops(): readonly Stop[] {
  return [
    { name: 'sign-in', path: '/', shown: titled('signIn.title') },
    { name: 'first-link', route: '/first-administrator', path: '/first-administrator#secret', shown: titled('signIn.first_title'), act: pressing('signIn.become') },
    { name: 'first-link-cut', route: '/first-administrator', path: '/first-administrator', shown: worded('signIn.link_missing') },
    { name: 'invitation', route: '/invitation', path: '/invitation#secret', shown: titled('signIn.invitation_title'), act: pressing('signIn.accept') },
  ];
}

/** Within the frame. Without sights only their addresses count. */
export function consoleStops(sights: Sights | undefined): readonly Stop[] {
  return [...frameStops(), ...workStops(sights), ...bookStops(sights), ...policyStops(sights), goingLiveStop, ...settingsStops()];
}

function frameStops(): readonly Stop[] {
  return [
    { name: 'no-such-page', path: '/nothing-here', shown: worded('frame.not_found') },
    { name: 'keys', path: '/tasks', shown: titled('tasks.title'), act: async (reader) => { await reader.page.keyboard.press('?'); await reader.page.getByRole('dialog').waitFor(); } },
    {
      name: 'password', path: '/tasks', shown: titled('tasks.title'),
      act: async (reader) => {
        await reader.page.locator('.menu > summary').click();
        await reader.press('frame.change_password');
        await reader.page.getByRole('dialog').getByRole('button', { name: reader.t('frame.change_password'), exact: true }).click();
        await reader.page.locator('.ant-form-item-explain-error').first().waitFor();
      },
    },
  ];
}

function workStops(sights: Sights | undefined): readonly Stop[] {
  return [
    { name: 'tasks', route: '/tasks', path: '/tasks?owner=all', shown: at('.grid-row') },
    ...(sights?.tasks ?? []).map(({ kind, id }): Stop => ({ name: `task-${kind}`, path: `/tasks?owner=all&task=${id}`, shown: at('.split-panel h2') })),
    { name: 'cases', route: '/cases', path: '/cases', shown: at('.grid-row') },
    { name: 'case', route: '/cases/:id', path: `/cases/${sights?.caseId ?? ''}`, shown: titled('kase.timeline'), act: async (reader) => { await reader.page.locator('.axis-table summary').click(); await reader.page.locator('.choice').first().click(); } },
    { name: 'case-correcting', route: '/cases/:id', path: `/cases/${sights?.caseId ?? ''}`, shown: titled('kase.items'), act: async (reader) => { await reader.page.locator('.case-side [aria-expanded]').first().click(); await reader.page.locator('.case-side .choice').first().click(); } },
    { name: 'applications', route: '/applications', path: '/applications?open=all', shown: at('.grid-row') },
    { name: 'application-open', route: '/applications/:id', path: `/applications/${sights?.openApplicationId ?? ''}`, shown: at('.case-head') },
    { name: 'application-ended', route: '/applications/:id', path: `/applications/${sights?.endedApplicationId ?? ''}`, shown: at('.case-head') },
    { name: 'new-application', route: '/applications/new', path: `/applications/new?customer=${sights?.customerId ?? ''}`, shown: titled('applications.new'), act: pressing('applications.apply') },
    { name: 'inbox', route: '/inbox', path: '/inbox', shown: at('.grid-row') },
    { name: 'inbox-message', route: '/inbox', path: `/inbox?message=${sights?.messageId ?? ''}`, shown: at('iframe.message-frame') },
  ];
}

function bookStops(sights: Sights | undefined): readonly Stop[] {
  const file = Buffer.from('number,customerNumber,currency,amount,issuedOn,dueOn\nX-1,nobody,CNY,12.00,2026-01-05,2026-02-30\n');
  return [
    { name: 'customers', route: '/customers', path: '/customers', shown: at('.grid-row') },
    { name: 'customer', route: '/customers/:id', path: `/customers/${sights?.customerId ?? ''}`, shown: titled('customers.people'), act: (reader) => reader.button('customers.invite').first().click() },
    { name: 'ledger', route: '/ledger', path: '/ledger?settled=true', shown: at('.grid-row') },
    { name: 'imports', route: '/ledger/imports', path: '/ledger/imports', shown: at('.grid-row, .plain') },
    { name: 'import', route: '/ledger/import', path: '/ledger/import', shown: titled('ledger.import_title') },
    {
      name: 'import-errors', route: '/ledger/import', path: '/ledger/import?kind=invoices', shown: titled('ledger.import_title'),
      act: async (reader) => { await reader.page.locator('input[type=file]').setInputFiles({ name: 'invoices.csv', mimeType: 'text/csv', buffer: file }); await reader.page.locator('.plain, .problem').first().waitFor(); },
    },
  ];
}

function policyStops(sights: Sights | undefined): readonly Stop[] {
  return [
    { name: 'policies', route: '/policies', path: '/policies', shown: at('.grid-row') },
    ...(sights?.policies ?? ['']).map((address): Stop => ({ name: `policy-${address.replace('/', '-')}`, route: '/policies/:kind/:name', path: `/policies/${address}`, shown: titled('policies.versions') })),
  ];
}

const goingLiveStop: Stop = {
  name: 'going-live', route: '/going-live', path: '/going-live', shown: titled('goingLive.title'),
  act: async (reader) => { await reader.button('goingLive.begin').or(reader.button('goingLive.again')).first().click(); await reader.page.locator('.day-grid').first().waitFor(); },
};

function settingsStops(): readonly Stop[] {
  return [
    { name: 'people', route: '/settings', path: '/settings', shown: worded('settings.people_next'), act: async (reader) => { await reader.button('settings.change_roles').first().click(); await reader.press('settings.invite'); } },
    { name: 'api-keys', route: '/settings', path: '/settings?section=keys', shown: worded('settings.api_hint') },
    { name: 'entities', route: '/settings', path: '/settings?section=entities', shown: at('.entity') },
    { name: 'channels', route: '/settings', path: '/settings?section=channels', shown: at('.entity'), act: async (reader) => { await reader.button('settings.send_test').first().click(); await reader.page.locator('.test-outcome').waitFor(); } },
    { name: 'operation', route: '/settings', path: '/settings?section=operation', shown: titled('settings.trouble') },
    { name: 'operation-stuck', route: '/settings', path: '/settings?section=operation', prepare: answerWithTrouble, shown: (reader) => reader.button('forms.try_again_now') },
  ];
}

// No story of a sound installation is stuck: the answer is one as the API gives it.
async function answerWithTrouble(reader: Reader): Promise<void> {
  const story = { kind: 'collection_case', id: '01980000-0000-7000-8000-000000000000', nextAction: 'contact_customer', nextAt: null, stuckAt: '2026-03-02T01:00:00.000Z', futileActs: 20 };
  await reader.context.route('**/v1/stories-in-trouble', (route) => route.fulfill({ json: { items: [story] } }));
}
