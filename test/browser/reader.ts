import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page, Response } from 'playwright-core';
import type { Language } from '../../src/domain/display.js';
import { picture, SIZES } from '../support/browser.js';
import { foreignTextsIn, rawTextsIn, textOf, type TextKey } from './words.js';

export interface ReaderGiven {
  readonly url: string;
  readonly language: Language;
  readonly size: keyof typeof SIZES;
  readonly shade?: 'light' | 'dark';
  /** Of who is signed in; without it, nobody is. */
  readonly session?: string;
  /** Where flaws of pages are noted. */
  readonly notes: string[];
}

type Filled = Readonly<Record<string, string | number>>;

// Long, for a machine that does other things as well.
const WAIT_MILLISECONDS = 30_000;
const LOOKS_MAX = 20;
const SERIOUS: ReadonlySet<string | null | undefined> = new Set(['serious', 'critical']);

/** Somebody who reads and presses, in one language at one size. What goes wrong is told with a picture. */
export class Reader {
  readonly language: Language;
  size: keyof typeof SIZES;
  shade: 'light' | 'dark';
  readonly context: BrowserContext;
  page: Page;
  /** What the browser complained about. */
  readonly complaints: string[] = [];
  readonly #notes: string[];

  private constructor(given: ReaderGiven, context: BrowserContext, page: Page) {
    this.#notes = given.notes;
    this.language = given.language;
    this.size = given.size;
    this.shade = given.shade ?? 'light';
    this.context = context;
    this.page = page;
    context.on('page', (opened) => { this.#listen(opened); });
    this.#listen(page);
  }

  static async open(browser: Browser, given: ReaderGiven): Promise<Reader> {
    const { url, language, size, shade = 'light', session } = given;
    const context = await browser.newContext({ baseURL: url, viewport: SIZES[size], locale: language, timezoneId: 'Asia/Shanghai', colorScheme: shade, hasTouch: size === 'phone', acceptDownloads: true });
    context.setDefaultTimeout(WAIT_MILLISECONDS);
    if (session !== undefined) await context.addCookies([{ name: 'dunlin_session', value: session, url }]);
    return new Reader(given, context, await context.newPage());
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => { this.complaints.push(error.message); });
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefusal(message.text(), message.location().url)) this.complaints.push(`${message.text()} ${message.location().url}`);
    });
  }

  close(): Promise<void> {
    return this.context.close();
  }

  t(key: TextKey, filled?: Filled): string {
    return textOf(this.language, key, filled);
  }

  /** A button by its whole text. */
  button(key: TextKey, filled?: Filled): Locator {
    return this.page.getByRole('button', { name: this.t(key, filled), exact: true });
  }

  async press(key: TextKey, filled?: Filled): Promise<void> {
    await this.button(key, filled).click();
  }

  async fill(key: TextKey, text: string, filled?: Filled): Promise<void> {
    await this.page.getByLabel(this.t(key, filled), { exact: true }).fill(text);
  }

  /** Picks from a list that opens. */
  async pick(label: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: label }).click();
    await this.page.locator('.ant-select-dropdown:visible .ant-select-item-option-content').getByText(option, { exact: true }).click();
  }

  /** One of several numbered acts: chosen, its fields filled, its verb pressed; done when its fields are gone. */
  async act(choice: TextKey, verb: TextKey, fields: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.page.locator('.choice').filter({ hasText: this.t(choice) }).click();
    const open = this.page.locator('.choice-open');
    await open.waitFor();
    await fields();
    await this.submit(open.getByRole('button', { name: this.t(verb), exact: true }));
  }

  /** Presses what changes something, and waits for its answer. */
  submit(button: Locator): Promise<void> {
    return this.answered(() => button.click());
  }

  /** Does what sends a change, and waits for its answer. @throws when it was refused */
  async answered(send: () => Promise<void>): Promise<void> {
    const isChange = (response: Response): boolean => response.request().method() !== 'GET' && response.url().includes('/v1/');
    const [response] = await Promise.all([this.page.waitForResponse(isChange), send()]);
    if (!response.ok()) throw new Error(`${response.request().method()} ${response.url()} answered ${response.status()}: ${await response.text()}`);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await this.settled();
  }

  /** Opens a page again and again until it shows something that Dunlin is still working on. */
  async until(path: string, shown: Locator): Promise<void> {
    for (let looks = 1; ; looks += 1) {
      await this.go(path);
      if (await shown.count() > 0) return;
      if (looks === LOOKS_MAX) throw new Error(`${path} does not come to show ${String(shown)}`);
    }
  }

  /** Everything that was asked for is there. */
  async settled(): Promise<void> {
    await this.page.locator('main').first().waitFor();
    await this.page.waitForLoadState('networkidle');
    await this.page.locator('.skeleton').first().waitFor({ state: 'detached' });
  }

  /** Looks at the same page in another size or shade: nothing is loaded anew. */
  async turnTo({ size, shade }: { readonly size: keyof typeof SIZES; readonly shade: 'light' | 'dark' }): Promise<void> {
    if (size !== this.size) await this.page.setViewportSize(SIZES[size]);
    if (shade !== this.shade) await this.page.emulateMedia({ colorScheme: shade });
    this.size = size;
    this.shade = shade;
    // Two frames: one in which pictures are measured, one in which they are drawn.
    await this.page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))))');
  }

  /** Nothing is on its way to the page any more: neither texts nor pictures. */
  async still(): Promise<void> {
    await this.page.locator('.skeleton, .ant-spin-spinning, .ant-btn-loading').first().waitFor({ state: 'detached' });
  }

  /** What is wrong with the page that is open; nothing when it is fit for people. */
  async flaws(): Promise<readonly string[]> {
    await this.settled();
    return this.flawsNow();
  }

  /** The same of a page that has settled; of another shade of it only its colours are looked at again. */
  async flawsNow({ coloursOnly = false }: { readonly coloursOnly?: boolean } = {}): Promise<readonly string[]> {
    const axe = new AxeBuilder({ page: this.page }).exclude('iframe').setLegacyMode();
    const { violations } = await (coloursOnly ? axe.withRules(['color-contrast']) : axe).analyze();
    const barriers = violations.filter(({ impact }) => SERIOUS.has(impact)).map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
    if (coloursOnly) return [...barriers, ...this.complaints.splice(0)];
    const shown = await this.page.locator('body').innerText();
    // A page says itself which language it speaks: an evidence page that of the seller's country.
    const language = await this.page.locator('html').getAttribute('lang') === 'en' ? 'en' : 'zh-CN';
    const wider = Number(await this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
    return [...barriers, ...rawTextsIn(shown).map((raw) => `shows ${raw}`), ...(this.#showsMessages() ? [] : foreignTextsIn(shown, language)).map((text) => `shows “${text}” of the other language`), ...(wider > 0 ? [`scrolls sideways by ${wider} px`] : []), ...this.complaints.splice(0)];
  }

  // Messages are in the language of whom they go to, whoever reads the inbox.
  #showsMessages(): boolean {
    return new URL(this.page.url()).pathname === '/inbox';
  }

  /** Notes with a picture what makes the page unfit for people; the story goes on, and fails at its end. */
  async looksRight(name: string): Promise<void> {
    await this.note(name, await this.flaws());
  }

  async note(name: string, flaws: readonly string[]): Promise<void> {
    if (flaws.length > 0) this.#notes.push(`${name} (${this.language}, ${this.size}, ${this.shade}), ${this.page.url()}:\n  ${flaws.join('\n  ')}\n  ${await this.picture(name)}`);
  }

  picture(name: string): Promise<string> {
    return picture(this.page, `${name}-${this.language}-${this.size}-${this.shade}`.replaceAll(/[^\w-]+/g, '-'), { whole: true });
  }
}

// What is refused the page shows in its own words; the browser tells of it as well.
function isRefusal(text: string, url: string): boolean {
  return text.includes('status of 422') || text.includes('status of 410') || (text.includes('status of 401') && url.endsWith('/v1/session'));
}
