import { createHash } from 'node:crypto';
import { ZipFile } from 'yazl';
import type { Instant } from '../domain/dates.js';
import { formatAmount, type ShownMoney } from '../domain/display.js';
import { csvOf, type CsvCell } from './csv.js';
import type { EvidenceContact, EvidenceGroup, EvidencePackFacts } from './evidence-facts.js';
import { indexPage, type IndexEntry } from './evidence-index.js';
import { evidenceTexts, type EvidenceTexts } from './evidence-texts.js';

export interface EvidencePack {
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly sha256: string;
  readonly files: readonly ManifestFile[];
}

export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface PackFile {
  readonly path: string;
  readonly content: Uint8Array;
}

const GROUPS: readonly EvidenceGroup[] = ['parties', 'contract', 'performance', 'amount', 'demand', 'security', 'insurance', 'other'];

/** A ZIP with a numbered list of evidence, the sheets, every contact, the documents, and the SHA-256 of each file. */
export async function buildEvidencePack(facts: EvidencePackFacts): Promise<EvidencePack> {
  const texts = evidenceTexts[facts.language];
  const { files, entries } = collectFiles(facts, texts);
  const index = [
    file('index.html', indexPage(facts, texts, entries)),
    file('index.csv', csvOf([texts.indexColumns, ...entries.map(indexRow)])),
  ];
  const listed = [...index, ...files];
  const manifestFiles = listed.map(({ path, content }) => ({ path, bytes: content.length, sha256: sha256(content) }));
  const manifest = { pack: facts.packNumber, preparedAt: facts.preparedAt, files: manifestFiles };
  const content = await zip([...listed, file('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)], facts.preparedAt);
  return { fileName: `evidence-${safeName(facts.packNumber)}.zip`, content, sha256: sha256(content), files: manifestFiles };
}

function collectFiles(facts: EvidencePackFacts, texts: EvidenceTexts): { readonly files: readonly PackFile[]; readonly entries: readonly IndexEntry[] } {
  const files: PackFile[] = [];
  const entries: IndexEntry[] = [];
  const add = (group: EvidenceGroup, entry: Omit<IndexEntry, 'number' | 'group'>, content: Uint8Array | string): void => {
    files.push(typeof content === 'string' ? file(entry.path, content) : { path: entry.path, content });
    entries.push({ ...entry, number: entries.length + 1, group: texts.groups[group] });
  };
  const made = { source: texts.madeByDunlin, kind: texts.electronicOriginal, pages: 0 };
  for (const group of GROUPS) {
    if (group === 'amount') {
      add(group, { ...made, title: texts.invoicesTitle, proves: texts.invoicesProve, path: 'invoices.csv' }, invoicesSheet(facts, texts));
      add(group, { ...made, title: texts.happeningsTitle, proves: texts.happeningsProve, path: 'happenings.csv' }, happeningsSheet(facts, texts));
    }
    if (group === 'demand') {
      add(group, { ...made, title: texts.contactsTitle, proves: texts.contactsProve, path: 'contacts.csv' }, contactsSheet(facts, texts));
      for (const [position, contact] of facts.contacts.entries()) {
        const title = `${contact.step}, ${contact.channel}, ${shown(contact.sentAt, facts.timeZone)}`;
        add(group, { ...made, title, proves: texts.contactProves, path: contactPath(contact, position) }, contactText(contact, texts, facts.timeZone));
      }
    }
    for (const document of facts.documents.filter((candidate) => candidate.group === group)) {
      const path = `documents/${String(entries.length + 1).padStart(3, '0')}-${safeName(document.fileName)}`;
      add(group, { title: document.title, source: document.source, proves: document.proves, kind: texts.electronicCopy, pages: document.pages, path }, document.content);
    }
  }
  return { files, entries };
}

function indexRow(entry: IndexEntry): readonly CsvCell[] {
  return [entry.number, entry.group, entry.title, entry.source, entry.proves, entry.kind, entry.pages === 0 ? '' : entry.pages, entry.path];
}

function invoicesSheet({ invoices }: EvidencePackFacts, texts: EvidenceTexts): string {
  return csvOf([texts.invoiceColumns, ...invoices.map((invoice, index) => [
    index + 1, invoice.invoiceNumber, invoice.issuedOn, invoice.dueOn, invoice.daysOverdue, invoice.open.currency,
    plainAmount(invoice.original), plainAmount(invoice.open), plainAmount(invoice.disputed),
  ])]);
}

function contactsSheet({ contacts, timeZone }: EvidencePackFacts, texts: EvidenceTexts): string {
  return csvOf([texts.contactColumns, ...contacts.map((contact, index) => [
    index + 1, shown(contact.sentAt, timeZone), contact.step, contact.channel, contact.recipientName, contact.recipientAddress,
    contact.deliveryState, shown(contact.deliveryStateAt, timeZone), contact.proof, contact.invoiceNumbers.join(' '), contactPath(contact, index), contact.contactId,
  ])]);
}

function happeningsSheet({ happenings, timeZone }: EvidencePackFacts, texts: EvidenceTexts): string {
  return csvOf([texts.happeningColumns, ...happenings.map((happening, index) => [index + 1, shown(happening.at, timeZone), happening.what, happening.by])]);
}

function contactPath(contact: EvidenceContact, position: number): string {
  return `contacts/${String(position + 1).padStart(3, '0')}-${contact.sentAt.slice(0, 10)}-${safeName(contact.channel)}.txt`;
}

function contactText(contact: EvidenceContact, texts: EvidenceTexts, timeZone: string): string {
  const head = [
    [texts.contactNumber, contact.contactId], [texts.step, contact.step], [texts.channel, contact.channel],
    [texts.recipient, `${contact.recipientName} <${contact.recipientAddress}>`], [texts.sentAt, `${shown(contact.sentAt, timeZone)} (${contact.sentAt})`],
    [texts.deliveryState, `${contact.deliveryState}, ${shown(contact.deliveryStateAt, timeZone)} (${contact.deliveryStateAt})`],
    [texts.proof, contact.proof], [texts.invoices, contact.invoiceNumbers.join(', ')], [texts.subject, contact.subject],
    [texts.textDigest, sha256(Buffer.from(contact.text))],
  ];
  return `${head.map(([name = '', value = '']) => `${name}: ${value}`).join('\n')}\n${'-'.repeat(72)}\n${contact.text}\n`;
}

/** Wall clock of the zone, with the zone named: `2026-03-03 09:00 Asia/Shanghai`. */
function shown(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
  return `${parts} ${timeZone}`;
}

/** Exact decimals without separators, so that a spreadsheet can sum them. */
function plainAmount(money: ShownMoney): string {
  return formatAmount(money).replaceAll(',', '');
}

function file(path: string, text: string): PackFile {
  return { path, content: Buffer.from(text) };
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function safeName(text: string): string {
  const name = text.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '_');
  return name.length <= 80 ? name : `${name.slice(0, 60)}${name.slice(-20)}`;
}

/** Fixed times and order: the same files give the same bytes, whatever the machine's zone. */
async function zip(files: readonly PackFile[], preparedAt: Instant): Promise<Uint8Array> {
  const archive = new ZipFile();
  const mtime = dosNoon(preparedAt);
  for (const { path, content } of files) archive.addBuffer(Buffer.from(content), path, { mtime, mode: 0o100644, forceDosTimestamp: true });
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

// A ZIP entry holds local time without a zone; noon exists in every zone on every day.
function dosNoon(at: Instant): Date {
  const day = at.slice(0, 10).split('-').map(Number);
  return new Date(day[0] ?? 1980, (day[1] ?? 1) - 1, day[2] ?? 1, 12);
}
