import { randomUUID } from 'node:crypto';
import { epochMilliseconds, type Instant } from '../domain/dates.js';

const HEX = 16;
const TIME_HEX_DIGITS = 12;
const COUNTER_HEX_DIGITS = 6;
const COUNTER_END = HEX ** COUNTER_HEX_DIGITS;
/** Where the last group of a UUID begins. */
const LAST_GROUP = 24;

let written = 0;

/** A new row's id: UUID version 7 of the instant at which the row is written, so that ids sort by age. Rows of one instant (a file, or
 * anything on a test clock) sort in the order in which this process wrote them: a counter stands where others are random. Node keeps
 * random bytes in stock for `randomUUID`, so that a hundred thousand ids cost little. */
export function newId(at: Instant): string {
  written = (written + 1) % COUNTER_END;
  const time = epochMilliseconds(at).toString(HEX).padStart(TIME_HEX_DIGITS, '0');
  const counter = written.toString(HEX).padStart(COUNTER_HEX_DIGITS, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.slice(0, 3)}-8${counter.slice(3)}-${randomUUID().slice(LAST_GROUP)}`;
}
