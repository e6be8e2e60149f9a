import { Button, Form, Space } from 'antd';
import type { ReactNode } from 'react';
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

/** A short form in place: its fields, what was refused, its verb. Enter saves; what was typed stays until it is saved. */
export function ActionForm<Values extends object>({ action, command, onSubmit, onCancel, initial, danger = false, currency, children }: ActionFormGiven<Values>): ReactNode {
  const { t } = useWords();
  return (
    <Form layout="vertical" requiredMark={false} noValidate className="action-form" {...(initial === undefined ? {} : { initialValues: initial })} onFinish={(values: Values) => { onSubmit(values); }}
      onKeyDown={(event) => { if (event.key === 'Escape') onCancel?.(); }}>
      {children}
      <ProblemAlert problem={command.error} currency={currency} />
      <Space>
        <Button type="primary" danger={danger} htmlType="submit" loading={command.isPending}>{action}</Button>
        {onCancel !== undefined && <Button onClick={onCancel}>{t('frame.cancel')}</Button>}
      </Space>
    </Form>
  );
}
