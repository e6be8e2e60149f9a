import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { ROLES } from '../../../src/domain/roles.js';
import type { useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { ChecksField } from '../../parts/fields.js';

export function RolesField(): ReactNode {
  const { t, word } = useWords();
  return <ChecksField name="roles" label={t('settings.roles')} options={ROLES.map((value) => ({ value, label: word('roles', value) }))} />;
}

export function NeededField({ name, label, pattern, message, type = 'text' }: { readonly name: string; readonly label: string; readonly pattern?: RegExp; readonly message?: string; readonly type?: 'text' | 'email' }): ReactNode {
  const { t } = useWords();
  return <Form.Item name={name} label={label} rules={[{ required: true, whitespace: true, message: t('forms.needed') }, ...(pattern === undefined ? [] : [{ pattern, message: message ?? '' }])]}><Input type={type} autoComplete="off" /></Form.Item>;
}

interface TypedConfirmationGiven {
  readonly action: string;
  readonly label: string;
  /** What has to be typed before it happens. */
  readonly expected: string;
  readonly command: ReturnType<typeof useCommand>;
  readonly onConfirm: () => void;
  readonly onCancel?: () => void;
}

/** An act that is hard to take back: it happens when its object has been typed. */
export function TypedConfirmation({ action, label, expected, command, onConfirm, onCancel }: TypedConfirmationGiven): ReactNode {
  const { t } = useWords();
  const check = async (_: unknown, typed: string | undefined): Promise<void> => { if (typed?.trim() !== expected) throw new Error(t('settings.mismatch', { name: expected })); };
  return (
    <ActionForm action={action} danger command={command} onSubmit={onConfirm} onCancel={onCancel}>
      <Form.Item name="typed" label={label} validateTrigger="onSubmit" rules={[{ validator: check }]}><Input autoComplete="off" /></Form.Item>
    </ActionForm>
  );
}
