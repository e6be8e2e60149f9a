import { randomUUID } from 'node:crypto';
import { epochMilliseconds, type Instant } from '../domain/dates.js';

const TIME_HEX_DIGITS = 12;
const HEX = 16;
/** Where the random digits of a UUID begin that follow its version. */
const AFTER_VERSION = 15;

/** A new row's id: UUID version 7 of the instant at which the row is written, so that ids sort by age. Node keeps random bytes in
 * stock for `randomUUID`, so that a hundred thousand ids cost little. */
export function newId(at: Instant): string {
  const time = epochMilliseconds(at).toString(HEX).padStart(TIME_HEX_DIGITS, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(AFTER_VERSION)}`;
}
