import type { ReactNode } from 'react';
import { GRADES, isLedgerInput, type ScorecardIndicator } from '../../../src/domain/scorecard.js';
import { useWords } from '../../i18n/index.js';
import { shownMoney } from '../../parts/money.js';
import { PlainTable } from '../../parts/plain-table.js';
import type { ScorecardDocument } from '../../policy-shapes.js';
import { bandInWords } from '../applications/words.js';
import { ChangedBy } from './changed-by.js';

/** A scorecard to read: indicators with their weights and bands, grades, hard stops and how a limit is proposed. */
export function ScorecardView({ document }: { readonly document: ScorecardDocument }): ReactNode {
  const { t, language } = useWords();
  return (
    <>
      <ChangedBy file="scorecard.yaml" kind="scorecard" />
      <h2>{t('policies.indicators')}</h2>
      {document.indicators.map((indicator) => <Indicator key={indicator.key} indicator={indicator} />)}
      <h2>{t('policies.hard_stops')}</h2>
      {document.hardStops.length === 0 ? <p className="quiet">{t('policies.none')}</p> : <ul className="plain-list">{document.hardStops.map((stop) => <li key={stop.key}><strong>{stop.name[language]}</strong> <span className="quiet">{stopInWords(document, stop, language, t('policies.stop_at_least', { value: stop.kind === 'at_least' ? stop.atLeast : 0 }))}</span></li>)}</ul>}
      <h2>{t('policies.grades')}</h2>
      <PlainTable manyColumns label={t('policies.grades')}>
        <thead><tr><th scope="col">{t('policies.grade')}</th><th scope="col" className="number">{t('policies.from_score')}</th><th scope="col" className="number">{t('policies.capacity')}</th><th scope="col" className="number">{t('policies.need')}</th><th scope="col" className="number">{t('policies.terms')}</th></tr></thead>
        <tbody>{GRADES.map((grade) => { const rules = document.limits.byGrade[grade]; return <tr key={grade}><th scope="row">{grade}</th><td className="number" data-label={t('policies.from_score')}>{grade === 'E' ? t('policies.below') : document.gradeFrom[grade]}</td><td className="number" data-label={t('policies.capacity')}>{rules.capacityPercent} %</td><td className="number" data-label={t('policies.need')}>{rules.needPercent} %</td><td className="number" data-label={t('policies.terms')}>{rules.termsDays}</td></tr>; })}</tbody>
      </PlainTable>
      <p className="quiet">{t('policies.limits_hint', { round: Object.entries(document.limits.roundDownTo).map(([currency, minor]) => shownMoney(minor, currency)).join(' · ') })}</p>
    </>
  );
}

function stopInWords(document: ScorecardDocument, stop: ScorecardDocument['hardStops'][number], language: 'zh-CN' | 'en', atLeast: string): string {
  const indicator = document.indicators.find((candidate) => candidate.key === stop.input);
  const input = indicator?.name[language];
  if (stop.kind === 'at_least') return [input, atLeast].filter((text) => text !== undefined).join(' ');
  const choices = stop.oneOf.map((choice) => (indicator?.kind === 'choice' ? indicator.bands.find((band) => band.choice === choice)?.name[language] : undefined) ?? choice);
  return `${input ?? stop.input}: ${choices.join(', ')}`;
}

function Indicator({ indicator }: { readonly indicator: ScorecardIndicator }): ReactNode {
  const words = useWords();
  const { t, word, language } = words;
  const bands = indicator.kind === 'choice' ? indicator.bands.map((band) => ({ key: band.choice, name: band.name[language], points: band.points }))
    : indicator.bands.map((band, index) => ({ key: String(band.from), name: bandInWords({ kind: 'number', from: band.from, below: indicator.bands[index + 1]?.from ?? null }, words), points: band.points }));
  return (
    <details className="score-line" open>
      <summary>
        <span><strong>{indicator.name[language]}</strong> <span className="quiet">{isLedgerInput(indicator.key) ? t('policies.from_ledger') : ''}</span></span>
        <svg className="score-bar" width={indicator.weight * 4} height="10" aria-hidden><rect width="100%" height="10" className="score-points" /></svg>
        <span className="number">{t('policies.weight', { points: indicator.weight })}</span>
      </summary>
      <div className="bands">{bands.map((band) => <span key={band.key} className="band"><span>{band.name}</span> <strong>{band.points}</strong></span>)}</div>
      <p className="quiet">{t('policies.missing', { rule: word('missingRules', indicator.missing) })}{indicator.validForDays === undefined ? '' : ` · ${t('policies.valid_for', { days: indicator.validForDays })}`}</p>
    </details>
  );
}
