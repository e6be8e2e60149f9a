/** What became of a message after its provider took it, as far as the provider has said. */
export type DeliveryStatus = 'queued' | 'sending' | 'sent' | 'canceled' | 'failed' | 'undelivered' | 'delivered' | 'read';

// `delivered` above the failures: what has arrived stays arrived, whatever comes late or twice.
const rankOf = {
  queued: 1, sending: 2, sent: 3, canceled: 4, failed: 5, undelivered: 6, delivered: 7, read: 8,
} as const satisfies Record<DeliveryStatus, number>;

const providerWords: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
  ['accepted', 'queued'], ['scheduled', 'queued'], ['queued', 'queued'], ['sending', 'sending'], ['sent', 'sent'],
  ['canceled', 'canceled'], ['failed', 'failed'], ['undelivered', 'undelivered'], ['delivered', 'delivered'], ['read', 'read'],
]);

/** @returns `undefined` for a word that says nothing about an outgoing message; the report is kept and moves nothing. */
export function deliveryStatusOf(providerWord: string): DeliveryStatus | undefined {
  return providerWords.get(providerWord);
}

/** The status after one more report. Reports may come twice and in any order: the result is the same. */
export function afterReport(known: DeliveryStatus | undefined, reported: DeliveryStatus): DeliveryStatus {
  return known !== undefined && rankOf[known] >= rankOf[reported] ? known : reported;
}

const NEVER_ARRIVED: ReadonlySet<DeliveryStatus> = new Set(['canceled', 'failed', 'undelivered']);

/** Whether the provider has said that the message reached nobody. A later report that it did is believed. */
export function neverArrived(delivery: string | null): boolean {
  const status = delivery === null ? undefined : deliveryStatusOf(delivery);
  return status !== undefined && NEVER_ARRIVED.has(status);
}
