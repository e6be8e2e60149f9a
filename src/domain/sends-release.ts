import { addMilliseconds, type Instant } from './dates.js';

/** How much there is to send about, counted in one moment: by it a preview that has been overtaken is told from one that still holds. */
export interface SendsPicture {
  readonly openItems: number;
  /** Contact persons with an address. */
  readonly reachablePeople: number;
  /** Open, in minor units, by currency. */
  readonly openMinor: Readonly<Record<string, number>>;
}

/** A figure that has grown by more than the tolerance. */
export interface PictureChange {
  /** `openItems`, `reachablePeople` or a currency. */
  readonly figure: string;
  readonly seen: number;
  readonly now: number;
}

/** One day: what was seen yesterday is not what goes out today. */
export const PREVIEW_VALID_MILLISECONDS = 86_400_000;
const GROWTH_TOLERATED = 0.1;

/** What has grown by more than a tenth since the preview. Only growth counts: what is paid or leaves means fewer messages, and each is
 * checked again before it goes; new items or new addresses mean messages that nobody has seen. */
export function grownSince(seen: SendsPicture, now: SendsPicture): readonly PictureChange[] {
  const figures = (picture: SendsPicture): Readonly<Record<string, number>> => ({ openItems: picture.openItems, reachablePeople: picture.reachablePeople, ...picture.openMinor });
  const before = figures(seen);
  return Object.entries(figures(now)).map(([figure, value]) => ({ figure, seen: before[figure] ?? 0, now: value }))
    .filter((change) => change.now > change.seen * (1 + GROWTH_TOLERATED));
}

export type ReleaseRejection = { readonly kind: 'rejected' } & (
  /** Nobody has looked through all of it: there is no such preview, or it has not come to its end. */
  | { readonly code: 'sends_not_previewed' }
  /** What was seen is not what would be sent: the limit of the first wave is another. */
  | { readonly code: 'sends_preview_other_limit'; readonly previewedPerDay: number | undefined; readonly askedPerDay: number | undefined }
  | { readonly code: 'sends_preview_empty' }
  | { readonly code: 'sends_preview_too_old'; readonly previewedAt: Instant }
  | { readonly code: 'sends_preview_overtaken'; readonly changes: readonly PictureChange[] });

export interface PreviewSeen {
  readonly madeAt: Instant;
  readonly finished: boolean;
  readonly picture: SendsPicture;
  /** Customers of the first wave that start on a day; `undefined`: all at once. */
  readonly firstWavePerDay: number | undefined;
}

interface ReleaseAsked {
  readonly preview: PreviewSeen | undefined;
  readonly firstWavePerDay: number | undefined;
  readonly picture: SendsPicture;
  readonly at: Instant;
}

/** Whether sending may be released on what was seen. @returns `undefined` when it may */
export function releaseRejection({ preview, firstWavePerDay, picture, at }: ReleaseAsked): ReleaseRejection | undefined {
  if (preview?.finished !== true) return { kind: 'rejected', code: 'sends_not_previewed' };
  if (preview.firstWavePerDay !== firstWavePerDay) return { kind: 'rejected', code: 'sends_preview_other_limit', previewedPerDay: preview.firstWavePerDay, askedPerDay: firstWavePerDay };
  if (at > addMilliseconds(preview.madeAt, PREVIEW_VALID_MILLISECONDS)) return { kind: 'rejected', code: 'sends_preview_too_old', previewedAt: preview.madeAt };
  const changes = grownSince(preview.picture, picture);
  if (changes.length > 0) return { kind: 'rejected', code: 'sends_preview_overtaken', changes };
  return preview.picture.openItems === 0 ? { kind: 'rejected', code: 'sends_preview_empty' } : undefined;
}
