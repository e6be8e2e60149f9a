import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useApi, useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { useFormat } from '../../parts/format.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { EmptyState, Loaded } from '../../parts/states.js';
import type { ApiKey } from '../../settings-shapes.js';
import { NeededField, RolesField, TypedConfirmation } from './parts.js';

/** Keys of other systems. A key is shown once, when it is made. */
export function ApiKeys(): ReactNode {
  const { t } = useWords();
  const keys = useApi<{ readonly items: readonly ApiKey[] }>('/v1/api-keys');
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly key: string } | undefined>(undefined);
  const command = useCommand<{ readonly key: string }>();
  const make = (body: { readonly name: string; readonly roles: readonly string[] }): void => {
    command.mutate({ method: 'post', path: '/v1/api-keys', body }, { onSuccess: ({ key }) => { setMade({ name: body.name, key }); setMaking(false); } });
  };
  return (
    <section>
      <p className="quiet above-list">{t('settings.api_hint')} <a href="/v1/docs" target="_blank" rel="noreferrer">{t('settings.api_docs')}</a></p>
      {made !== undefined && <ShownOnce text={t('settings.key_once', { name: made.name })} secret={made.key} copyLabel={t('settings.copy_key')} onClose={() => { setMade(undefined); }} />}
      {making
        ? <div className="wide-form"><ActionForm action={t('settings.make_key')} command={command} onCancel={() => { setMaking(false); }} onSubmit={make}><NeededField name="name" label={t('settings.key_name')} /><RolesField /></ActionForm></div>
        : <p className="above-list"><Button type="primary" onClick={() => { setMaking(true); }}>{t('settings.make_key')}</Button></p>}
      <Loaded query={keys}>{({ items }) => (items.length === 0 ? <EmptyState title={t('settings.keys_empty')} hint={t('settings.keys_empty_hint')} /> : <ul className="plain-list">{items.map((key) => <KeyLine key={key.id} apiKey={key} />)}</ul>)}</Loaded>
    </section>
  );
}

function KeyLine({ apiKey }: { readonly apiKey: ApiKey }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const [revoking, setRevoking] = useState(false);
  const command = useCommand();
  const close = (): void => { setRevoking(false); };
  return (
    <li>
      <strong>{apiKey.name}</strong> · {apiKey.roles.map((role) => word('roles', role)).join(', ')} <span className="quiet">· {t('settings.prefix')} <code>{apiKey.prefix}…</code></span>
      {apiKey.revokedAt !== null && <span className="bad"> · {t('settings.revoked', { at: format.at(apiKey.revokedAt) })}</span>}
      {apiKey.revokedAt === null && !revoking && <div className="line-actions"><button type="button" className="plain-button" onClick={() => { setRevoking(true); }}>{t('settings.revoke')}</button></div>}
      {revoking && <TypedConfirmation action={t('settings.revoke')} label={t('settings.revoke_type', { name: apiKey.name })} expected={apiKey.name} command={command} onCancel={close} onConfirm={() => { command.mutate({ method: 'delete', path: `/v1/api-keys/${apiKey.id}` }, { onSuccess: close }); }} />}
    </li>
  );
}
