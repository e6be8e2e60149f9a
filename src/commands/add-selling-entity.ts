import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { insertSellingEntity, sellingEntities } from '../db/selling-entities.js';
import { asking } from './permissions.js';
import { runCommand, type CommandRefusal } from './run-command.js';

/** A legal entity of ours, with what a letter in its name needs. */
export interface NewSellingEntity {
  /** What files call it. */
  readonly code: string;
  readonly legalName: string;
  readonly legalNameEnglish?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly address: string;
  readonly addressEnglish?: string | undefined;
  readonly bankName: string;
  readonly bankAccountName: string;
  readonly bankAccountNumber: string;
  readonly letterhead?: string | undefined;
  readonly senderName: string;
  readonly senderEmail: string;
  readonly phone?: string | undefined;
}

export type AddSellingEntityRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'selling_entity_code_taken'; readonly sellingEntityCode: string };

/** Refuses a code that another entity has. */
export async function addSellingEntity(
  database: Database, request: { readonly actor: Actor; readonly entity: NewSellingEntity },
): Promise<{ readonly kind: 'added'; readonly sellingEntityId: string } | AddSellingEntityRefusal> {
  const { actor, entity } = request;
  return runCommand(database, asking(actor, 'keep_selling_entities'), async (command) => {
    const { trx, at } = command;
    if ((await sellingEntities(trx)).some((other) => other.code === entity.code)) return { kind: 'rejected', code: 'selling_entity_code_taken', sellingEntityCode: entity.code };
    const id = newId(at);
    await insertSellingEntity(trx, {
      id, code: entity.code, legal_name: entity.legalName, legal_name_english: entity.legalNameEnglish ?? null, country: entity.country, address: entity.address,
      address_english: entity.addressEnglish ?? null, bank_name: entity.bankName, bank_account_name: entity.bankAccountName, bank_account_number: entity.bankAccountNumber,
      letterhead: entity.letterhead ?? '', sender_name: entity.senderName, sender_email: entity.senderEmail, phone: entity.phone ?? null, created_at: at,
    });
    await command.record({ customerId: null, streamKind: 'selling_entity', streamId: id, type: 'selling_entity_added', data: { code: entity.code } });
    return { kind: 'added', sellingEntityId: id };
  });
}
