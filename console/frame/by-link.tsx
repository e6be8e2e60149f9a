import { Button, Form, Input } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { EntryKind } from '../addresses.js';
import { request, type ApiProblem } from '../api.js';
import { useWords } from '../i18n/index.js';
import { ProblemAlert } from '../parts/problem.js';
import { EntryPage } from './entry-page.js';

export const PASSWORD_LENGTH_MIN = 10;

interface Given {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly timeZone?: string;
  readonly country?: string;
  readonly password: string;
}

/** The way in by a one-time link: `/first-administrator#secret`, `/invitation#secret`. The secret is after the `#`, so no server logs it. */
export default function ByLink({ kind }: { readonly kind: EntryKind }): ReactNode {
  const { t, language } = useWords();
  const [token] = useState(() => location.hash.slice(1));
  const first = kind === 'first-administrator';
  const enter = useMutation<unknown, ApiProblem, Given>({
    mutationFn: ({ phone, ...given }) => request({ method: 'post', path: `/v1/session/${kind}`, body: { token, ...given, ...(first ? { language, ...(phone === undefined || phone === '' ? {} : { phone }) } : {}) } }),
    onSuccess: () => { location.assign('/'); },
  });
  return (
    <EntryPage title={t(first ? 'signIn.first_title' : 'signIn.invitation_title')} hint={t('signIn.welcome')}>
      <p className="quiet">{t(first ? 'signIn.first_hint' : 'signIn.invitation_hint')}</p>
      {token === '' && <p className="warning" role="alert">{t('signIn.link_missing')}</p>}
      <ProblemAlert problem={enter.error} />
      <Form<Given> layout="vertical" requiredMark={false} noValidate onFinish={(given) => { enter.mutate(given); }} initialValues={{ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, country: 'CN' }}>
        {first && <PersonFields />}
        <Form.Item name="password" label={t('signIn.new_password')} rules={[{ required: true, min: PASSWORD_LENGTH_MIN, message: t('signIn.password_short') }]}><Input.Password autoComplete="new-password" /></Form.Item>
        <Button type="primary" htmlType="submit" disabled={token === ''} loading={enter.isPending}>{t(first ? 'signIn.become' : 'signIn.accept')}</Button>
      </Form>
    </EntryPage>
  );
}

function PersonFields(): ReactNode {
  const { t } = useWords();
  const needed = [{ required: true, message: t('signIn.field_needed') }];
  return (
    <>
      <Form.Item name="name" label={t('signIn.name')} rules={needed}><Input autoComplete="name" /></Form.Item>
      <Form.Item name="email" label={t('signIn.email')} rules={needed}><Input type="email" autoComplete="username" /></Form.Item>
      <Form.Item name="phone" label={t('signIn.phone')}><Input type="tel" autoComplete="tel" /></Form.Item>
      <Form.Item name="timeZone" label={t('signIn.time_zone')} rules={needed}><Input /></Form.Item>
      <Form.Item name="country" label={t('signIn.country')} rules={needed}><Input maxLength={2} /></Form.Item>
    </>
  );
}
