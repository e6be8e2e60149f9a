import { expect } from 'vitest';
import type { Language } from '../../src/domain/display.js';
import type { SIZES } from '../support/browser.js';
import type { Reader } from './reader.js';
import { colleague, type Stage } from './stage.js';

const LADDER = '/policies/escalation_ladder/default';
const NOTES: Readonly<Record<Language, string>> = { en: 'A reminder two days later', 'zh-CN': '客户希望再晚一天' };
/** The reminder at T+10, in the order of the steps. */
const REMINDER = 3;

/** A manager moves a step of the timeline twice: by its axis at a desk, by buttons on a phone; each sees what it does to a customer and publishes. */
export async function playPolicyChange(stage: Stage): Promise<void> {
  await change(stage, { language: 'en', size: 'desk', version: 2, day: 12 }, moveOnAxis);
  await change(stage, { language: 'zh-CN', size: 'phone', version: 3, day: 13 }, moveByButtons);
  const { items } = await stage.call('get', '/v1/policies', { as: colleague('en', 'manager') }) as { readonly items: readonly { readonly kind: string; readonly versions: readonly { readonly version: number; readonly note: string; readonly openItems: number }[] }[] };
  const versions = items.find(({ kind }) => kind === 'escalation_ladder')?.versions ?? [];
  expect(versions.map(({ version, note }) => [version, note]).slice(0, 2)).toEqual([[3, NOTES['zh-CN']], [2, NOTES.en]]);
  // What was on the ladder stays on the version that it had entered.
  expect(versions.map(({ openItems }) => openItems > 0)).toEqual([false, false, true]);
}

interface Change {
  readonly language: Language;
  readonly size: keyof typeof SIZES;
  readonly version: number;
  /** Where the reminder stands then. */
  readonly day: number;
}

async function change(stage: Stage, { language, size, version, day }: Change, move: (reader: Reader) => Promise<void>): Promise<void> {
  const reader = await stage.as(language, 'manager', size);
  await reader.go('/policies');
  await reader.looksRight('policies');
  await reader.go(LADDER);
  await reader.looksRight('ladder');
  await move(reader);
  await reader.page.locator(`.ladder-mark[aria-valuenow="${day}"]`).waitFor();
  await reader.page.getByText(reader.t('policies.holds')).waitFor();
  await reader.page.getByRole('combobox', { name: reader.t('policies.preview_customer'), exact: true }).click();
  await reader.page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await reader.page.getByRole('region', { name: reader.t('policies.preview') }).first().waitFor();
  await reader.looksRight('ladder-draft');
  await reader.press('policies.publish_open', { version });
  await reader.fill('policies.note_needed', NOTES[language]);
  await reader.submit(reader.button('policies.publish', { version }));
  await reader.until(LADDER, reader.page.getByText(NOTES[language]).first());
  await reader.page.locator(`.ladder-mark[aria-valuenow="${day}"]`).waitFor();
  await reader.looksRight('ladder-published');
}

function mark(reader: Reader): ReturnType<Reader['page']['locator']> {
  return reader.page.locator('.ladder-mark').nth(REMINDER);
}

/** With the mouse to the right and with the keys to its day. */
async function moveOnAxis(reader: Reader): Promise<void> {
  const box = await mark(reader).boundingBox();
  if (box === null) throw new Error('The step is not on the axis');
  const [x, y] = [box.x + box.width / 2, box.y + 10];
  await reader.page.mouse.move(x, y);
  await reader.page.mouse.down();
  await reader.page.mouse.move(x + 60, y, { steps: 6 });
  await reader.page.mouse.up();
  const dragged = Number(await mark(reader).getAttribute('aria-valuenow'));
  expect(dragged).toBeGreaterThan(10);
  await mark(reader).focus();
  for (let day = dragged; day > 12; day -= 1) await mark(reader).press('ArrowLeft');
  for (let day = dragged; day < 12; day += 1) await mark(reader).press('ArrowRight');
}

async function moveByButtons(reader: Reader): Promise<void> {
  for (let step = 0; step < REMINDER; step += 1) await reader.press('policies.step_after');
  await reader.press('policies.day_more');
}
