import { addSellingEntity } from '../../../src/commands/add-selling-entity.js';
import { publishShippedPolicies } from '../../../src/commands/publish-policy.js';
import { runCommand } from '../../../src/commands/run-command.js';
import { createInstallation } from '../../../src/db/clock.js';
import type { Database } from '../../../src/db/database.js';
import { restlessStories } from '../../../src/db/due-stories.js';
import type { Actor } from '../../../src/db/events.js';
import { newId } from '../../../src/db/ids.js';
import type { Instant } from '../../../src/domain/dates.js';
import type { Role } from '../../../src/domain/roles.js';
import { advanceTo, untilFound } from '../../support/engine.js';
import { CompanyDesk } from './company-desk.js';
import { EngineActions } from './engine-actions.js';
import { readOracleLines } from './engine-lines.js';
import type { OracleLine } from './oracle-lines.js';
import type { World, WorldDay } from './world.js';

/** Moves the test clock, and waits until the stories rest. */
export interface Mover {
  advanceTo(until: Instant): Promise<void>;
  untilRest(): Promise<void>;
}

/** Plays a world on the real product: its database, its engine that runs beside it, its test clock. Files go in by `dunlin import`,
 * what people do goes through the API; what came of it is read back from the tables. */
export class EnginePlayer {
  readonly #database: Database;
  readonly #mover: Mover;
  #desk: CompanyDesk | undefined;
  #actions: EngineActions | undefined;

  /** @param mover by default the engine that runs beside it */
  constructor(database: Database, mover: Mover = engineMover(database)) {
    this.#database = database;
    this.#mover = mover;
  }

  /** Makes the company: to be called before the engine is started. */
  async prepare(world: World): Promise<void> {
    const [first] = world.days;
    if (first === undefined) throw new Error('A world has days');
    const start = new Date(Date.parse(first.at) - 60_000).toISOString() as Instant;
    const actor: Actor = { kind: 'installation' };
    await this.#database.transaction((trx) => createInstallation(trx, { kind: 'test', start }));
    await runCommand(this.#database, { actor }, publishShippedPolicies);
    for (const { code, name } of world.sellingEntities) {
      await addSellingEntity(this.#database, { actor, entity: {
        code, legalName: name, country: 'CN', address: '上海市示例路 1 号', bankName: '示例银行', bankAccountName: name, bankAccountNumber: '3100000012345678', senderName: name, senderEmail: `credit@${code.toLowerCase()}.example`,
      } });
    }
    for (const { email, name } of world.salesPeople) await this.#addPerson(start, { email, name, role: 'sales' });
    const holdOwner = await this.#addPerson(start, { email: 'collector@lantern.example', name: 'collector', role: 'collector' });
    this.#desk = await CompanyDesk.open(this.#database);
    this.#actions = new EngineActions(this.#database, { desk: this.#desk, holdOwner });
  }

  async #addPerson(at: Instant, person: { readonly email: string; readonly name: string; readonly role: Role }): Promise<string> {
    const id = newId(at);
    await this.#database.transaction((trx) => trx.insertInto('people').values({
      id, name: person.name, email: person.email, phone: null, language: 'en', time_zone: 'Asia/Shanghai', country: 'CN', roles: [person.role], password_hash: null, disabled_at: null, created_at: at,
    }).execute());
    return id;
  }

  /** Plays the days in their order. @param onDay called after each, for whoever waits */
  async play(world: World, onDay: (day: WorldDay) => void = () => undefined): Promise<readonly OracleLine[]> {
    for (const day of world.days) {
      await this.#mover.advanceTo(day.at);
      await this.#enter(day);
      onDay(day);
    }
    await this.#mover.advanceTo(world.end);
    return readOracleLines(this.#database, this.#actions?.promises ?? new Map());
  }

  /** The company's API stops; its database and engine are the caller's. */
  async close(): Promise<void> {
    await this.#desk?.close();
  }

  async #enter(day: WorldDay): Promise<void> {
    if (this.#desk === undefined || this.#actions === undefined) throw new Error('The company was not made');
    // A file counts when the one before it has been acted on: an item that is recorded and paid on one day is seen in between.
    for (const file of day.files) {
      await this.#mover.untilRest();
      await this.#desk.importFile(file);
    }
    if (day.actions.length === 0) return;
    // What the files changed is done before people act: a case that is paid has closed, with all that was still asked of people.
    await this.#mover.untilRest();
    for (const action of day.actions) await this.#actions.act(action);
  }
}

function engineMover(database: Database): Mover {
  return {
    advanceTo: (until) => advanceTo(database, until),
    untilRest: async () => { await untilFound(database, async (trx) => ((await restlessStories(trx)).length === 0 ? true : undefined)); },
  };
}
