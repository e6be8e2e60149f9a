import { Form, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { currencies } from '../../src/domain/money.js';
import type { ScorecardOfToday } from '../application-shapes.js';
import { useApi, useCommand } from '../api.js';
import { useWords } from '../i18n/index.js';
import { ActionForm } from '../parts/action-form.js';
import { CustomerSelect } from '../parts/customer-select.js';
import { AmountField, NoteField } from '../parts/fields.js';
import { minorOf } from '../parts/money.js';
import { Loaded } from '../parts/states.js';
import { useUrlState } from '../parts/url-state.js';
import type { CustomerNamed } from '../shapes.js';
import { InputFields, inputsOf, type TypedInputs } from './applications/input-fields.js';

const TERMS_DAYS_MAX = 365;

interface Typed {
  readonly customerId: string;
  readonly amount: string;
  readonly currency: string;
  readonly termsDays: string;
  readonly reason: string;
  readonly inputs?: TypedInputs;
}

/** Asking for a limit and terms; `?customer=` names the customer beforehand. */
export default function NewApplicationPage(): ReactNode {
  const { t } = useWords();
  const [search] = useUrlState();
  const chosen = search.get('customer') ?? undefined;
  const known = useApi<CustomerNamed>(chosen === undefined ? undefined : `/v1/customers/${chosen}`);
  const card = useApi<ScorecardOfToday>('/v1/scorecard');
  return (
    <>
      <h1>{t('applications.new')}</h1>
      <Loaded query={card}>{(today) => <NewForm card={today} chosen={chosen} known={known.data} />}</Loaded>
    </>
  );
}

function NewForm({ card, chosen, known }: { readonly card: ScorecardOfToday; readonly chosen: string | undefined; readonly known: CustomerNamed | undefined }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const command = useCommand<{ readonly applicationId: string }>();
  const [currency, setCurrency] = useState('CNY');
  const needed = [{ required: true, message: t('forms.needed') }];
  const checkDays = async (_: unknown, typed: string | undefined): Promise<void> => {
    if (typed === undefined || !/^\d{1,3}$/.test(typed.trim()) || Number(typed) > TERMS_DAYS_MAX) throw new Error(t('applications.days_range'));
  };
  const submit = (typed: Typed): void => {
    const body = { customerId: typed.customerId, limitMinor: minorOf(typed.amount, typed.currency), currency: typed.currency, termsDays: Number(typed.termsDays), reason: typed.reason, inputs: inputsOf(typed.inputs, card, typed.currency) };
    command.mutate({ method: 'post', path: '/v1/credit-applications', body }, { onSuccess: ({ applicationId }) => { void navigate(`/applications/${applicationId}`); } });
  };
  return (
    <div className="wide-form">
      <ActionForm<Typed> action={t('applications.apply')} command={command} onSubmit={submit} onCancel={() => { void navigate('/applications'); }} initial={{ currency, ...(chosen === undefined ? {} : { customerId: chosen }) }}>
        <Form.Item name="customerId" label={t('applications.customer')} rules={needed}><CustomerSelect label={t('applications.find_customer')} known={known} /></Form.Item>
        <div className="field-grid">
          <AmountField currency={currency} label={t('applications.limit')} />
          <Form.Item name="currency" label={t('applications.currency')} rules={needed}><Select showSearch options={currencies.map((value) => ({ value, label: value }))} onChange={setCurrency} /></Form.Item>
          <Form.Item name="termsDays" label={t('applications.terms_days')} validateTrigger="onBlur" rules={[{ validator: checkDays }]}><Input inputMode="numeric" autoComplete="off" /></Form.Item>
        </div>
        <NoteField name="reason" label={t('applications.reason_asked')} needed />
        <h2>{t('applications.inputs_asked')}</h2>
        <p className="quiet">{t('applications.inputs_hint')}</p>
        <InputFields card={card} currency={currency} />
      </ActionForm>
    </div>
  );
}
