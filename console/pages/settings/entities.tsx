import { Button, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useApi, useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { nameOf } from '../../parts/customer-name.js';
import { EmptyState, Loaded } from '../../parts/states.js';
import { useMay } from '../../session.js';
import type { SellingEntityDetail } from '../../settings-shapes.js';
import { NeededField } from './parts.js';

/** The legal entities in whose names invoices and letters are. */
export function Entities(): ReactNode {
  const { t, language } = useWords();
  const entities = useApi<{ readonly items: readonly SellingEntityDetail[] }>('/v1/selling-entities');
  const mayAdd = useMay('keep_selling_entities');
  const [adding, setAdding] = useState(false);
  const close = (): void => { setAdding(false); };
  return (
    <section>
      {mayAdd && (adding ? <AddForm onClose={close} /> : <p className="above-list"><Button type="primary" onClick={() => { setAdding(true); }}>{t('settings.add_entity')}</Button></p>)}
      <Loaded query={entities}>{({ items }) => (items.length === 0 ? <EmptyState title={t('settings.entities_empty')} hint={t('settings.entities_empty_hint')} /> : <>{items.map((entity) => (
        <dl key={entity.id} className="facts entity">
          <dt>{entity.code}</dt><dd><strong>{nameOf({ name: entity.legalName, nameEnglish: entity.legalNameEnglish }, language)}</strong> · {entity.country}</dd>
          <dt>{t('settings.address')}</dt><dd>{entity.address}</dd>
          <dt>{t('settings.bank')}</dt><dd>{entity.bankName} · {entity.bankAccountNumber}</dd>
          <dt>{t('settings.sender')}</dt><dd>{[entity.senderName, entity.senderEmail, entity.phone].filter((text) => text !== null).join(' · ')}</dd>
        </dl>))}</>)}
      </Loaded>
    </section>
  );
}

interface Typed {
  readonly legalNameEnglish?: string;
  readonly phone?: string;
}

function AddForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const submit = (typed: Typed): void => {
    const body = Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== undefined && text !== ''));
    command.mutate({ method: 'post', path: '/v1/selling-entities', body }, { onSuccess: onClose });
  };
  return (
    <div className="wide-form">
      <ActionForm<Typed> action={t('settings.add_entity')} command={command} onCancel={onClose} onSubmit={submit}>
        <div className="field-grid">
          <NeededField name="code" label={t('settings.code')} pattern={/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/} message={t('settings.code_shape')} />
          <NeededField name="legalName" label={t('settings.legal_name')} />
          <Form.Item name="legalNameEnglish" label={t('settings.legal_name_english')}><Input /></Form.Item>
          <NeededField name="country" label={t('settings.country')} pattern={/^[A-Z]{2}$/} message={t('settings.country_shape')} />
          <NeededField name="address" label={t('settings.address')} />
          <Form.Item name="phone" label={t('settings.entity_phone')}><Input type="tel" /></Form.Item>
          <NeededField name="senderName" label={t('settings.sender_name')} />
          <NeededField name="senderEmail" type="email" label={t('settings.sender_email')} />
        </div>
        <p className="quiet">{t('settings.bank_hint')}</p>
        <div className="field-grid">
          <NeededField name="bankName" label={t('settings.bank_name')} />
          <NeededField name="bankAccountName" label={t('settings.bank_account_name')} />
          <NeededField name="bankAccountNumber" label={t('settings.bank_account_number')} />
        </div>
      </ActionForm>
    </div>
  );
}
