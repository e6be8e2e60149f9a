import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { addDays } from '../../../src/domain/dates.js';
import { useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { HoldForm } from '../../parts/case-forms.js';
import { Choices } from '../../parts/choices.js';
import { DayField, NoteField } from '../../parts/fields.js';
import { dayIn } from '../../parts/format.js';
import { WakeStory } from '../../parts/wake-story.js';
import { useMayRead, useSession } from '../../session.js';
import { CallOutcomes } from './call-outcomes.js';
import { Completion, type TaskGiven } from './completion.js';
import { MissingContact } from './missing-contact.js';

const DECIDERS: Readonly<Record<string, readonly string[]>> = { call: ['collector', 'manager'], manager_review: ['manager'], handoff_approval: ['manager'], acknowledge_handoff: ['manager', 'legal', 'finance'] };

/** What can be done about a task, by its kind. */
export function TaskActions(given: TaskGiven): ReactNode {
  const { t, word } = useWords();
  const session = useSession();
  const { task } = given;
  const deciders = DECIDERS[task.kind] ?? [task.ownerRole, 'manager', 'administrator'];
  if (!deciders.some((role) => session.roles.includes(role))) return <p className="quiet">{t('tasks.not_yours', { roles: deciders.map((role) => word('roles', role)).join(', ') })}</p>;
  switch (task.kind) {
    case 'call': return <CallOutcomes {...given} />;
    case 'sales_heads_up': return <SalesHeadsUp {...given} />;
    case 'objection': return <Objection {...given} />;
    case 'manager_review': return <ManagerReview {...given} />;
    case 'handoff_approval': return <HandoffApproval {...given} />;
    case 'acknowledge_handoff': return <Acknowledge {...given} />;
    case 'nobody_to_contact': return <MissingContact {...given} />;
    case 'story_stuck': return <StuckStory {...given} />;
    case 'approval':
    case 'nobody_to_approve':
    case 'application_information': return <ToApplication {...given} />;
    default: return <Completion {...given} />;
  }
}

function SalesHeadsUp(given: TaskGiven): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const object = ({ note }: { readonly note: string }): void => {
    command.mutate({ method: 'post', path: `/v1/tasks/${given.task.id}/completions`, body: { objects: true, note } }, { onSuccess: given.onDone });
  };
  return (
    <Choices label={t('tasks.decide')} choices={[
      { key: 'noted', label: t('tasks.noted'), content: <Completion {...given} action={t('tasks.noted')} /> },
      { key: 'object', label: t('tasks.object'), content: <><p className="quiet">{t('tasks.object_hint')}</p><ActionForm action={t('tasks.object')} command={command} onSubmit={object}><NoteField label={t('tasks.why_object')} needed /></ActionForm></> },
    ]} />
  );
}

function Objection(given: TaskGiven): ReactNode {
  const { t } = useWords();
  const note = given.task.data?.['note'];
  return (
    <>
      {typeof note === 'string' && <blockquote>{note}</blockquote>}
      <Choices label={t('tasks.decide')} choices={[
        { key: 'hold', label: t('forms.place_hold'), content: given.detail === undefined ? null : <HoldForm detail={given.detail} onDone={() => undefined} /> },
        { key: 'done', label: t('tasks.done'), content: <Completion {...given} /> },
      ]} />
    </>
  );
}

function ManagerReview({ task, onDone }: TaskGiven): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const submit = ({ note }: { readonly note?: string }): void => {
    command.mutate({ method: 'post', path: `/v1/manager-reviews/${task.subjectId ?? ''}/decisions`, body: note === undefined || note === '' ? {} : { note } }, { onSuccess: onDone });
  };
  return <><p className="quiet">{t('tasks.go_on_hint')}</p><ActionForm action={t('tasks.go_on')} command={command} onSubmit={submit}><NoteField label={t('forms.note')} /></ActionForm></>;
}

function HandoffApproval({ task, detail, onDone }: TaskGiven): ReactNode {
  const { t, word } = useWords();
  const command = useCommand();
  const needed = [{ required: true, whitespace: true, message: t('forms.needed') }];
  const decide = (decision: object): void => { command.mutate({ method: 'post', path: `/v1/handoffs/${task.subjectId ?? ''}/decisions`, body: decision }, { onSuccess: onDone }); };
  const route = task.data?.['route'];
  const tomorrow = detail === undefined ? undefined : addDays(dayIn(detail.timeZone, detail.now), 1);
  return (
    <>
      <p>{t('tasks.route')}: <strong>{word('handoffRoutes', typeof route === 'string' ? route : '')}</strong></p>
      <Choices label={t('tasks.decide')} choices={[
        { key: 'approve', label: t('tasks.approve_handoff'), content: (
          <ActionForm<{ readonly counterpartyName: string; readonly counterpartyEmail: string }> action={t('tasks.approve_handoff')} command={command} onSubmit={(values) => { decide({ kind: 'approve', ...values }); }}>
            <Form.Item name="counterpartyName" label={t('tasks.counterparty')} rules={needed}><Input /></Form.Item>
            <Form.Item name="counterpartyEmail" label={t('tasks.counterparty_email')} rules={needed}><Input type="email" /></Form.Item>
          </ActionForm>) },
        { key: 'refuse', label: t('tasks.refuse_handoff'), content: tomorrow === undefined ? null : (
          <ActionForm<{ readonly nextOn: string }> action={t('tasks.refuse_handoff')} danger command={command} onSubmit={({ nextOn }) => { decide({ kind: 'refuse', nextOn }); }}>
            <DayField name="nextOn" label={t('tasks.refuse_until')} first={tomorrow} />
          </ActionForm>) },
      ]} />
    </>
  );
}

function Acknowledge(given: TaskGiven): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const record = (outcome: string): void => { command.mutate({ method: 'post', path: `/v1/handoffs/${given.task.subjectId ?? ''}/outcomes`, body: { outcome } }, { onSuccess: given.onDone }); };
  return (
    <Choices label={t('tasks.decide')} choices={[
      { key: 'acknowledged', label: t('tasks.acknowledge'), content: <ActionForm action={t('tasks.acknowledge')} command={command} onSubmit={() => { record('acknowledged'); }} /> },
      { key: 'recalled', label: t('tasks.recalled'), content: <ActionForm action={t('tasks.recalled')} danger command={command} onSubmit={() => { record('recalled'); }} /> },
      { key: 'done', label: t('tasks.done'), content: <Completion {...given} /> },
    ]} />
  );
}

function StuckStory({ task, onDone }: TaskGiven): ReactNode {
  const { t } = useWords();
  const kind = task.data?.['storyKind'];
  return <><p className="quiet">{t('tasks.stuck_hint')}</p><WakeStory story={{ kind: typeof kind === 'string' ? kind : '', id: task.subjectId ?? '' }} onDone={onDone} /></>;
}

function ToApplication(given: TaskGiven): ReactNode {
  const { t } = useWords();
  const id = given.task.data?.['applicationId'];
  const mayOpen = useMayRead('credit_applications');
  return mayOpen && typeof id === 'string' ? <p><Link to={`/applications/${id}`}>{t('tasks.in_application')} ›</Link></p> : <Completion {...given} />;
}
