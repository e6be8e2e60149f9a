import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { useFormat } from '../../parts/format.js';
import { itemNumber } from '../../parts/item-number.js';
import { stepInWords } from '../../parts/next-words.js';
import type { AxisGroup } from './axis-model.js';
import { offsetInWords } from './steps.js';
import { PlainTable } from '../../parts/plain-table.js';

/** The picture's twin, for screen readers and for copying. */
export function AxisTable({ groups }: { readonly groups: readonly AxisGroup[] }): ReactNode {
  const words = useWords();
  const { t, word, language } = words;
  const format = useFormat();
  return (
    <details className="axis-table">
      <summary>{t('kase.ladder_table')}</summary>
      <PlainTable manyColumns label={t('kase.ladder_table')}>
          <thead><tr>{(['col_invoice', 'col_step', 'col_day', 'col_state', 'col_rule'] as const).map((key) => <th key={key} scope="col">{t(`kase.${key}`)}</th>)}</tr></thead>
          <tbody>
            {groups.flatMap((group) => group.items.flatMap((item) => group.marks.filter((mark) => mark.itemId === item.id).map((mark) => (
              <tr key={`${item.id}|${mark.key}`}>
                <td className="whole">{itemNumber(item)}</td><td>{mark.step?.name[language] ?? stepInWords(mark.key, words)}</td><td className="whole">{format.date(mark.day)}</td>
                <td>{t(`kase.state_${mark.state}`)}{mark.reason === null ? '' : ` (${word('refusalCodes', mark.reason)})`}</td>
                <td className="whole">{mark.step === undefined || mark.ruleDay === undefined ? '–' : `T${offsetInWords(mark.step.offset)} · ${format.date(mark.ruleDay)}`}</td>
              </tr>
            ))))}
          </tbody>
        </PlainTable>
    </details>
  );
}
