import { Button, Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useApi, useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { useFormat } from '../../parts/format.js';
import { ProblemAlert } from '../../parts/problem.js';
import { Loaded } from '../../parts/states.js';
import { useSession } from '../../session.js';
import type { ChannelState, ChannelTested } from '../../settings-shapes.js';
import type { Person } from '../../shapes.js';

/** What carries our messages, and a test message to one of our own people over each. */
export function Channels(): ReactNode {
  const { t } = useWords();
  const channels = useApi<{ readonly items: readonly ChannelState[] }>('/v1/channels');
  const people = useApi<{ readonly items: readonly Person[] }>('/v1/people');
  return (
    <section>
      <p className="quiet above-list">{t('settings.channels_hint')}</p>
      <Loaded query={channels}>{({ items }) => <Loaded query={people}>{(known) => <>{items.map((state) => <ChannelPart key={state.channel} state={state} people={known.items.filter((person) => person.disabledAt === null)} />)}</>}</Loaded>}</Loaded>
    </section>
  );
}

function ChannelPart({ state, people }: { readonly state: ChannelState; readonly people: readonly Person[] }): ReactNode {
  const { t, word } = useWords();
  const { personId } = useSession();
  const command = useCommand<ChannelTested>();
  const { channel, connected } = state;
  const reached = people.flatMap((person) => {
    const address = channel === 'email' ? person.email : person.phone;
    return address === null ? [] : [{ value: person.id, label: `${person.name} · ${address}` }];
  });
  const self = reached.find((option) => option.value === personId) ?? reached[0];
  return (
    <div className="entity">
      <strong>{word('settings', `channel_${channel}`)}</strong> <span className={connected ? 'good' : 'quiet'}>· {t(connected ? 'settings.channel_connected' : 'settings.channel_local')}</span>
      {self === undefined ? <p className="quiet">{t('settings.nobody_has_phone')}</p> : (
        <Form<{ readonly personId: string }> layout="vertical" className="one-line-form" initialValues={{ personId: self.value }} onFinish={(typed) => { command.mutate({ method: 'post', path: '/v1/channel-tests', body: { channel, ...typed } }); }}>
          <Form.Item name="personId" label={t('settings.test_to')}><Select options={reached} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
          <Button htmlType="submit" loading={command.isPending}>{t('settings.send_test')}</Button>
        </Form>)}
      <ProblemAlert problem={command.error} />
      {command.data !== undefined && !command.isPending && <Outcome tested={command.data} />}
    </div>
  );
}

function Outcome({ tested }: { readonly tested: ChannelTested }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const { outcome, code, detail, testId, at } = tested;
  const went = outcome === 'sent' || outcome === 'captured';
  return (
    <div role="status" className="test-outcome">
      <span className={went ? 'good' : outcome === 'unknown' ? 'warning' : 'bad'}>{went ? '✓' : '!'} {word('settings', `test_${outcome}`)}</span> <span className="quiet">· {format.at(at)}</span>
      {outcome === 'captured' && <> · <Link to={`/inbox?message=${testId}`}>{t('settings.open_inbox')}</Link></>}
      {code !== undefined && <div>{t('settings.test_why', { code: word('settings', `why_${code}`), detail: detail ?? '' })}</div>}
    </div>
  );
}
