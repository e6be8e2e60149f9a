import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumProgram } from './parts.js';

/** @throws when there is no Chromium */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumProgram(process.env);
  if (executablePath === null) throw new Error('There is no Chromium; on Debian: apt-get install chromium fonts-noto-cjk');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** The widths at which every page is looked at. */
export const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

export interface Visit {
  readonly url: string;
  /** One of the sample company's people. */
  readonly personName: string;
  readonly language: 'zh-CN' | 'en';
  readonly size: keyof typeof SIZES;
  readonly shade?: 'light' | 'dark';
}

/** A page of somebody who is signed in on a sample installation. */
export async function signedInPage(browser: Browser, { url, personName, language, size, shade = 'light' }: Visit): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: url, viewport: SIZES[size], locale: language, colorScheme: shade, hasTouch: size === 'phone' });
  await context.addInitScript({ content: `localStorage.setItem('dunlin.language', '${language}')` });
  const people: unknown = await (await context.request.get('/v1/session/sample-people')).json();
  const { items } = people as { readonly items: readonly { readonly id: string; readonly name: string }[] };
  const person = items.find((candidate) => candidate.name === personName);
  if (person === undefined) throw new Error(`The sample company has nobody called ${personName}`);
  const answer = await context.request.post('/v1/session/sample', { data: { personId: person.id }, headers: { 'x-dunlin-request': '1' } });
  if (!answer.ok()) throw new Error(`Signing in was refused: ${answer.status()}`);
  return { page: await context.newPage(), context };
}

/** Keeps a picture in the machine's temporary folder. @returns its path */
export async function picture(page: Page, name: string, { whole = false }: { readonly whole?: boolean } = {}): Promise<string> {
  const folder = join(tmpdir(), 'dunlin-pictures');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: whole });
  return path;
}
