import { Form, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { amountInChineseWords } from '../../../src/domain/chinese-amount.js';
import { DECLINE_REASONS, type DecisionFacts, type FactChange } from '../../../src/domain/decision.js';
import { isCurrency } from '../../../src/domain/money.js';
import { readTypedAmount } from '../../../src/domain/typed-amount.js';
import { useCommand, type ApiProblem } from '../../api.js';
import type { ApplicationDetail, Stage } from '../../application-shapes.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { Choices } from '../../parts/choices.js';
import { NoteField } from '../../parts/fields.js';
import { shownMoney } from '../../parts/money.js';

const MONEY_FIELDS: ReadonlySet<string> = new Set<keyof DecisionFacts>(['askedLimit', 'limitOnTable', 'proposedLimit', 'currentLimit', 'owed', 'overdue']);

interface DecideGiven {
  readonly detail: ApplicationDetail;
  readonly stage: Stage;
  readonly facts: DecisionFacts;
  readonly onRefresh: () => void;
}

/** Deciding a stage on what the page shows: an approval types the limit once more, and what was shown goes with it. */
export function Decide({ detail, stage, facts, onRefresh }: DecideGiven): ReactNode {
  const { t, word, language } = useWords();
  const command = useCommand();
  const { currency } = detail;
  const limit = shownMoney(facts.limitOnTable, currency);
  const decide = (decision: object): void => { command.mutate({ method: 'post', path: `/v1/approval-stages/${stage.id}/decisions`, body: { shown: facts, decision } }); };
  const changed = command.error?.code === 'facts_changed';
  // What has changed is shown in words of its own, not as a bare refusal.
  const given = { isPending: command.isPending, error: changed ? null : command.error };
  const needed = [{ required: true, message: t('forms.needed') }];
  return (
    <section className="decide">
      <h2>{t('applications.decide_title', { stage: stage.name[language] })}</h2>
      <p>{t('applications.decide_facts', { table: limit, owed: shownMoney(facts.owed, currency), overdue: shownMoney(facts.overdue, currency), grade: facts.grade, score: facts.score, proposed: shownMoney(facts.proposedLimit, currency) })}</p>
      {changed && command.error !== null && <Changed problem={command.error} currency={currency} onRefresh={() => { command.reset(); onRefresh(); }} />}
      <Choices label={t('applications.act')} choices={[
        { key: 'approve', label: t('applications.approve', { limit }), content: <LimitForm kind="approve" facts={facts} command={given} onDecide={decide} /> },
        { key: 'approve_less', label: t('applications.approve_less'), content: <LimitForm kind="approve_less" facts={facts} command={given} onDecide={decide} /> },
        { key: 'decline', label: t('applications.decline'), content: (
          <ActionForm<{ readonly reason: string; readonly note: string }> action={t('applications.decline')} danger command={given} onSubmit={(values) => { decide({ kind: 'decline', ...values }); }}>
            <Form.Item name="reason" label={t('applications.reason')} rules={needed}><Select options={DECLINE_REASONS.map((value) => ({ value, label: word('declineReasons', value) }))} /></Form.Item>
            <NoteField label={t('applications.reason_note')} needed />
          </ActionForm>) },
        { key: 'ask', label: t('applications.ask'), content: (
          <ActionForm<{ readonly question: string }> action={t('applications.ask')} command={given} onSubmit={({ question }) => { decide({ kind: 'ask', question }); }}>
            <NoteField name="question" label={t('applications.question')} needed />
          </ActionForm>) },
      ]} />
    </section>
  );
}

interface LimitFormGiven {
  readonly kind: 'approve' | 'approve_less';
  readonly facts: DecisionFacts;
  readonly command: Parameters<typeof ActionForm>[0]['command'];
  readonly onDecide: (decision: object) => void;
}

function LimitForm({ kind, facts, command, onDecide }: LimitFormGiven): ReactNode {
  const { t } = useWords();
  const { currency, limitOnTable } = facts;
  const [typed, setTyped] = useState('');
  const limit = shownMoney(limitOnTable, currency);
  const read = (text: string): number | undefined => (isCurrency(currency) ? readTypedAmount(text, currency)?.minor : undefined);
  const minor = read(typed);
  const check = async (_: unknown, text: string | undefined): Promise<void> => {
    const amount = read(text ?? '');
    if (amount === undefined || amount === 0) throw new Error(t('applications.limit_unreadable', { currency }));
    if (kind === 'approve' && amount !== limitOnTable) throw new Error(t('applications.limit_differs', { typed: shownMoney(amount, currency), limit }));
    if (kind === 'approve_less' && amount >= limitOnTable) throw new Error(t('applications.limit_not_less', { limit }));
  };
  return (
    <ActionForm<{ readonly limit: string }> action={t(kind === 'approve' ? 'applications.approve' : 'applications.approve_less', { limit })} command={command} onSubmit={(values) => { onDecide({ kind, limitMinor: read(values.limit), currency }); }}>
      <Form.Item name="limit" label={t(kind === 'approve' ? 'applications.type_limit' : 'applications.type_less', { limit })} validateTrigger="onSubmit" rules={[{ validator: check }]}
        {...(minor === undefined ? {} : { extra: t('applications.reads_as', { amount: `${shownMoney(minor, currency)}${currency === 'CNY' ? ` ${amountInChineseWords(minor)}` : ''}` }) })}>
        <Input inputMode="decimal" autoComplete="off" onChange={(event) => { setTyped(event.target.value); }} suffix={<span className="quiet">{currency}</span>} />
      </Form.Item>
    </ActionForm>
  );
}

function Changed({ problem, currency, onRefresh }: { readonly problem: ApiProblem; readonly currency: string; readonly onRefresh: () => void }): ReactNode {
  const { t, word } = useWords();
  const changes = Array.isArray(problem.data['changes']) ? problem.data['changes'] as readonly FactChange[] : [];
  const shown = (field: string, value: number | string | null): string => (value === null ? '–' : MONEY_FIELDS.has(field) && typeof value === 'number' ? shownMoney(value, currency) : String(value));
  return (
    <div className="problem" role="alert">
      <strong>{t('applications.changed_title')}</strong>
      {changes.map(({ field, was, now }) => <div key={field}>{t('applications.changed_line', { field: word('factNames', field), was: shown(field, was), now: shown(field, now) })}</div>)}
      <button type="button" className="plain-button" onClick={onRefresh}>{t('applications.show_new')}</button>
    </div>
  );
}
