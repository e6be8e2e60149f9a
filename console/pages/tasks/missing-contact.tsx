import { Form, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { Choices } from '../../parts/choices.js';
import { stepInWords } from '../../parts/next-words.js';
import { Completion, type TaskGiven } from './completion.js';

const ROLES = ['accounts_payable', 'finance', 'owner', 'purchasing'] as const;

/** Steps fell due and nobody could hear them: somebody is added, or the task is closed. */
export function MissingContact(given: TaskGiven): ReactNode {
  const words = useWords();
  const { t } = words;
  const [added, setAdded] = useState(false);
  const steps = given.task.data?.['steps'];
  const keys = Array.isArray(steps) ? [...new Set(steps.map((step: { readonly stepKey?: unknown }) => (typeof step.stepKey === 'string' ? step.stepKey : '')))] : [];
  return (
    <>
      <p>{t('tasks.steps_unheard')}: {keys.map((key) => stepInWords(key, words)).join(', ')}</p>
      <Choices label={t('tasks.decide')} choices={[
        { key: 'add', label: t('tasks.add_contact'), content: added ? <p className="good">✓ {t('tasks.contact_added')}</p> : <AddContact {...given} onAdded={() => { setAdded(true); }} /> },
        { key: 'done', label: t('tasks.done'), content: <Completion {...given} /> },
      ]} />
    </>
  );
}

function AddContact({ task, onAdded }: TaskGiven & { readonly onAdded: () => void }): ReactNode {
  const { t, word } = useWords();
  const command = useCommand();
  const submit = (values: { readonly name: string; readonly role: string; readonly email?: string; readonly phone?: string }): void => {
    const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
    command.mutate({ method: 'post', path: `/v1/customers/${task.customer?.id ?? ''}/contacts`, body }, { onSuccess: onAdded });
  };
  return (
    <ActionForm action={t('tasks.add_contact')} command={command} onSubmit={submit} initial={{ role: ROLES[0] }}>
      <Form.Item name="name" label={t('tasks.contact_name')} rules={[{ required: true, whitespace: true, message: t('forms.needed') }]}><Input autoComplete="off" /></Form.Item>
      <Form.Item name="role" label={t('tasks.contact_role')}><Select options={ROLES.map((role) => ({ value: role, label: word('contactRoles', role) }))} /></Form.Item>
      <Form.Item name="email" label={t('tasks.contact_email')}><Input type="email" autoComplete="off" /></Form.Item>
      <Form.Item name="phone" label={t('tasks.contact_phone')}><Input type="tel" autoComplete="off" /></Form.Item>
    </ActionForm>
  );
}
