import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useCommand } from '../../api.js';
import type { CaseDetail, CaseItem } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { Choices } from '../../parts/choices.js';
import { DayField, NoteField } from '../../parts/fields.js';
import { isPlainDateText, useFormat } from '../../parts/format.js';
import { itemNumber } from '../../parts/item-number.js';
import { useMay } from '../../session.js';

const REASON_LENGTH_MAX = 500;

interface CorrectionGiven {
  readonly item: CaseItem;
  readonly currency: string;
  /** Told what was done. */
  readonly onDone: (said: string) => void;
  readonly onCancel?: () => void;
}

/** What of an item may be wrong, as far as the reader may put it right. */
export function CorrectItem({ item, detail, onDone }: { readonly item: CaseItem; readonly detail: CaseDetail; readonly onDone: (said: string) => void }): ReactNode {
  const { t } = useWords();
  const mayVoid = useMay('void_invoice');
  const { currency } = detail;
  return (
    <Choices numbered={false} label={t('kase.correct_what', { invoice: itemNumber(item) })} choices={[
      { key: 'due', label: t('kase.change_due'), content: (close) => <ChangeDueDate item={item} currency={currency} onDone={onDone} onCancel={close} /> },
      ...(mayVoid ? [{ key: 'void', label: t('kase.void'), content: (close: () => void) => <VoidInvoice item={item} currency={currency} onDone={onDone} onCancel={close} /> }] : []),
    ]} />
  );
}

function ChangeDueDate({ item, currency, onDone, onCancel }: CorrectionGiven): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const command = useCommand();
  const submit = (body: { readonly dueOn: string; readonly reason: string }): void => {
    const day = isPlainDateText(body.dueOn) ? format.date(body.dueOn) : body.dueOn;
    command.mutate({ method: 'post', path: `/v1/open-items/${item.id}/due-dates`, body }, { onSuccess: () => { onDone(t('kase.due_changed', { invoice: itemNumber(item), day })); } });
  };
  return (
    <ActionForm action={t('kase.change_due')} currency={currency} command={command} onSubmit={submit} onCancel={onCancel}>
      <DayField name="dueOn" label={t('kase.new_due')} first={item.issuedOn} />
      <NoteField name="reason" label={t('kase.due_reason')} lengthMax={REASON_LENGTH_MAX} needed />
    </ActionForm>
  );
}

/** Voiding takes the whole invoice, so its number is typed. */
function VoidInvoice({ item, currency, onDone, onCancel }: CorrectionGiven): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const invoice = item.invoiceNumber;
  const same = async (_: unknown, typed: string | undefined): Promise<void> => { if (typed?.trim() !== invoice) throw new Error(t('kase.void_type', { invoice })); };
  const submit = async ({ reason }: { readonly reason: string }): Promise<void> => {
    try {
      await command.mutateAsync({ method: 'post', path: `/v1/invoices/${item.invoiceId}/voidings`, body: { reason } });
    } catch {
      // The form shows what was refused.
      return;
    }
    // The item is gone from the list, and this form with it: a callback of the form's own would not be called any more.
    onDone(t('kase.voided', { invoice }));
  };
  return (
    <>
      <p className="quiet">{t('kase.void_hint')}</p>
      <ActionForm action={t('kase.void')} danger currency={currency} command={command} onSubmit={(typed: { readonly reason: string }) => { void submit(typed); }} onCancel={onCancel}>
        <NoteField name="reason" label={t('kase.void_reason')} lengthMax={REASON_LENGTH_MAX} needed />
        <Form.Item name="typed" label={t('kase.void_type', { invoice })} validateTrigger="onSubmit" rules={[{ validator: same }]}><Input autoComplete="off" /></Form.Item>
      </ActionForm>
    </>
  );
}
