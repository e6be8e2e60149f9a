import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { shownMoney } from '../../parts/money.js';
import { PlainTable } from '../../parts/plain-table.js';
import type { MatrixDocument } from '../../policy-shapes.js';
import { ChangedBy } from './changed-by.js';

/** An approval matrix to read: who decides on which grade and amount, and within what time. */
export function MatrixView({ document }: { readonly document: MatrixDocument }): ReactNode {
  const { t, word, language } = useWords();
  return (
    <>
      <ChangedBy file="matrix.yaml" kind="approval_matrix" />
      <h2>{t('policies.matrix_rules')}</h2>
      <PlainTable label={t('policies.matrix_rules')}>
        <thead><tr>{(['matrix_rule', 'grades', 'amounts', 'stages'] as const).map((key) => <th key={key} scope="col">{t(`policies.${key}`)}</th>)}</tr></thead>
        <tbody>
          {document.rules.map((rule) => (
            <tr key={rule.id}>
              <th scope="row"><code>{rule.id}</code></th><td>{rule.grades.join(' ')}</td><td>{rule.amounts.map((amount) => word('amountBands', amount)).join(', ')}</td>
              <td>
                {rule.automatic && <div>{t('policies.automatic')}</div>}
                <ol className="stage-list">{rule.stages.map((stage) => <li key={stage.key}><strong>{stage.name[language]}</strong> <span className="quiet">{word('roles', stage.role)} · {t('policies.respond_within', { days: stage.respondWithinWorkingDays, remind: stage.remindAfterWorkingDays })}</span></li>)}</ol>
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      <h2>{t('policies.amount_bounds')}</h2>
      <PlainTable label={t('policies.amount_bounds')}>
        <thead><tr><th scope="col">{t('policies.currency')}</th><th scope="col" className="number">{t('policies.small_up_to')}</th><th scope="col" className="number">{t('policies.medium_up_to')}</th><th scope="col" className="number">{t('policies.sign_in_above')}</th></tr></thead>
        <tbody>{Object.entries(document.amountBounds).map(([currency, bounds]) => <tr key={currency}><th scope="row">{currency}</th><td className="number">{shownMoney(bounds.smallUpTo, currency)}</td><td className="number">{shownMoney(bounds.mediumUpTo, currency)}</td><td className="number">{document.signInAbove[currency] === undefined ? t('policies.always') : shownMoney(document.signInAbove[currency], currency)}</td></tr>)}</tbody>
      </PlainTable>
      <p className="quiet">{t('policies.matrix_hours', { answer: document.answerBy, remind: document.remindAt, zone: document.timeZone, calendar: word('calendars', document.calendar), days: document.informationWithinWorkingDays, again: document.applyAgainAfterDays })}</p>
    </>
  );
}
