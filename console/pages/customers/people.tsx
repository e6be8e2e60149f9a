import { Form, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { PREFERRED_CHANNELS } from '../../../src/domain/preferred-channel.js';
import { useCommand } from '../../api.js';
import type { ContactPerson, CustomerDetail } from '../../customer-shapes.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { ChecksField } from '../../parts/fields.js';
import { useMay } from '../../session.js';
import { InviteToApply } from './invite-to-apply.js';

const CHANNELS = ['email', 'sms', 'task'] as const;
const ROLE = /^[a-z][a-z0-9_]{0,59}$/;
const PHONE = /^\+[1-9]\d{6,14}$/;

/** The customer's people: who hears us, over what, and who no longer wants to. */
export function People({ customer }: { readonly customer: CustomerDetail }): ReactNode {
  const { t } = useWords();
  const mayKeep = useMay('keep_contact_persons');
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <h2>{t('customers.people')}</h2>
      {customer.contacts.length === 0 && <p className="warning">{t('customers.people_none')}</p>}
      <ul className="plain-list">{customer.contacts.map((person) => <PersonLine key={person.id} person={person} mayKeep={mayKeep} />)}</ul>
      {mayKeep && (adding ? <AddForm customerId={customer.id} onDone={() => { setAdding(false); }} /> : <button type="button" className="plain-button" onClick={() => { setAdding(true); }}>+ {t('customers.add')}</button>)}
    </section>
  );
}

function PersonLine({ person, mayKeep }: { readonly person: ContactPerson; readonly mayKeep: boolean }): ReactNode {
  const { t, word } = useWords();
  const mayInvite = useMay('apply_for_credit');
  const [open, setOpen] = useState<'invite' | 'remove' | 'opt_out' | undefined>(undefined);
  const close = (): void => { setOpen(undefined); };
  const left = CHANNELS.filter((channel) => !person.optedOutOf.includes(channel));
  return (
    <li>
      <strong>{person.name}</strong> <span className="quiet">{word('contactRoles', person.role)}</span> {person.phone !== null && <a href={`tel:${person.phone}`}>{person.phone}</a>} {person.email !== null && <a href={`mailto:${person.email}`}>{person.email}</a>}
      {person.preferredChannel !== null && <span className="quiet"> · {word('customers', `prefers_${person.preferredChannel}`)}</span>}
      {person.optedOutOf.length > 0 && <span className="warning"> · {t('customers.opted_out', { channels: person.optedOutOf.map((channel) => word('customers', `channel_${channel}`)).join(', ') })}</span>}
      {mayKeep && (
        <div className="line-actions">
          {mayInvite && <button type="button" className="plain-button" onClick={() => { setOpen('invite'); }}>{t('customers.invite')}</button>}
          {left.length > 0 && <button type="button" className="plain-button" onClick={() => { setOpen('opt_out'); }}>{t('customers.opt_out')}</button>}
          <button type="button" className="plain-button" onClick={() => { setOpen('remove'); }}>{t('customers.remove')}</button>
        </div>
      )}
      {open === 'invite' && <InviteToApply person={person} onClose={close} />}
      {open === 'remove' && <RemoveForm person={person} onClose={close} />}
      {open === 'opt_out' && <OptOutForm person={person} left={left} onClose={close} />}
    </li>
  );
}

function RemoveForm({ person, onClose }: { readonly person: ContactPerson; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const { name } = person;
  const check = async (_: unknown, typed: string | undefined): Promise<void> => { if (typed?.trim() !== name) throw new Error(t('customers.remove_mismatch', { name })); };
  return (
    <ActionForm action={t('customers.remove')} danger command={command} onCancel={onClose} onSubmit={() => { command.mutate({ method: 'delete', path: `/v1/contacts/${person.id}` }, { onSuccess: onClose }); }}>
      <Form.Item name="typed" label={t('customers.remove_type', { name })} validateTrigger="onSubmit" rules={[{ validator: check }]}><Input autoComplete="off" /></Form.Item>
    </ActionForm>
  );
}

function OptOutForm({ person, left, onClose }: { readonly person: ContactPerson; readonly left: readonly (typeof CHANNELS)[number][]; readonly onClose: () => void }): ReactNode {
  const { t, word } = useWords();
  const command = useCommand();
  return (
    <ActionForm<{ readonly channels: readonly string[] }> action={t('customers.opt_out')} danger command={command} onCancel={onClose} initial={{ channels: left }}
      onSubmit={({ channels }) => { command.mutate({ method: 'post', path: `/v1/contacts/${person.id}/opt-outs`, body: { channels } }, { onSuccess: onClose }); }}>
      <ChecksField name="channels" label={t('customers.opt_out_channels')} hint={t('customers.opt_out_hint')} options={left.map((value) => ({ value, label: word('customers', `channel_${value}`) }))} />
    </ActionForm>
  );
}

interface Typed {
  readonly name: string;
  readonly role: string;
  readonly email?: string;
  readonly phone?: string;
  readonly channel?: string;
}

function AddForm({ customerId, onDone }: { readonly customerId: string; readonly onDone: () => void }): ReactNode {
  const { t, word } = useWords();
  const command = useCommand();
  const needed = [{ required: true, whitespace: true, message: t('forms.needed') }];
  const submit = ({ name, role, email = '', phone = '', channel }: Typed): void => {
    command.mutate({ method: 'post', path: `/v1/customers/${customerId}/contacts`, body: { name, role, ...(email === '' ? {} : { email }), ...(phone === '' ? {} : { phone }), ...(channel === undefined ? {} : { channel }) } }, { onSuccess: onDone });
  };
  return (
    <ActionForm<Typed> action={t('customers.add')} command={command} onCancel={onDone} onSubmit={submit} initial={{ role: 'accounts_payable' }}>
      <Form.Item name="name" label={t('tasks.contact_name')} rules={needed}><Input /></Form.Item>
      <Form.Item name="role" label={t('customers.person_role')} extra={t('customers.person_role_hint')} rules={[...needed, { pattern: ROLE, message: t('customers.role_shape') }]}><Input /></Form.Item>
      <Form.Item name="email" label={t('customers.email')}><Input type="email" /></Form.Item>
      <Form.Item name="phone" label={t('customers.phone')} dependencies={['email']} rules={[{ pattern: PHONE, message: t('customers.phone_shape') }, ({ getFieldValue }) => ({ validator: async (_: unknown, typed: string | undefined) => { if (!getFieldValue('email') && !typed) throw new Error(t('customers.reachable')); } })]}><Input type="tel" /></Form.Item>
      <Form.Item name="channel" label={t('customers.prefers')} extra={t('customers.prefers_hint')}><Select allowClear options={PREFERRED_CHANNELS.map((value) => ({ value, label: word('customers', `prefers_${value}`) }))} /></Form.Item>
    </ActionForm>
  );
}
