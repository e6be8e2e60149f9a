/** The address of every page within the frame: each has its page in `pages.ts`, and a tour of the browser tests visits each. */
export const PAGE_PATHS = [
  '/tasks', '/cases', '/cases/:id', '/applications', '/applications/new', '/applications/:id', '/customers', '/customers/:id', '/ledger', '/ledger/imports', '/ledger/import', '/policies', '/policies/:kind/:name', '/inbox', '/going-live', '/settings',
] as const;

export type PagePath = (typeof PAGE_PATHS)[number];

/** The ways in by a one-time link. */
export const ENTRY_KINDS = ['first-administrator', 'invitation'] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];
