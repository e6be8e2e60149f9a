import { ENTRY_KINDS, PAGE_PATHS } from '../../console/addresses.js';
import { PUBLIC_PATHS } from '../../src/public-pages/mount.js';
import { pageTexts } from '../../src/public-pages/texts.js';
import type { Language } from '../../src/domain/display.js';
import type { Reader } from './reader.js';
import type { Stage } from './stage.js';
import { consoleStops, entryStops, type Stop } from './tour-console.js';
import { findSights, type Sights } from './tour-sights.js';

/** Each page is loaded at a desk in light and turned from there. */
const VIEWS = [
  { size: 'desk', shade: 'light', coloursOnly: false }, { size: 'desk', shade: 'dark', coloursOnly: true }, { size: 'phone', shade: 'dark', coloursOnly: true }, { size: 'phone', shade: 'light', coloursOnly: false },
] as const;

/** What the tables of addresses hold and the tour does not visit; nothing when it is whole. */
export function placesLeftOut(): readonly string[] {
  const visited = new Set([...entryStops(), ...consoleStops(undefined), ...publicStops(undefined)].map((stop) => stop.route));
  return [...PAGE_PATHS, ...ENTRY_KINDS.map((kind) => `/${kind}`), ...PUBLIC_PATHS].filter((path) => !visited.has(path));
}

/** Every page there is, in a language, in both sizes, light and dark, on an installation that has something on each. */
export async function tour(stage: Stage, language: Language): Promise<void> {
  const sights = await findSights(stage, language);
  const stranger = await stage.visitor(language, 'desk');
  for (const stop of [...entryStops(), ...publicStops(sights)]) await visit(stranger, stop);
  const administrator = await stage.as(language, 'administrator', 'desk');
  for (const stop of consoleStops(sights)) await visit(administrator, stop);
}

async function visit(reader: Reader, { name, path, shown, prepare, act }: Stop): Promise<void> {
  await prepare?.(reader);
  await reader.page.goto(path);
  await shown(reader).first().waitFor();
  await act?.(reader);
  await reader.still();
  for (const { coloursOnly, ...view } of VIEWS) {
    await reader.turnTo(view);
    await reader.note(name, await reader.flawsNow({ coloursOnly }));
  }
  await reader.turnTo(VIEWS[0]);
}

/** Pages that links open. Without sights only their addresses count. */
function publicStops(sights: Sights | undefined): readonly Stop[] {
  const heading = (text: (texts: (typeof pageTexts)[Language]) => string) => (reader: Reader): ReturnType<Stop['shown']> => reader.page.getByRole('heading', { name: text(pageTexts[reader.language]) });
  const form = (reader: Reader): ReturnType<Stop['shown']> => reader.page.locator('form');
  return [
    { name: 'decide', route: '/decide/:token', path: sights?.decide ?? '', shown: form },
    { name: 'link-not-valid', route: '/decide/:token', path: '/decide/nobody-has-this-link', shown: heading(({ common }) => common.notValidTitle) },
    { name: 'evidence', route: '/evidence/:token', path: sights?.evidence ?? '', shown: form },
    { name: 'evidence-file', route: '/evidence/:token/file', path: `${sights?.evidence ?? ''}/file`, shown: form },
    { name: 'new-application-page', route: '/apply/new/:token', path: sights?.applyNew ?? '', shown: form },
    { name: 'information', route: '/apply/:token', path: sights?.information ?? '', shown: form },
    { name: 'outcome', route: '/applications/told/:token', path: sights?.outcome ?? '', shown: heading(({ outcome }) => outcome.withdrawnTitle) },
  ];
}
