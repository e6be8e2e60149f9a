import type { ReactNode } from 'react';
import { useMayRead } from '../session.js';

/** A letter or an evidence pack by its name; a link for whoever may read it. */
export function DocumentLink({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode {
  return useMayRead('documents') ? <a href={`/v1/documents/${id}`}>{children}</a> : <span>{children}</span>;
}
