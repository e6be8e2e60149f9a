import { useState } from 'react';
import type { Instant } from '../../../src/domain/dates.js';
import { useSession } from '../../session.js';
import { dropDraft, keepDraft, readDraft, type LadderDraft } from './ladder-draft.js';
import { same, type LadderDocument } from './ladder-document.js';

export type DocumentChange = (document: LadderDocument) => LadderDocument;

export interface DraftHands {
  /** What is on the screen: the draft, or the published version while nothing is changed. */
  readonly document: LadderDocument;
  readonly basedOn: number;
  readonly draft: LadderDraft | undefined;
  /** False when the browser has refused to keep it: it lives on this page only. */
  readonly isKept: boolean;
  /** @param what changes of one thing in a row, such as a step that is dragged, are undone together */
  readonly change: (change: DocumentChange, what?: string) => void;
  readonly discard: () => void;
  /** Takes the draft as made from another version. */
  readonly rebase: (version: number) => void;
  /** Absent when there is nothing to undo. */
  readonly undo: (() => void) | undefined;
}

interface Kept {
  readonly draft: LadderDraft | undefined;
  readonly before: readonly (LadderDraft | undefined)[];
  readonly what: string | undefined;
}

const UNDONE_MAX = 100;

/** The reader's draft of a ladder: kept on this machine with every change, found again after leaving the page. */
export function useDraft(name: string, published: { readonly version: number; readonly document: LadderDocument }): DraftHands {
  const { personId } = useSession();
  const [{ draft, before, what: last }, setState] = useState<Kept>(() => ({ draft: readDraft(localStorage, personId, name), before: [], what: undefined }));
  const [isKept, setKept] = useState(true);
  const document = draft?.document ?? published.document;
  const basedOn = draft?.basedOn ?? published.version;
  const put = (next: LadderDraft | undefined, undoable: readonly (LadderDraft | undefined)[], what?: string): void => {
    // What is no draft any more must not be found again.
    if (draft !== undefined && next?.basedOn !== draft.basedOn) dropDraft(localStorage, personId, draft);
    if (next !== undefined) setKept(keepDraft(localStorage, personId, next));
    setState({ draft: next, before: undoable, what });
  };
  const draftOf = (next: LadderDocument, from: number): LadderDraft | undefined => (
    from === published.version && same(next, published.document) ? undefined : { name, basedOn: from, document: next, savedAt: new Date().toISOString() as Instant });
  const change: DraftHands['change'] = (make, what) => {
    const next = make(document);
    if (same(next, document)) return;
    put(draftOf(next, basedOn), what !== undefined && what === last ? before : [...before.slice(-UNDONE_MAX), draft], what);
  };
  return {
    document, basedOn, draft, isKept, change,
    discard: () => { put(undefined, []); },
    rebase: (version) => { put(draftOf(document, version), []); },
    undo: before.length === 0 ? undefined : () => { put(before.at(-1), before.slice(0, -1)); },
  };
}
