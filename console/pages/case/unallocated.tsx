import { Button } from 'antd';
import type { ReactNode } from 'react';
import { usePages, useCommand } from '../../api.js';
import type { CaseDetail } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import type { Payment } from '../../ledger-shapes.js';
import { useFormat } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';
import { ProblemAlert } from '../../parts/problem.js';
import { useMay } from '../../session.js';

/** Money of the case that has met no item yet, and the way to let it meet the oldest due. Shown to those who read payments. */
export function UnallocatedMoney({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const { t } = useWords();
  const payments = usePages<Payment>('/v1/payments', { caseId: detail.id, unallocated: 'true' });
  if (payments.data === undefined || payments.data.length === 0) return null;
  return <><h2>{t('kase.unallocated')}</h2><ul className="plain-list">{payments.data.map((payment) => <PaymentLine key={payment.id} payment={payment} detail={detail} />)}</ul></>;
}

function PaymentLine({ payment, detail }: { readonly payment: Payment; readonly detail: CaseDetail }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const command = useCommand();
  const mayAllocate = useMay('record_money') && detail.items.length > 0;
  return (
    <li>
      {t('kase.unallocated_line', { amount: shownMoney(payment.unallocatedMinor, payment.currency), day: format.date(payment.receivedOn), reference: payment.reference })}
      {mayAllocate && <div className="line-actions"><Button size="small" loading={command.isPending} onClick={() => { command.mutate({ method: 'post', path: `/v1/payments/${payment.id}/allocations`, body: {} }); }}>{t('kase.allocate')}</Button></div>}
      <ProblemAlert problem={command.error} currency={payment.currency} />
    </li>
  );
}
