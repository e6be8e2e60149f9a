import { sql } from 'kysely';
import { assertNever } from '../domain/assert-never.js';
import type { Actor } from './events.js';
import { texts } from './bulk.js';
import type { Row, Trx } from './schema.js';

/** The roles that an actor has at this moment; none for stories, pages and the installation itself. */
export async function rolesOfActor(trx: Trx, actor: Actor): Promise<readonly string[] | 'no_longer_valid'> {
  switch (actor.kind) {
    case 'person': {
      const person = await trx.selectFrom('people').select('roles').where('id', '=', actor.personId).where('disabled_at', 'is', null).executeTakeFirst();
      return person?.roles ?? 'no_longer_valid';
    }
    case 'api_key': {
      const key = await trx.selectFrom('api_keys').select('roles').where('id', '=', actor.apiKeyId).where('revoked_at', 'is', null).executeTakeFirst();
      return key?.roles ?? 'no_longer_valid';
    }
    case 'story':
    case 'contact_person':
    case 'installation': return [];
    default: return assertNever(actor);
  }
}

/** People who are not disabled, by e-mail address in small letters. */
export async function peopleByEmails(trx: Trx, emails: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ id: string; email: string }>`select id, lower(email) as email from people where disabled_at is null and lower(email) in ${texts(emails.map((email) => email.toLowerCase()))}`.execute(trx);
  return new Map(found.rows.map(({ id, email }) => [email, id]));
}

export async function activePerson(trx: Trx, id: string): Promise<Row<'people'> | undefined> {
  return trx.selectFrom('people').selectAll().where('id', '=', id).where('disabled_at', 'is', null).executeTakeFirst();
}
