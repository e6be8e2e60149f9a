import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '../api.js';
import type { ApplicationDetail, ScorecardOfToday } from '../application-shapes.js';
import { useWords } from '../i18n/index.js';
import { CopyButton, CopyText } from '../parts/copy.js';
import { nameOf } from '../parts/customer-name.js';
import { useFormat } from '../parts/format.js';
import { shownMoney } from '../parts/money.js';
import { Loaded } from '../parts/states.js';
import { useSession } from '../session.js';
import { Decide } from './applications/decide.js';
import { RequesterActs } from './applications/requester-acts.js';
import { Proposal, Score } from './applications/score.js';
import { Stages } from './applications/stages.js';
import { inputName, inputValue, nextOfApplication } from './applications/words.js';

/** One application: what is asked for, what speaks for and against it, who decides until when, and deciding it. */
export default function ApplicationPage(): ReactNode {
  const { id = '' } = useParams();
  const application = useApi<ApplicationDetail>(`/v1/credit-applications/${id}`);
  const card = useApi<ScorecardOfToday>('/v1/scorecard');
  const { personId } = useSession();
  return (
    <Loaded query={application} rows={12}>{(detail) => {
      const stage = detail.stages.find((candidate) => candidate.state === 'open');
      const mine = stage?.approvers.some((person) => person.id === personId) === true;
      // What is asked for now is answered in the middle of the page.
      const asked = detail.status === 'awaiting_information';
      const acts = <RequesterActs detail={detail} card={card.data} numbered={!mine} />;
      return (
        <>
          <Head detail={detail} />
          {stage !== undefined && mine && detail.decisionFacts !== null && <Decide detail={detail} stage={stage} facts={detail.decisionFacts} onRefresh={() => { void application.refetch(); }} />}
          <div className="case-columns">
            <div>
              <Score detail={detail} card={card.data} />
              {detail.assessment !== null && <Proposal assessment={detail.assessment} currency={detail.currency} />}
              {asked && acts}
            </div>
            <aside>
              <Stages detail={detail} />
              <Questions detail={detail} card={card.data} />
              <Given detail={detail} card={card.data} />
              {detail.endedAt === null && !asked && acts}
            </aside>
          </div>
        </>
      );
    }}</Loaded>
  );
}

function Head({ detail }: { readonly detail: ApplicationDetail }): ReactNode {
  const words = useWords();
  const { t, word, language } = words;
  const format = useFormat();
  const { currency, currentLimit } = detail;
  const by = detail.requesters.map((requester) => requester.name ?? t(requester.kind === 'api_key' ? 'applications.by_api' : 'applications.by_page')).join(', ');
  const outcome = [detail.declineReason === null ? '' : t('applications.decline_told', { reason: word('declineReasons', detail.declineReason) }), detail.outcomeNote, detail.applyAgainFrom === null ? '' : t('applications.again_from', { day: format.date(detail.applyAgainFrom) })].filter((text) => text !== '').join(' · ');
  return (
    <header className="case-head">
      <h1>
        <Link to={`/customers/${detail.customer.id}`}>{nameOf(detail.customer, language)}</Link>
        <span className="case-overdue">{t('applications.asks', { limit: shownMoney(detail.askedLimitMinor, currency), days: detail.askedTermsDays })}</span>
      </h1>
      <p className="case-amounts">
        <span>{currentLimit === null ? t('applications.has_none') : t('applications.has', { limit: shownMoney(currentLimit.limit_minor, currentLimit.currency), days: currentLimit.terms_days, day: format.date(currentLimit.effective_on) })}</span>
        <span><strong>{word('applicationStatuses', detail.status)}</strong></span>
        <span className="quiet"><CopyText text={detail.number} /> · {format.at(detail.receivedAt)}</span>
        <CopyButton text={detail.id} label={t('frame.copy', { what: 'ID' })} />
      </p>
      <dl className="facts">
        <dt>{t('applications.why')}</dt><dd>{detail.reason}</dd>
        <dt>{t('applications.by')}</dt><dd>{by}</dd>
        <dt>{t('applications.next')}</dt><dd><strong>{nextOfApplication(detail, words, format)}</strong></dd>
        {outcome !== '' && <><dt>{t('applications.status')}</dt><dd>{outcome}</dd></>}
      </dl>
    </header>
  );
}

interface PartGiven {
  readonly detail: ApplicationDetail;
  readonly card: ScorecardOfToday | undefined;
}

function Questions({ detail, card }: PartGiven): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  if (detail.informationRequests.length === 0) return null;
  return (
    <section>
      <h2>{t('applications.requests_title')}</h2>
      <ul className="plain-list">
        {detail.informationRequests.map((request) => (
          <li key={request.id}>
            {request.question === '' ? t('applications.request_inputs', { inputs: request.inputs.map((key) => inputName(key, card, words)).join(', ') }) : request.question}
            <div className="quiet">{t('applications.asked_at', { at: format.at(request.asked_at), by: format.at(request.answer_by) })}</div>
            {request.answer !== null && <div>{t('applications.request_answer', { answer: request.answer })}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Given({ detail, card }: PartGiven): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  return (
    <section>
      <h2>{t('applications.inputs_title')}</h2>
      {detail.inputs.length === 0 ? <p className="quiet">{t('applications.inputs_none')}</p> : (
        <ul className="plain-list">
          {detail.inputs.map((input, index) => <li key={`${input.key}-${index}`}>{inputName(input.key, card, words)}: <strong>{inputValue(input.key, input.value, { card, currency: detail.currency, words })}</strong> <span className="quiet">{word('inputSources', input.source)} · {format.date(input.asOf)}</span></li>)}
        </ul>
      )}
    </section>
  );
}
