import { isLedgerInput, LIMIT_INPUTS, type BandHit, type InputValue, type ScorecardIndicator } from '../../../src/domain/scorecard.js';
import type { ApplicationDetail, ScorecardOfToday } from '../../application-shapes.js';
import type { Words } from '../../i18n/index.js';
import type { Format } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';

/** What comes next with an application, who has to act, and until when. */
export function nextOfApplication(detail: ApplicationDetail, { t, word, language }: Words, format: Format): string {
  const stage = detail.stages.find((candidate) => candidate.state === 'open');
  const request = detail.informationRequests.find((candidate) => candidate.state === 'open');
  if (detail.status === 'in_review' && stage !== undefined && stage.answerBy !== null) {
    const filled = { position: stage.position, of: detail.stages.length, stage: stage.name[language], at: format.at(stage.answerBy) };
    return stage.approvers.length === 0 ? t('applications.next_decision_none', filled) : t('applications.next_decision', { ...filled, who: stage.approvers.map((person) => person.name).join(', ') });
  }
  if (detail.status === 'awaiting_information' && request !== undefined) return t('applications.next_information', { at: format.at(request.answer_by), silence: word('applications', `silence_${request.on_silence}`) });
  if (detail.endedAt !== null && (detail.next.action === 'close_application' || detail.next.action === 'wait')) return t('applications.next_ended', { at: format.at(detail.endedAt) });
  if (detail.next.action !== 'wait') return word('applicationWaits', detail.next.action);
  const until = detail.next.until;
  return [word('applicationWaits', detail.next.code), until === undefined ? '' : t('applications.next_wait', { at: format.at(until) })].filter((text) => text !== '').join(' · ');
}

/** The band that an input hit, or what its absence means. */
export function bandInWords(band: BandHit, { t, word, language }: Words): string {
  switch (band.kind) {
    case 'choice': return band.name[language];
    case 'missing': return t(band.outdated ? 'applications.band_outdated' : 'applications.band_missing', { rule: word('missingRules', band.rule) });
    case 'number': {
      if (band.from === null) return band.below === null ? t('applications.band_any') : t('applications.band_below', { below: band.below });
      return band.below === null ? t('applications.band_from', { from: band.from }) : t('applications.band_between', { from: band.from, below: band.below });
    }
    default: return '';
  }
}

/** An input's name, by the scorecard; the two that only the limit needs have names of their own. */
export function inputName(key: string, card: ScorecardOfToday | undefined, { word, language }: Words): string {
  return card?.scorecard.indicators.find((indicator) => indicator.key === key)?.name[language] ?? word('applications', key);
}

/** An input's value as people say it: a choice by its name, an amount with its currency. */
export function inputValue(key: string, value: InputValue, { card, currency, words }: { readonly card: ScorecardOfToday | undefined; readonly currency: string; readonly words: Words }): string {
  const indicator = card?.scorecard.indicators.find((candidate) => candidate.key === key);
  if (indicator?.kind === 'choice') return indicator.bands.find((band) => band.choice === value)?.name[words.language] ?? String(value);
  return isLimitInput(key) && typeof value === 'number' ? shownMoney(value, currency) : String(value);
}

export function isLimitInput(key: string): boolean {
  return (LIMIT_INPUTS as readonly string[]).includes(key);
}

/** What people may be asked for: everything on the scorecard that the ledger does not know. */
export function askedIndicators(card: ScorecardOfToday): readonly ScorecardIndicator[] {
  return card.scorecard.indicators.filter((indicator) => !isLedgerInput(indicator.key));
}
