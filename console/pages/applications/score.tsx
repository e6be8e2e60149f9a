import type { ReactNode } from 'react';
import type { ScoreLine } from '../../../src/domain/scorecard.js';
import type { ApplicationDetail, Assessment, ScorecardOfToday } from '../../application-shapes.js';
import { useWords } from '../../i18n/index.js';
import { useFormat } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';
import { bandInWords, inputValue } from './words.js';

const PERCENT = 100;

/** The score as bars: each opens its input, where it comes from, the band that it hit and the points that this gave. */
export function Score({ detail, card }: { readonly detail: ApplicationDetail; readonly card: ScorecardOfToday | undefined }): ReactNode {
  const { t, language } = useWords();
  const format = useFormat();
  const { assessment } = detail;
  if (assessment === null) return <section><h2>{t('applications.score')}</h2><p className="quiet">{t('applications.score_none')}</p></section>;
  const stops = assessment.hard_stops.map((key) => card?.scorecard.hardStops.find((stop) => stop.key === key)?.name[language] ?? key);
  return (
    <section>
      <h2>{t('applications.score_title', { score: assessment.score, grade: assessment.grade })}</h2>
      {stops.length > 0 && <p className="bad" role="alert">{t('applications.hard_stop', { stops: stops.join(', ') })}</p>}
      <div className="score-lines">{assessment.log.map((line) => <Line key={line.indicator} line={line} currency={detail.currency} card={card} />)}</div>
      <p className="quiet">{t('applications.scorecard', { name: assessment.scorecard_name, version: assessment.scorecard_version, at: format.at(assessment.assessed_at) })} · {t('applications.score_hint')}</p>
    </section>
  );
}

function Line({ line, currency, card }: { readonly line: ScoreLine; readonly currency: string; readonly card: ScorecardOfToday | undefined }): ReactNode {
  const words = useWords();
  const { t, word, language } = words;
  const format = useFormat();
  const leftOut = line.band.kind === 'missing' && line.band.rule === 'neutral';
  const points = leftOut ? t('applications.left_out') : t('applications.points', { points: line.points, weight: line.weight });
  return (
    <details className="score-line">
      <summary>
        <span>{line.name[language]}</span>
        <svg className="score-bar" width={line.weight * 4} height="10" aria-hidden><rect width="100%" height="10" className="score-room" /><rect width={`${(line.points / line.weight) * PERCENT}%`} height="10" className="score-points" /></svg>
        <span className="number">{points}</span>
      </summary>
      <dl className="facts">
        <dt>{t('applications.value')}</dt><dd>{line.value === null ? '–' : inputValue(line.indicator, line.value, { card, currency, words })}</dd>
        <dt>{t('applications.source')}</dt><dd>{line.source === null ? '–' : word('inputSources', line.source)}</dd>
        <dt>{t('applications.as_of')}</dt><dd>{line.asOf === null ? '–' : format.date(line.asOf)}</dd>
        <dt>{t('applications.band')}</dt><dd>{bandInWords(line.band, words)}</dd>
        <dt>{t('applications.points_label')}</dt><dd>{points}</dd>
      </dl>
    </details>
  );
}

/** The proposal as the smallest of its methods, each with its amount or why it does not count. */
export function Proposal({ assessment, currency }: { readonly assessment: Assessment; readonly currency: string }): ReactNode {
  const { t, word } = useWords();
  return (
    <section>
      <h2>{t('applications.proposed_title', { limit: shownMoney(assessment.proposed_limit_minor, currency), days: assessment.proposed_terms_days })}</h2>
      <p className="quiet">{assessment.limit_bound === 'nothing_to_go_by' ? t('applications.nothing_to_go_by') : t('applications.proposed_hint')}</p>
      <table className="plain">
        <tbody>
          {assessment.limit_methods.map((result) => (
            <tr key={result.method} className={result.method === assessment.limit_bound ? 'decides' : undefined}>
              <th scope="row">{word('limitMethods', result.method)}</th>
              <td className="number">{result.kind === 'counted' ? shownMoney(result.amount.minor, currency) : <span className="quiet">{word('limitMethods', result.reason)}</span>}{result.method === assessment.limit_bound && ` ← ${t('applications.bound_here')}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
