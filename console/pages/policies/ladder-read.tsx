import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { LadderAxis } from './ladder-axis.js';
import { changesOf, type LadderDocument } from './ladder-document.js';
import { LadderTable } from './ladder-table.js';

/** An earlier version of a ladder, to read. */
export function LadderRead({ document }: { readonly document: LadderDocument }): ReactNode {
  const { t } = useWords();
  const nothing = (): void => undefined;
  return (
    <section>
      <h2>{t('policies.steps')}</h2>
      <LadderAxis document={document} published={document} problems={[]} chosen={undefined} onChoose={nothing} />
      <LadderTable document={document} changes={changesOf(document, document)} problems={[]} isOpen />
    </section>
  );
}
