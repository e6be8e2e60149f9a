import type { Page } from 'playwright-core';
import type { Reader } from './reader.js';

/** Opens the newest message to somebody in the local inbox, of those whose subject names something. */
export async function readMail(reader: Reader, recipient: string, about = ''): Promise<void> {
  const row = reader.page.locator('.grid-row').filter({ hasText: recipient }).filter({ hasText: about }).first();
  await reader.until('/inbox', row);
  await row.click();
  await reader.page.locator('iframe.message-frame').waitFor();
}

/** Follows the link of the message that is open, as its reader does: in a page of its own. */
export async function openLink(reader: Reader, visit: (page: Page) => Promise<void>): Promise<void> {
  const inbox = reader.page;
  const [page] = await Promise.all([reader.context.waitForEvent('page'), inbox.frameLocator('iframe.message-frame').locator('a[href^="http"]').last().click()]);
  reader.page = page;
  try {
    await visit(page);
  } finally {
    await page.close();
    reader.page = inbox;
  }
}
