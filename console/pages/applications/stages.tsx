import type { ReactNode } from 'react';
import type { ApplicationDetail, Decided, Stage } from '../../application-shapes.js';
import { useWords } from '../../i18n/index.js';
import { useColleagues } from '../../parts/colleagues.js';
import { useFormat } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';

const SIGNS: Readonly<Record<Stage['state'], string>> = { planned: '○', open: '●', approved: '✓', declined: '✗', superseded: '–' };

/** Who decides, in which order and until when; what each has said. */
export function Stages({ detail }: { readonly detail: ApplicationDetail }): ReactNode {
  const { t, word } = useWords();
  const { assessment } = detail;
  const why = assessment === null ? t('applications.stages_not_yet') : t('applications.stages_automatic', { rule: assessment.rule_id });
  return (
    <section>
      <h2>{t('applications.stages_title')}</h2>
      {detail.stages.length === 0 ? <p className="quiet">{t('applications.stages_none', { why })}</p> : <ol className="plain-list">{detail.stages.map((stage) => <StageLine key={stage.id} stage={stage} detail={detail} />)}</ol>}
      {assessment !== null && <p className="quiet">{t('applications.route', { name: assessment.matrix_name, version: assessment.matrix_version, rule: assessment.rule_id })}{assessment.obstacles.length > 0 && ` · ${t('applications.not_automatic', { why: assessment.obstacles.map((code) => word('obstacles', code)).join(', ') })}`}</p>}
    </section>
  );
}

function StageLine({ stage, detail }: { readonly stage: Stage; readonly detail: ApplicationDetail }): ReactNode {
  const { t, word, language } = useWords();
  const format = useFormat();
  const decisions = detail.decisions.filter((decision) => decision.stageId === stage.id);
  const over = detail.endedAt !== null && (stage.state === 'planned' || stage.state === 'open');
  const waits = stage.state === 'open' && stage.answerBy !== null ? t('applications.stage_waits', { who: stage.approvers.map((person) => person.name).join(', ') || word('roles', stage.role), at: format.at(stage.answerBy) }) : stage.state === 'planned' ? t('applications.stage_planned') : '';
  return (
    <li>
      <strong>{SIGNS[stage.state]} {stage.name[language]}</strong> <span className="quiet">{word('roles', stage.role)} · {over ? t('applications.stage_over') : [word('stageStates', stage.state), waits].filter((text) => text !== '').join(' · ')}</span>
      {decisions.map((decision) => <DecisionLine key={decision.id} decision={decision} currency={detail.currency} />)}
    </li>
  );
}

function DecisionLine({ decision, currency }: { readonly decision: Decided; readonly currency: string }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const who = useColleagues().get(decision.personId) ?? '…';
  const what = word('decisionKinds', decision.kind, { limit: decision.limitMinor === null ? '' : shownMoney(decision.limitMinor, currency) });
  const reason = decision.declineReason === null ? '' : word('declineReasons', decision.declineReason);
  const said = [reason, decision.note].filter((text) => text !== '').join(' · ');
  return <div>{t('applications.decided', { who, what, at: format.at(decision.decidedAt), by: t(decision.decidedBy === 'link' ? 'applications.by_link' : 'applications.by_session') })}{said !== '' && <blockquote>{said}</blockquote>}</div>;
}
