import { Button, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand } from '../../api.js';
import type { CaseDetail, Dispute, Hold, Promised } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { DocumentLink } from '../../parts/document-link.js';
import { useFormat } from '../../parts/format.js';
import { minorOf, shownMoney } from '../../parts/money.js';
import { ProblemAlert } from '../../parts/problem.js';
import { useMay, useMayRead } from '../../session.js';
import { CaseItems } from './items.js';
import { UnallocatedMoney } from './unallocated.js';

/** Whom to call or write to. */
export function CasePeople({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const { t, word } = useWords();
  return (
    <section>
      <h2>{t('kase.people_title')}</h2>
      {detail.people.length === 0 && <p className="warning">{t('kase.no_people')}</p>}
      <ul className="plain-list">{detail.people.map((person) => <li key={person.id}>{person.name} <span className="quiet">{word('contactRoles', person.role)}</span>{person.preferredChannel !== null && <span className="quiet"> · {word('customers', `prefers_${person.preferredChannel}`)}</span>}<br />{person.phone !== null && <a href={`tel:${person.phone}`}>{person.phone}</a>} {person.email !== null && <a href={`mailto:${person.email}`}>{person.email}</a>}</li>)}</ul>
    </section>
  );
}

/** Beside the timeline: what was promised, disputed and held, and what proof each item has. */
export function CaseSide({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const mayReadPayments = useMayRead('payments');
  const promises = detail.promises.toReversed();
  const disputes = detail.disputes.toReversed();
  const holds = detail.holds.filter((hold) => hold.endedAt === null && hold.lastQuietOn >= format.day(detail.now, detail.timeZone)).toReversed();
  return (
    <div className="case-side">
      {mayReadPayments && <UnallocatedMoney detail={detail} />}
      {promises.length > 0 && <><h2>{t('kase.promises')}</h2><ul className="plain-list">{promises.map((promise) => <PromiseLine key={promise.id} promise={promise} detail={detail} />)}</ul></>}
      {disputes.length > 0 && <><h2>{t('kase.disputes')}</h2><ul className="plain-list">{disputes.map((dispute) => <DisputeLine key={dispute.id} dispute={dispute} detail={detail} />)}</ul></>}
      {holds.length > 0 && <><h2>{t('kase.holds')}</h2><ul className="plain-list">{holds.map((hold) => <HoldLine key={hold.id} hold={hold} detail={detail} />)}</ul></>}
      {detail.handoffs.length > 0 && <><h2>{t('kase.handoffs')}</h2><ul className="plain-list">{detail.handoffs.map((handoff) => (
        <li key={handoff.id}>{word('handoffRoutes', handoff.route)} · {word('handoffStates', handoff.state)}{handoff.counterparty_name !== null && ` · ${handoff.counterparty_name}`} <span className="quiet">{format.at(handoff.requested_at, detail.timeZone)}</span>{handoff.pack_document_id !== null && <> · <DocumentLink id={handoff.pack_document_id}>{t('kase.pack')}</DocumentLink></>}</li>
      ))}</ul></>}
      <CaseItems detail={detail} />
    </div>
  );
}

/** Taking back a promise names its object: its amount is typed. */
function PromiseLine({ promise, detail }: { readonly promise: Promised; readonly detail: CaseDetail }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const command = useCommand();
  const mayWithdraw = useMay('withdraw_promise');
  const [asking, setAsking] = useState(false);
  const amount = shownMoney(promise.amount_minor, detail.currency);
  const same = async (_: unknown, typed: string | undefined): Promise<void> => {
    if (minorOf(typed ?? '', detail.currency) !== promise.amount_minor) throw new Error(t('kase.sure_withdraw', { amount }));
  };
  return (
    <li>
      {t('kase.promise_line', { amount, day: format.date(promise.pay_by) })} · <strong>{word('promiseStatuses', promise.status)}</strong>
      {promise.status === 'pending' && mayWithdraw && !asking && <> · <button type="button" className="plain-button" onClick={() => { setAsking(true); }}>{t('kase.withdraw')}</button></>}
      {asking && promise.status === 'pending' && (
        <ActionForm action={t('kase.withdraw')} danger command={command} onCancel={() => { setAsking(false); }} onSubmit={() => { command.mutate({ method: 'post', path: `/v1/promises/${promise.id}/withdrawals`, body: {} }, { onSuccess: () => { setAsking(false); } }); }}>
          <Form.Item name="typed" label={t('kase.sure_withdraw', { amount })} validateTrigger="onBlur" rules={[{ validator: same }]}><Input inputMode="decimal" autoComplete="off" /></Form.Item>
        </ActionForm>
      )}
    </li>
  );
}

const ANSWERS = [['accepted', 'kase.accept'], ['rejected', 'kase.reject'], ['withdrawn', 'kase.withdrawn']] as const;

function DisputeLine({ dispute, detail }: { readonly dispute: Dispute; readonly detail: CaseDetail }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const command = useCommand();
  const mayAnswer = useMay('answer_dispute');
  const invoice = detail.items.find((item) => item.id === dispute.open_item_id)?.invoiceNumber;
  return (
    <li>
      {invoice !== undefined && `${invoice} · `}{t('kase.dispute_line', { amount: shownMoney(dispute.amount_minor, detail.currency), reason: word('disputeReasons', dispute.reason), day: format.date(dispute.answer_by) })} · <strong>{word('disputeStatuses', dispute.status)}</strong>
      {dispute.note !== '' && <blockquote>{dispute.note}</blockquote>}
      {dispute.status === 'open' && mayAnswer && <div className="line-actions">{ANSWERS.map(([answer, label]) => <Button key={answer} size="small" disabled={command.isPending} onClick={() => { command.mutate({ method: 'post', path: `/v1/disputes/${dispute.id}/answers`, body: { answer } }); }}>{t(label)}</Button>)}</div>}
      <ProblemAlert problem={command.error} />
    </li>
  );
}

function HoldLine({ hold, detail }: { readonly hold: Hold; readonly detail: CaseDetail }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const command = useCommand();
  const mayEnd = useMay('keep_contact_holds');
  const item = detail.items.find((candidate) => candidate.id === hold.openItemId)?.invoiceNumber ?? t('kase.of_all');
  return (
    <li>
      {item} · {t('kase.hold_line', { day: format.date(hold.lastQuietOn), reason: hold.reason in { says_paid: 0, waits_for_papers: 0 } ? word('tasks', `outcome_${hold.reason}`) : hold.reason })}
      {mayEnd && <> · <button type="button" className="plain-button" disabled={command.isPending} onClick={() => { command.mutate({ method: 'post', path: `/v1/contact-holds/${hold.id}/endings`, body: {} }); }}>{t('kase.end_hold')}</button></>}
      <ProblemAlert problem={command.error} />
    </li>
  );
}
