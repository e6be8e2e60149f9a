import { Button, Select } from 'antd';
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useAsked } from '../../api.js';
import { stepActions as english } from '../../i18n/en/policies.js';
import { useWords } from '../../i18n/index.js';
import { stepActions as chinese } from '../../i18n/zh-CN/policies.js';
import { useFormat } from '../../parts/format.js';
import { ProblemAlert } from '../../parts/problem.js';
import type { PolicyChecked, PolicyListed } from '../../policy-shapes.js';
import { Problems } from './field.js';
import { LadderAxis } from './ladder-axis.js';
import { placedProblems, type PlacedProblem } from './ladder-check.js';
import { addStep, changesOf, inDayOrder, isInDayOrder, moveStep, same, stepAt, STEP_ACTIONS, STEPS_MAX, type LadderChanges, type LadderDocument } from './ladder-document.js';
import { LadderRules } from './ladder-rules.js';
import { LadderTable } from './ladder-table.js';
import { Preview } from './preview.js';
import { Publish } from './publish.js';
import { StepForm } from './step-form.js';
import { useDraft, type DraftHands } from './use-draft.js';
import { stepName } from './words.js';

const CHECK_MILLISECONDS = 100;
const DAYS_BETWEEN_STEPS = 5;

interface LadderEditorGiven {
  readonly policy: PolicyListed;
  readonly published: { readonly version: number; readonly document: LadderDocument };
}

/** The ladder in use and the reader's draft of the next: axis, chosen step, check, real dates, publishing. */
export function LadderEditor({ policy, published }: LadderEditorGiven): ReactNode {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const hands = useDraft(policy.name, published);
  const { document, change } = hands;
  const [chosen, setChosen] = useState(document.steps[0]?.key);
  const check = useCheck(document);
  const changes = changesOf(published.document, document);
  const step = chosen === undefined ? undefined : stepAt(document, chosen) ?? document.steps[0];
  const [latest] = policy.versions;
  if (latest === undefined) return null;
  const add = (action: (typeof STEP_ACTIONS)[number], name: { readonly 'zh-CN': string; readonly en: string }): void => {
    const made = addStep(document, { action, name, offset: (step?.offset ?? 0) + DAYS_BETWEEN_STEPS });
    change(() => made.document);
    setChosen(made.key);
  };
  return (
    <>
      <DraftLine hands={hands} changes={changes} published={published.document} />
      <Publish name={policy.name} hands={hands} latest={latest} changeCount={changes.count} obstacle={check.problems.some((problem) => problem.severity === 'problem') ? 'problems' : check.isFresh ? undefined : 'checking'} onPublished={() => { void navigate(`/policies/${policy.kind}/${policy.name}`); }} />
      <h2>{t('policies.steps')}</h2>
      <LadderAxis document={document} published={published.document} problems={check.problems} chosen={step?.key} onChoose={setChosen} onMove={(key, offset) => { change((whole) => moveStep(whole, key, offset), `${key} offset`); }} />
      <div className="axis-told">{t('policies.axis_hint')} <AddStep disabled={document.steps.length >= STEPS_MAX} language={language} onAdd={add} /></div>
      <CheckLine check={check} document={document} onChoose={setChosen} onOrder={() => { change(inDayOrder); }} />
      <LadderTable document={document} changes={changes} problems={check.problems} onChoose={setChosen} />
      <div className="ladder-columns">
        <div className="ladder-form">
          {step !== undefined && <StepForm step={step} document={document} published={published.document} problems={check.problems} holding={check.holding} onChange={change} onChoose={setChosen} />}
          <LadderRules document={document} problems={check.problems} onChange={change} />
        </div>
        <Preview holding={check.holding} published={published.document} isStale={check.problems.some((problem) => problem.severity === 'problem')} />
      </div>
    </>
  );
}

interface Check {
  readonly problems: readonly PlacedProblem[];
  /** The answer is about what is on the screen. */
  readonly isFresh: boolean;
  readonly error: ReturnType<typeof useAsked>['error'];
  /** The last document that held. */
  readonly holding: LadderDocument | undefined;
}

// Asked when the hand rests for a moment: a step that is dragged passes many days.
function useCheck(document: LadderDocument): Check {
  const rested = useRested(document, CHECK_MILLISECONDS);
  const answer = useAsked<PolicyChecked>('/v1/policies/check', { kind: 'escalation_ladder', document: rested });
  const [holding, setHolding] = useState<LadderDocument | undefined>(undefined);
  const isAnswered = answer.data !== undefined && !answer.isPlaceholderData;
  if (isAnswered && answer.data.kind === 'valid' && holding !== rested) setHolding(rested);
  const found = answer.data === undefined ? [] : placedProblems({ problems: answer.data.kind === 'invalid' ? answer.data.problems : [], warnings: answer.data.kind === 'valid' ? answer.data.warnings : [] }, rested);
  return { problems: useDeferredValue(found), isFresh: isAnswered && same(rested, document), error: answer.error, holding };
}

function useRested<T>(value: T, milliseconds: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { setRested(value); }, milliseconds);
    return () => { clearTimeout(timer); };
  }, [value, milliseconds]);
  return rested;
}

function DraftLine({ hands, changes, published }: { readonly hands: DraftHands; readonly changes: LadderChanges; readonly published: LadderDocument }): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  const { draft } = hands;
  if (draft === undefined) return <p className="quiet">{t('policies.no_draft')}</p>;
  const what = [
    ...[...changes.steps].map(([key, change]) => `${stepName(key, [draft.document, published], words)} (${word('policies', `change_${change}`)})`),
    ...changes.fields.map((field) => t(`policies.${field === 'windows' ? 'windows' : field}` as 'policies.windows')), ...(changes.reordered ? [t('policies.change_order')] : []),
  ];
  return (
    <div className="draft-line">
      <span><strong className="warning">● {t('policies.unsaved')}</strong> · {t('policies.based_on', { version: draft.basedOn })} · {t(hands.isKept ? 'policies.kept_here' : 'policies.not_kept', { at: format.at(draft.savedAt) })}<br /><span className="quiet">{t('policies.changes', { what: what.join(word('policies', 'and_comma')) })}</span></span>
      <span className="line-actions"><Button size="small" disabled={hands.undo === undefined} onClick={() => { hands.undo?.(); }}>{t('policies.undo')}</Button><Button size="small" danger onClick={hands.discard}>{t('policies.discard')}</Button></span>
    </div>
  );
}

function AddStep({ disabled, language, onAdd }: { readonly disabled: boolean; readonly language: string; readonly onAdd: (action: (typeof STEP_ACTIONS)[number], name: { readonly 'zh-CN': string; readonly en: string }) => void }): ReactNode {
  const { t, word } = useWords();
  return <Select key={language} size="small" className="add-step" disabled={disabled} value={null} placeholder={`+ ${t('policies.add_step')}`} aria-label={t('policies.add_step')} options={STEP_ACTIONS.map((value) => ({ value, label: word('stepActions', value) }))} onChange={(action: (typeof STEP_ACTIONS)[number]) => { onAdd(action, { 'zh-CN': chinese[action], en: english[action] }); }} />;
}

function CheckLine({ check, document, onChoose, onOrder }: { readonly check: Check; readonly document: LadderDocument; readonly onChoose: (key: string) => void; readonly onOrder: () => void }): ReactNode {
  const { t, language } = useWords();
  const problems = check.problems.filter((problem) => problem.severity === 'problem');
  const warnings = check.problems.length - problems.length;
  return (
    <div className="check-line" role="status" aria-live="polite">
      <ProblemAlert problem={check.error} />
      {problems.length === 0 ? <span className={check.isFresh ? 'good' : 'quiet'}>{check.isFresh ? `✓ ${t('policies.holds')}` : t('policies.checking')}</span> : <strong className="bad">✕ {t('policies.does_not_hold', { count: problems.length })}</strong>}
      {warnings > 0 && <span className="warning"> · {t('policies.warnings', { count: warnings })}</span>}
      {!isInDayOrder(document) && <> <Button size="small" onClick={onOrder}>{t('policies.order_by_day')}</Button></>}
      <ul className="check-list">
        {check.problems.map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            {problem.stepKey !== undefined && <button type="button" className="plain-button" onClick={() => { onChoose(problem.stepKey ?? ''); }}>{stepAt(document, problem.stepKey)?.name[language] ?? problem.stepKey}</button>}
            <Problems problems={[problem]} />
          </li>
        ))}
      </ul>
    </div>
  );
}
