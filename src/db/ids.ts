import { randomBytes } from 'node:crypto';
import { epochMilliseconds, type Instant } from '../domain/dates.js';

/** A new row's id: UUID version 7 of the instant at which the row is written, so that ids sort by age. */
export function newId(at: Instant): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(epochMilliseconds(at), 0, 6);
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x70;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
