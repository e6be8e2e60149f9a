import { Button, Form, Space } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ApiProblem } from '../api.js';
import { useWords } from '../i18n/index.js';
import { ProblemAlert } from './problem.js';

interface ActionFormGiven<Values> {
  /** A verb: “Record promise”. */
  readonly action: string;
  readonly command: Pick<UseMutationResult<unknown, ApiProblem, never>, 'isPending' | 'error'>;
  readonly onSubmit: (values: Values) => void;
  readonly onCancel?: (() => void) | undefined;
  readonly initial?: Partial<Values>;
  readonly danger?: boolean;
  /** Of the amounts that a refusal may name. */
  readonly currency?: string;
  readonly children?: ReactNode;
}

/** A short form in place: its fields, what was refused, its verb. Enter saves, also from a note, where Shift+Enter begins a line; Escape cancels, or leaves the field.
 * What was typed stays until it is saved. */
export function ActionForm<Values extends object>({ action, command, onSubmit, onCancel, initial, danger = false, currency, children }: ActionFormGiven<Values>): ReactNode {
  const { t } = useWords();
  const [form] = Form.useForm<Values>();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { target } = event;
    if (!(target instanceof HTMLElement)) return;
    if (event.key === 'Escape') (onCancel ?? (() => { target.blur(); }))();
    // Enter that ends a Chinese word is the input method's own.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || target.tagName !== 'TEXTAREA') return;
    event.preventDefault();
    if (!command.isPending) form.submit();
  };
  return (
    <Form<Values> form={form} layout="vertical" requiredMark={false} noValidate className="action-form" {...(initial === undefined ? {} : { initialValues: initial })} onFinish={(values: Values) => { onSubmit(values); }} onKeyDown={onKeyDown}>
      {children}
      <ProblemAlert problem={command.error} currency={currency} />
      <Space>
        <Button type="primary" danger={danger} htmlType="submit" loading={command.isPending}>{action}</Button>
        {onCancel !== undefined && <Button onClick={onCancel}>{t('frame.cancel')}</Button>}
      </Space>
    </Form>
  );
}
