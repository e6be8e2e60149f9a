import { Button, Form, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Instant } from '../../../src/domain/dates.js';
import { useApi, useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { useFormat } from '../../parts/format.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { Loaded } from '../../parts/states.js';
import { useMay, useSession } from '../../session.js';
import type { Person } from '../../shapes.js';
import { NeededField, RolesField, TypedConfirmation } from './parts.js';

interface LinkNow {
  readonly title: string;
  readonly link: string;
  readonly until: Instant;
}

/** Everybody who can sign in, and what they may do. */
export function PeopleSettings(): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const people = useApi<{ readonly items: readonly Person[] }>('/v1/people');
  const isAdministrator = useMay('keep_people');
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<LinkNow | undefined>(undefined);
  return (
    <section>
      <p className="quiet above-list">{t('settings.people_next')}{!isAdministrator && ` ${t('settings.not_yours')}`}</p>
      {invited !== undefined && <ShownOnce text={`${invited.title}. ${t('settings.link_once', { until: format.at(invited.until) })}`} secret={invited.link} copyLabel={t('settings.copy_link')} onClose={() => { setInvited(undefined); }} />}
      {isAdministrator && (inviting ? <InviteForm onClose={() => { setInviting(false); }} onInvited={(made) => { setInvited(made); setInviting(false); }} /> : <p><Button type="primary" onClick={() => { setInviting(true); }}>{t('settings.invite')}</Button></p>)}
      <Loaded query={people}>{({ items }) => <ul className="plain-list">{items.map((person) => <PersonLine key={person.id} person={person} mayChange={isAdministrator} onLink={setInvited} />)}</ul>}</Loaded>
    </section>
  );
}

function PersonLine({ person, mayChange, onLink }: { readonly person: Person; readonly mayChange: boolean; readonly onLink: (made: LinkNow) => void }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const { personId } = useSession();
  const [open, setOpen] = useState<'roles' | 'link' | 'disable' | undefined>(undefined);
  const command = useCommand();
  const close = (): void => { setOpen(undefined); };
  // Another form may have been opened while the roles were on their way.
  const rolesSaved = (): void => { setOpen((shown) => (shown === 'roles' ? undefined : shown)); };
  const self = person.id === personId;
  const state = person.disabledAt !== null ? t('settings.disabled', { at: format.at(person.disabledAt) }) : t(person.invited ? 'settings.invited' : 'settings.active');
  return (
    <li>
      <strong>{person.name}</strong>{self && ` (${t('settings.yourself')})`} · {person.roles.map((role) => word('roles', role)).join(', ')} <span className={person.disabledAt === null ? 'quiet' : 'bad'}>· {state}</span>
      <div className="quiet">{[person.email, person.phone, person.country, person.timeZone].filter((text) => text !== null).join(' · ')}</div>
      {mayChange && !self && person.disabledAt === null && (
        <div className="line-actions">
          <button type="button" className="plain-button" onClick={() => { setOpen('roles'); }}>{t('settings.change_roles')}</button>
          <button type="button" className="plain-button" onClick={() => { setOpen('link'); }}>{t('settings.new_link')}</button>
          <button type="button" className="plain-button" onClick={() => { setOpen('disable'); }}>{t('settings.disable')}</button>
        </div>
      )}
      {open === 'roles' && <ActionForm<{ readonly roles: readonly string[] }> action={t('settings.save_roles')} command={command} initial={{ roles: person.roles }} onCancel={close} onSubmit={({ roles }) => { command.mutate({ method: 'patch', path: `/v1/people/${person.id}/roles`, body: { roles } }, { onSuccess: rolesSaved }); }}><RolesField /></ActionForm>}
      {open === 'link' && <NewLink person={person} onClose={close} onLink={onLink} />}
      {open === 'disable' && <TypedConfirmation action={t('settings.disable')} label={t('settings.disable_type', { name: person.name })} expected={person.name} command={command} onCancel={close} onConfirm={() => { command.mutate({ method: 'delete', path: `/v1/people/${person.id}` }, { onSuccess: close }); }} />}
    </li>
  );
}

function NewLink({ person, onClose, onLink }: { readonly person: Person; readonly onClose: () => void; readonly onLink: (made: LinkNow) => void }): ReactNode {
  const { t } = useWords();
  const command = useCommand<LinkMade>();
  const make = (): void => {
    command.mutate({ method: 'post', path: `/v1/people/${person.id}/links` }, { onSuccess: ({ token, linkValidUntil }) => {
      onLink({ title: t('settings.new_link_title', { name: person.name }), link: linkOf(token), until: linkValidUntil });
      onClose();
    } });
  };
  return <><p className="quiet">{t('settings.new_link_hint')}</p><TypedConfirmation action={t('settings.new_link')} label={t('settings.new_link_type', { name: person.name })} expected={person.name} command={command} onCancel={onClose} onConfirm={make} /></>;
}

interface LinkMade {
  readonly token: string;
  readonly linkValidUntil: Instant;
}

function linkOf(token: string): string {
  return `${location.origin}/invitation#${token}`;
}

interface Typed {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly language: string;
  readonly timeZone: string;
  readonly country: string;
  readonly roles: readonly string[];
}

function InviteForm({ onClose, onInvited }: { readonly onClose: () => void; readonly onInvited: (made: LinkNow) => void }): ReactNode {
  const { t, language } = useWords();
  const { timeZone } = useSession();
  const command = useCommand<LinkMade>();
  const submit = ({ phone = '', ...typed }: Typed): void => {
    command.mutate({ method: 'post', path: '/v1/people', body: { ...typed, ...(phone === '' ? {} : { phone }) } }, { onSuccess: ({ token, linkValidUntil }) => { onInvited({ title: t('settings.invited_title', { name: typed.name }), link: linkOf(token), until: linkValidUntil }); } });
  };
  return (
    <div className="wide-form">
      <ActionForm<Typed> action={t('settings.invite')} command={command} onCancel={onClose} onSubmit={submit} initial={{ language, timeZone, country: 'CN' }}>
        <div className="field-grid">
          <NeededField name="name" label={t('settings.name')} />
          <NeededField name="email" type="email" label={t('settings.email')} />
          <Form.Item name="phone" label={t('settings.phone')} rules={[{ pattern: /^\+[1-9]\d{6,14}$/, message: t('settings.phone_shape') }]}><Input type="tel" /></Form.Item>
          <Form.Item name="language" label={t('settings.language')}><Select options={[{ value: 'zh-CN', label: t('settings.lang_zh') }, { value: 'en', label: t('settings.lang_en') }]} /></Form.Item>
          <NeededField name="timeZone" label={t('settings.zone')} />
          <NeededField name="country" label={t('settings.country')} pattern={/^[A-Z]{2}$/} message={t('settings.country_shape')} />
        </div>
        <RolesField />
      </ActionForm>
    </div>
  );
}
