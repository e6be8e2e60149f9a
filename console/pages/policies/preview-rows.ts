import type { HoldPlayed, StepDifference } from '../../../src/domain/timeline-preview.js';
import type { CasePreview, ItemPreview, StepPlayed } from '../../policy-shapes.js';
import type { LadderDocument } from './ladder-document.js';

/** One line of the comparison: a step of the item, or the order hold of its whole case. */
export type PreviewRow =
  | { readonly kind: 'step'; readonly stepKey: string; readonly today: StepPlayed | undefined; readonly draft: StepPlayed | undefined; readonly differs: readonly StepDifference[] }
  | { readonly kind: 'hold'; readonly stepKey: string; readonly today: HoldPlayed; readonly draft: HoldPlayed; readonly differs: boolean };

/** An item's steps with the order hold of its case in its place among them. The hold stands where the draft has it, else where today's ladder does. */
export function previewRows(item: ItemPreview, of: CasePreview, ladders: { readonly today: LadderDocument; readonly draft: LadderDocument }): readonly PreviewRow[] {
  const rows = item.steps.map((step): PreviewRow => ({ kind: 'step', stepKey: step.stepKey, today: step.today, draft: step.draft, differs: step.differs }));
  const ladder = [ladders.draft, ladders.today].find((candidate) => candidate.steps.some((step) => step.action === 'order_hold'));
  const rank = ladder?.steps.findIndex((step) => step.action === 'order_hold') ?? -1;
  const hold = ladder?.steps[rank];
  if (ladder === undefined || hold === undefined) return rows;
  const row: PreviewRow = { kind: 'hold', stepKey: hold.key, ...of.orderHold };
  const after = new Set(ladder.steps.slice(rank + 1).map((step) => step.key));
  const at = rows.findIndex((candidate) => after.has(candidate.stepKey));
  return at < 0 ? [...rows, row] : [...rows.slice(0, at), row, ...rows.slice(at)];
}

/** How many lines a draft changes. */
export function differenceCount(rows: readonly PreviewRow[]): number {
  return rows.filter((row) => (row.kind === 'hold' ? row.differs : row.differs.length > 0)).length;
}

/** Recipients by channel, each channel once, in the order in which they hear it. */
export function byChannel(to: readonly { readonly recipientId: string; readonly channel: string }[]): readonly { readonly channel: string; readonly recipientIds: readonly string[] }[] {
  const channels = new Map<string, string[]>();
  for (const { channel, recipientId } of to) channels.set(channel, [...new Set([...channels.get(channel) ?? [], recipientId])]);
  return [...channels].map(([channel, recipientIds]) => ({ channel, recipientIds }));
}
