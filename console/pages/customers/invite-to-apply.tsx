import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import type { Instant } from '../../../src/domain/dates.js';
import { currencies } from '../../../src/domain/money.js';
import { useCommand } from '../../api.js';
import type { ContactPerson } from '../../customer-shapes.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { useFormat } from '../../parts/format.js';
import { ShownOnce } from '../../parts/shown-once.js';

/** A link by which the customer's own person fills in an application; how it reaches them is up to the reader. */
export function InviteToApply({ person, onClose }: { readonly person: ContactPerson; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const command = useCommand<{ readonly token: string; readonly linkValidUntil: Instant }>();
  if (command.data !== undefined) {
    const { token, linkValidUntil } = command.data;
    return <ShownOnce text={t('customers.invited', { name: person.name, day: format.date(format.dueDay(linkValidUntil)) })} secret={`${location.origin}/apply/new/${token}`} copyLabel={t('settings.copy_link')} onClose={onClose} />;
  }
  return (
    <>
      <p className="quiet">{t('customers.invite_hint')}</p>
      <ActionForm<{ readonly currency: string }> action={t('customers.make_link')} command={command} onCancel={onClose} initial={{ currency: 'CNY' }} onSubmit={(body) => { command.mutate({ method: 'post', path: `/v1/contacts/${person.id}/application-links`, body }); }}>
        <Form.Item name="currency" label={t('applications.currency')}><Select showSearch options={currencies.map((value) => ({ value, label: value }))} /></Form.Item>
      </ActionForm>
    </>
  );
}
