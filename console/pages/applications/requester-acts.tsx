import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useCommand } from '../../api.js';
import type { ApplicationDetail, ScorecardOfToday } from '../../application-shapes.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { Choices } from '../../parts/choices.js';
import { nameOf } from '../../parts/customer-name.js';
import { NoteField } from '../../parts/fields.js';
import { useMay, useSession } from '../../session.js';
import { InputFields, inputsOf, type TypedInputs } from './input-fields.js';

/** What the requester and the credit team can do while the application is open: give facts, answer, take it back. */
export function RequesterActs({ detail, card, numbered }: { readonly detail: ApplicationDetail; readonly card: ScorecardOfToday | undefined; readonly numbered: boolean }): ReactNode {
  const { t } = useWords();
  const { personId } = useSession();
  const mayGive = useMay('give_application_information');
  const mayWithdrawAny = useMay('withdraw_any_application');
  const mayWithdraw = mayWithdrawAny || detail.requesters.some((requester) => requester.kind === 'person' && requester.id === personId);
  const question = detail.informationRequests.find((request) => request.state === 'open');
  const choices = [
    ...(mayGive && question !== undefined && question.decision_id !== null ? [{ key: 'answer', label: t('applications.answer'), content: (close: () => void) => <AnswerForm detail={detail} onDone={close} /> }] : []),
    ...(mayGive && card !== undefined ? [{ key: 'give', label: t('applications.give'), content: (close: () => void) => <GiveForm detail={detail} card={card} onDone={close} /> }] : []),
    ...(mayWithdraw ? [{ key: 'withdraw', label: t('applications.withdraw'), content: (close: () => void) => <WithdrawForm detail={detail} onDone={close} /> }] : []),
  ];
  return choices.length === 0 ? null : <Choices label={t('applications.act')} choices={choices} numbered={numbered} />;
}

interface FormGiven {
  readonly detail: ApplicationDetail;
  readonly onDone: () => void;
}

function AnswerForm({ detail, onDone }: FormGiven): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const question = detail.informationRequests.find((request) => request.state === 'open')?.question ?? '';
  return (
    <ActionForm<{ readonly answer: string }> action={t('applications.answer')} command={command} onSubmit={({ answer }) => { command.mutate({ method: 'post', path: `/v1/credit-applications/${detail.id}/information`, body: { answer } }, { onSuccess: onDone }); }}>
      <blockquote>{question}</blockquote>
      <NoteField name="answer" label={t('applications.answer')} needed />
    </ActionForm>
  );
}

function GiveForm({ detail, card, onDone }: FormGiven & { readonly card: ScorecardOfToday }): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const asked = detail.informationRequests.find((request) => request.state === 'open' && request.inputs.length > 0)?.inputs;
  const submit = ({ inputs }: { readonly inputs?: TypedInputs }): void => {
    command.mutate({ method: 'post', path: `/v1/credit-applications/${detail.id}/information`, body: { inputs: inputsOf(inputs, card, detail.currency) } }, { onSuccess: onDone });
  };
  return (
    <ActionForm action={t('applications.give')} command={command} onSubmit={submit}>
      <p className="quiet">{t('applications.give_hint')}</p>
      <InputFields card={card} currency={detail.currency} {...(asked === undefined ? {} : { keys: asked })} />
    </ActionForm>
  );
}

function WithdrawForm({ detail, onDone }: FormGiven): ReactNode {
  const { t, language } = useWords();
  const command = useCommand();
  const { number } = detail;
  const check = async (_: unknown, typed: string | undefined): Promise<void> => { if (typed?.trim() !== number) throw new Error(t('applications.withdraw_mismatch', { number })); };
  return (
    <ActionForm<{ readonly note?: string }> action={t('applications.withdraw')} danger command={command} onSubmit={({ note }) => { command.mutate({ method: 'post', path: `/v1/credit-applications/${detail.id}/withdrawals`, body: { note: note ?? '' } }, { onSuccess: onDone }); }}>
      <Form.Item name="typed" label={t('applications.withdraw_type', { number, customer: nameOf(detail.customer, language) })} validateTrigger="onSubmit" rules={[{ validator: check }]}><Input autoComplete="off" /></Form.Item>
      <NoteField label={t('applications.note')} />
    </ActionForm>
  );
}
