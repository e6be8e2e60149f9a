import { Button, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { request, useApi, type ApiProblem } from '../api.js';
import { useWords } from '../i18n/index.js';
import { ProblemAlert } from '../parts/problem.js';
import type { SamplePerson } from '../shapes.js';
import { EntryPage } from './entry-page.js';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Sign-in by password; on a sample installation by one click. */
export default function SignIn(): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const people = useApi<{ readonly items: readonly SamplePerson[] }>('/v1/session/sample-people');
  const signIn = useMutation<unknown, ApiProblem, { readonly path: string; readonly body: object }>({
    mutationFn: ({ path, body }) => request({ method: 'post', path, body }),
    onSuccess: () => client.resetQueries(),
  });
  const sample = people.data?.items ?? [];
  return (
    <EntryPage title={t('signIn.title')} hint={t('signIn.welcome')}>
      <ProblemAlert problem={signIn.error} />
      {sample.length > 0 && <SamplePeople people={sample} busy={signIn.isPending} onChoose={(personId) => { signIn.mutate({ path: '/v1/session/sample', body: { personId } }); }} />}
      <Form<Credentials> layout="vertical" requiredMark={false} noValidate onFinish={(body) => { signIn.mutate({ path: '/v1/session', body }); }}>
        {sample.length > 0 && <h2>{t('signIn.or_password')}</h2>}
        <Form.Item name="email" label={t('signIn.email')} rules={[{ required: true, message: t('signIn.field_needed') }]}><Input type="email" autoComplete="username" /></Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.field_needed') }]}><Input.Password autoComplete="current-password" /></Form.Item>
        <Button type={sample.length > 0 ? 'default' : 'primary'} htmlType="submit" loading={signIn.isPending}>{t('signIn.sign_in')}</Button>
      </Form>
    </EntryPage>
  );
}

function SamplePeople({ people, busy, onChoose }: { readonly people: readonly SamplePerson[]; readonly busy: boolean; readonly onChoose: (personId: string) => void }): ReactNode {
  const { t, word } = useWords();
  return (
    <section>
      <h2>{t('signIn.sample_title')}</h2>
      <p className="quiet">{t('signIn.sample_hint')}</p>
      <ul className="sample-people">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" disabled={busy} onClick={() => { onChoose(person.id); }}><strong>{person.name}</strong><span>{person.roles.map((role) => word('roles', role)).join(' · ')}</span></button>
          </li>
        ))}
      </ul>
    </section>
  );
}
