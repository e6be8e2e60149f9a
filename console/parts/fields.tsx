import { Checkbox, Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import type { PlainDate } from '../../src/domain/dates.js';
import type { CaseItem } from '../case-shapes.js';
import { useWords } from '../i18n/index.js';
import { useFormat } from './format.js';
import { itemNumber } from './item-number.js';
import { minorOf, shownMoney } from './money.js';

const NOTE_LENGTH_MAX = 2_000;

/** An amount in major units of a currency, at most so many minor units when that is given. */
export function AmountField({ currency, max, label, optional = false }: { readonly currency: string; readonly max?: number | undefined; readonly label: string; readonly optional?: boolean }): ReactNode {
  const { t } = useWords();
  const check = async (_: unknown, typed: string | undefined): Promise<void> => {
    if (optional && (typed === undefined || typed.trim() === '')) return;
    const minor = minorOf(typed ?? '', currency);
    if (minor === undefined) throw new Error(t('forms.amount_unreadable', { currency }));
    if (max !== undefined && minor > max) throw new Error(t('forms.amount_above', { max: shownMoney(max, currency) }));
  };
  return <Form.Item name="amount" label={label} validateTrigger="onBlur" rules={[{ validator: check }]}><Input inputMode="decimal" autoComplete="off" suffix={<span className="quiet">{currency}</span>} /></Form.Item>;
}

/** A day, not before the first that is possible. */
export function DayField({ name, label, first, last }: { readonly name: string; readonly label: string; readonly first: PlainDate; readonly last?: PlainDate }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const check = async (_: unknown, typed: string | undefined): Promise<void> => {
    if (typed === undefined || typed === '') throw new Error(t('forms.needed'));
    if (typed < first) throw new Error(t('forms.day_before', { first: format.date(first) }));
    if (last !== undefined && typed > last) throw new Error(t('forms.day_after', { last: format.date(last) }));
  };
  return <Form.Item name={name} label={label} validateTrigger="onBlur" rules={[{ validator: check }]}><Input type="date" min={first} max={last} /></Form.Item>;
}

export function NoteField({ label, name = 'note', needed = false, lengthMax = NOTE_LENGTH_MAX }: { readonly label: string; readonly name?: string; readonly needed?: boolean; readonly lengthMax?: number }): ReactNode {
  const { t } = useWords();
  return <Form.Item name={name} label={label} rules={needed ? [{ required: true, whitespace: true, message: t('forms.needed') }] : []}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={lengthMax} /></Form.Item>;
}

/** One of the open items of a case. */
export function ItemField({ items, currency, allLabel }: { readonly items: readonly CaseItem[]; readonly currency: string; readonly allLabel?: string }): ReactNode {
  const { t } = useWords();
  const options = items.map((item) => ({ value: item.id, label: `${itemNumber(item)} · ${shownMoney(item.openMinor, currency)}` }));
  return (
    <Form.Item name="openItemId" label={t('forms.item')} rules={allLabel === undefined ? [{ required: true, message: t('forms.needed') }] : []}>
      <Select options={allLabel === undefined ? options : [{ value: '', label: allLabel }, ...options]} />
    </Form.Item>
  );
}

/** Several of a few. @param hint says what choosing means */
export function ChecksField({ name, label, options, hint }: { readonly name: string; readonly label: string; readonly options: readonly { readonly value: string; readonly label: string }[]; readonly hint?: string }): ReactNode {
  const { t } = useWords();
  // The rule asks for one; `required` would put an attribute on the group that no group may have.
  return (
    <Form.Item name={name} label={label} required={false} rules={[{ required: true, message: t('forms.needed') }]} {...(hint === undefined ? {} : { extra: hint })}>
      <Checkbox.Group role="group" aria-label={label} options={[...options]} />
    </Form.Item>
  );
}
