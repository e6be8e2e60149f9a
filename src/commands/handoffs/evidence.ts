import { now } from '../../db/clock.js';
import type { Database } from '../../db/database.js';
import { readEvidence, readHandoffRecords } from '../../db/handoffs.js';
import { newId } from '../../db/ids.js';
import type { Row } from '../../db/schema.js';
import type { EvidenceContact, EvidenceHappening, EvidencePackFacts } from '../../documents/evidence-facts.js';
import { dateIn, daysPastDue } from '../../domain/dates.js';
import type { Language } from '../../domain/display.js';
import type { ActRequest } from '../../workflows/messages.js';
import { handoffStory } from '../handoff-story.js';
import { actOn } from '../story.js';
import { deliveryWords, happeningWords } from './evidence-words.js';

/** Everything that a handoff's evidence pack holds, as it is now. */
export async function evidenceOf(database: Database, handoffId: string): Promise<EvidencePackFacts> {
  return database.transaction(async (trx) => {
    const { handoff, customer, case: kase, seller } = await readHandoffRecords(trx, handoffId);
    const evidence = await readEvidence(trx, handoffId);
    const at = await now(trx);
    const language: Language = seller.country === 'CN' ? 'zh-CN' : 'en';
    const today = dateIn(customer.time_zone, at);
    const money = (minor: number): { minor: number; currency: string } => ({ minor, currency: kase.currency });
    return {
      language, packNumber: packNumberOf(customer, handoff), preparedAt: at, timeZone: customer.time_zone,
      seller: { legalName: seller.legal_name, registrationNumber: '', address: seller.address },
      customer: { legalName: customer.name, registrationNumber: customer.unified_social_credit_code ?? '', address: '' },
      invoices: evidence.items.map((item) => ({
        invoiceNumber: item.instalment > 1 ? `${item.number} / ${item.instalment}` : item.number, issuedOn: item.issued_on, dueOn: item.due_on,
        daysOverdue: Math.max(0, daysPastDue(item.due_on, today)), original: money(item.amount_minor), open: money(item.open_minor), disputed: money(item.disputed_minor),
      })),
      contacts: evidence.contacts.map((contact): EvidenceContact => ({
        contactId: contact.id, step: contact.step_key, channel: contact.channel, recipientName: contact.recipient_name, recipientAddress: contact.address, sentAt: contact.reserved_at,
        deliveryState: deliveryWords(contact.delivery ?? contact.state, language), deliveryStateAt: contact.delivered_at ?? contact.resolved_at ?? contact.reserved_at,
        proof: contact.provider_id ?? '', invoiceNumbers: contact.invoice_numbers, subject: contact.subject, text: contact.body,
      })),
      happenings: evidence.events.flatMap((event): readonly EvidenceHappening[] => {
        const what = happeningWords(event, language);
        return what === undefined ? [] : [{ at: event.at, what, by: actorWords(event) }];
      }),
      documents: evidence.letters.map((letter) => ({
        group: 'demand' as const, title: letter.file_name.replace(/\.pdf$/, ''), fileName: letter.file_name, content: letter.content,
        source: language === 'zh-CN' ? '由 Dunlin 生成' : 'made by Dunlin', proves: language === 'zh-CN' ? '已书面催告' : 'written demand', pages: 0,
      })),
    };
  });
}

/** `C0012-H01a2b3c4`: the customer's number and the beginning of the handoff's id. */
export function packNumberOf(customer: Pick<Row<'customers'>, 'number'>, handoff: Pick<Row<'handoffs'>, 'id'>): string {
  return `${customer.number}-H${handoff.id.replaceAll('-', '').slice(-8)}`;
}

function actorWords(event: Row<'events'>): string {
  const { actor } = event;
  const kind = typeof actor === 'object' && actor !== null && !Array.isArray(actor) ? (actor as Readonly<Record<string, unknown>>)['kind'] : undefined;
  return typeof kind === 'string' ? kind : '';
}

/** Keeps the pack that was built, if the handoff still asks for it. */
export async function attachPack(database: Database, request: ActRequest, pack: { readonly fileName: string; readonly content: Uint8Array; readonly sha256: string }): Promise<'done' | 'changed'> {
  return actOn(database, handoffStory, request, async (command, { records }) => {
    const documentId = newId(command.at);
    await command.trx.insertInto('documents').values({ id: documentId, file_name: pack.fileName, content_type: 'application/zip', sha256: pack.sha256, content: pack.content, created_at: command.at }).execute();
    await command.trx.updateTable('handoffs').set({ pack_document_id: documentId }).where('id', '=', records.handoff.id).execute();
    await command.record({ customerId: records.customer.id, streamKind: 'handoff', streamId: records.handoff.id, type: 'evidence_pack_built', data: { documentId, sha256: pack.sha256 } });
    return 'done' as const;
  });
}
