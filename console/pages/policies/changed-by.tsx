import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import type { PolicyKind } from '../../policy-shapes.js';

/** How a document is changed that has no editor here. */
export function ChangedBy({ file, kind }: { readonly file: string; readonly kind: PolicyKind }): ReactNode {
  const { t } = useWords();
  return <p className="quiet">{t('policies.changed_by')} <code>dunlin policy check {file} --kind {kind}</code> · <code>dunlin policy publish {file} --kind {kind} --note “…”</code></p>;
}
