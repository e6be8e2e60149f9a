import type { Instant } from '../../../src/domain/dates.js';
import type { LadderDocument } from './ladder-document.js';

/** A ladder that a person changes on this machine, until it is published or discarded. */
export interface LadderDraft {
  readonly name: string;
  /** The published version that it was made from. */
  readonly basedOn: number;
  readonly document: LadderDocument;
  /** By the clock of this machine. */
  readonly savedAt: Instant;
}

/** Where drafts are kept: the browser's own store. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

function prefixOf(personId: string, name: string): string {
  return `dunlin.draft.${personId}.escalation_ladder.${name}@`;
}

/** The draft of a person; of several, the one made from the latest version. What cannot be read is no draft. */
export function readDraft(store: DraftStore, personId: string, name: string): LadderDraft | undefined {
  const prefix = prefixOf(personId, name);
  const versions = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter((key) => key.startsWith(prefix)).map((key) => Number(key.slice(prefix.length))).toSorted((a, b) => b - a);
  for (const version of versions) {
    const draft = parsed(store.getItem(`${prefix}${version}`));
    if (draft !== undefined) return draft;
  }
  return undefined;
}

function parsed(text: string | null): LadderDraft | undefined {
  try {
    const draft: unknown = JSON.parse(text ?? 'null');
    return isDraft(draft) ? draft : undefined;
  } catch {
    return undefined;
  }
}

function isDraft(value: unknown): value is LadderDraft {
  if (typeof value !== 'object' || value === null || !('document' in value) || !('basedOn' in value) || typeof value.basedOn !== 'number') return false;
  const { document } = value;
  return typeof document === 'object' && document !== null && 'steps' in document && Array.isArray(document.steps) && 'windows' in document && Array.isArray(document.windows);
}

/** Keeps a draft. @returns false when the browser has no room or keeps nothing */
export function keepDraft(store: DraftStore, personId: string, draft: LadderDraft): boolean {
  try {
    store.setItem(`${prefixOf(personId, draft.name)}${draft.basedOn}`, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(store: DraftStore, personId: string, { name, basedOn }: Pick<LadderDraft, 'name' | 'basedOn'>): void {
  store.removeItem(`${prefixOf(personId, name)}${basedOn}`);
}
