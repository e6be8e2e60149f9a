import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useApi, withQuery } from '../api.js';
import type { ApplicationListed } from '../application-shapes.js';
import type { CustomerDetail } from '../customer-shapes.js';
import { useClock } from '../frame/clock-bar.js';
import { useWords } from '../i18n/index.js';
import { useColleagues } from '../parts/colleagues.js';
import { CopyButton, CopyText } from '../parts/copy.js';
import { nameOf } from '../parts/customer-name.js';
import { useFormat } from '../parts/format.js';
import { shownMoney } from '../parts/money.js';
import { nextInWords } from '../parts/next-words.js';
import { Loaded } from '../parts/states.js';
import { useMay, useMayRead } from '../session.js';
import type { Page } from '../shapes.js';
import { People } from './customers/people.js';
import { PlainTable } from '../parts/plain-table.js';

/** A customer: what is overdue and comes next, terms, limit, people, cover, holds, cases. */
export default function CustomerPage(): ReactNode {
  const { id = '' } = useParams();
  const customer = useApi<CustomerDetail>(`/v1/customers/${id}`);
  return (
    <Loaded query={customer} rows={10}>{(detail) => (
      <>
        <Head customer={detail} />
        <div className="case-columns">
          <div>
            <Cases customer={detail} />
            <Covers customer={detail} />
            <People customer={detail} />
          </div>
          <aside>
            <Limit customer={detail} />
            <Holds customer={detail} />
            <MasterData customer={detail} />
          </aside>
        </div>
      </>
    )}</Loaded>
  );
}

function Head({ customer }: { readonly customer: CustomerDetail }): ReactNode {
  const words = useWords();
  const { t, language } = words;
  const format = useFormat();
  const overdue = customer.cases.filter((kase) => kase.overdueMinor > 0);
  const [next] = customer.cases.flatMap((kase) => (kase.next.at === null ? [] : [{ at: kase.next.at, kase }])).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <header className="case-head">
      <h1>
        {nameOf(customer, language)}
        <span className="case-overdue">{overdue.length === 0 ? t('customers.owes_nothing') : t('customers.owes', { amount: overdue.map((kase) => shownMoney(kase.overdueMinor, kase.currency)).join(' + ') })}</span>
      </h1>
      <p className="case-amounts">
        <span className="quiet"><CopyText text={customer.number} /> · {[customer.country, customer.segment].filter((text) => text !== null).join(' · ')}</span>
        {customer.creditHold && <span className="bad">{t('customers.order_hold')}</span>}
        <CopyButton text={customer.id} label={t('frame.copy', { what: 'ID' })} />
      </p>
      <dl className="facts">
        <dt>{t('customers.next')}</dt>
        <dd><strong>{next === undefined ? t('customers.nothing_next') : t('customers.next_line', { what: nextInWords(next.kase.next.reason, words), currency: next.kase.currency, when: format.at(next.at) })}</strong></dd>
      </dl>
    </header>
  );
}

function Cases({ customer }: { readonly customer: CustomerDetail }): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  return (
    <section>
      <h2>{t('customers.cases')}</h2>
      {customer.cases.length === 0 ? <p className="quiet">{t('customers.cases_none')}</p> : (
        <PlainTable manyColumns label={t('customers.cases')}>
          <thead><tr><th>{t('cases.currency')}</th><th>{t('cases.status')}</th><th className="number">{t('ledger.open')}</th><th className="number">{t('cases.overdue')}</th><th>{t('cases.next')}</th></tr></thead>
          <tbody>{customer.cases.map((kase) => (
            <tr key={kase.id}>
              <td><Link to={`/cases/${kase.id}`}>{kase.currency} · {kase.sellingEntity}</Link></td><td>{word('caseStatuses', kase.status)}</td><td className="number" data-label={t('ledger.open')}>{shownMoney(kase.openMinor, kase.currency)}</td><td className="number" data-label={t('cases.overdue')}>{kase.overdueMinor === 0 ? '–' : shownMoney(kase.overdueMinor, kase.currency)}</td>
              <td data-label={t('cases.next')}>{[nextInWords(kase.next.reason, words), kase.next.at === null ? '' : format.shortDate(format.day(kase.next.at))].filter((text) => text !== '').join(' · ') || '–'}</td>
            </tr>))}
          </tbody>
        </PlainTable>
      )}
      <p><Link to={withQuery('/ledger', { customer: customer.id })}>{t('customers.show_items')} ›</Link></p>
    </section>
  );
}

function Covers({ customer }: { readonly customer: CustomerDetail }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const clock = useClock();
  const today = clock === undefined ? undefined : format.day(clock.now, customer.timeZone);
  return (
    <section>
      <h2>{t('customers.cover')}</h2>
      {customer.covers.length === 0 ? <p className="quiet">{t('customers.cover_none')}</p> : <ul className="plain-list">{customer.covers.map((cover) => (
        <li key={cover.id}>
          <strong>{t('customers.cover_line', { covered: shownMoney(cover.covered.minor, cover.covered.currency), percent: cover.insuredPercent })}</strong>{cover.invoiceId !== null && ` · ${t('customers.cover_invoice')}`} · {cover.insurer} · {cover.policyNumber}
          <div className="quiet">{t('customers.cover_valid', { from: format.date(cover.validFrom), until: format.date(cover.validUntil) })}{today !== undefined && cover.validUntil < today && <span className="bad"> · {t('customers.cover_over')}</span>}</div>
        </li>))}
      </ul>}
    </section>
  );
}

function Limit({ customer }: { readonly customer: CustomerDetail }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const mayApply = useMay('apply_for_credit');
  const mayRead = useMayRead('credit_applications');
  const applications = useApi<Page<ApplicationListed>>(mayRead ? withQuery('/v1/credit-applications', { customerId: customer.id, limit: 5 }) : undefined);
  const items = applications.data?.items ?? [];
  return (
    <section>
      <h2>{t('customers.limit')}</h2>
      {customer.limits.length === 0 && <p className="quiet">{t('customers.limit_none')}</p>}
      {customer.limits.map((limit) => <p key={limit.currency}><strong>{t('customers.limit_line', { limit: shownMoney(limit.limitMinor, limit.currency), days: limit.termsDays, day: format.date(limit.effectiveOn) })}</strong></p>)}
      <ul className="plain-list">{items.map((item) => <li key={item.id}><Link to={`/applications/${item.id}`}>{item.number}</Link> · {shownMoney(item.askedLimitMinor, item.currency)} · {word('applicationStatuses', item.status)} <span className="quiet">{format.shortDate(format.day(item.receivedAt))}</span></li>)}</ul>
      {mayApply && <Link to={withQuery('/applications/new', { customer: customer.id })}>{t('customers.apply')} ›</Link>}
    </section>
  );
}

function Holds({ customer }: { readonly customer: CustomerDetail }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  return (
    <section>
      <h2>{t('customers.holds')}</h2>
      {customer.creditHolds.length === 0 ? <p className="quiet">{t('customers.holds_none')}</p> : <ul className="plain-list">{customer.creditHolds.map((hold) => <li key={hold.id}><Link to={`/cases/${hold.caseId}`}>{t('customers.hold_line', { at: format.at(hold.placedAt), cause: hold.cause === 'overdue' ? t('customers.cause_overdue') : word('waits', hold.cause) })}</Link></li>)}</ul>}
    </section>
  );
}

function MasterData({ customer }: { readonly customer: CustomerDetail }): ReactNode {
  const { t, word } = useWords();
  const colleagues = useColleagues();
  const nameOfPerson = (id: string | null): string => (id === null ? t('customers.nobody') : colleagues.get(id) ?? '…');
  const from = word('customers', `from_${customer.termsFrom ?? 'invoice_date'}`);
  return (
    <section>
      <h2>{t('customers.facts')}</h2>
      <dl className="facts">
        <dt>{t('customers.terms')}</dt><dd>{customer.termsDays === null ? t('customers.terms_unknown') : t('customers.terms_days', { count: customer.termsDays, from })}</dd>
        {customer.paymentDay !== null && <><dt>{t('customers.payment_day')}</dt><dd>{t('customers.payment_day_line', { day: customer.paymentDay })}</dd></>}
        {customer.unifiedSocialCreditCode !== null && <><dt>{t('customers.credit_code')}</dt><dd><CopyText text={customer.unifiedSocialCreditCode} /></dd></>}
        <dt>{t('customers.language')}</dt><dd>{t(customer.language === 'en' ? 'customers.lang_en' : 'customers.lang_zh')}</dd>
        <dt>{t('customers.zone')}</dt><dd>{customer.timeZone}</dd>
        <dt>{t('customers.sales_person')}</dt><dd>{nameOfPerson(customer.salesPersonId)}</dd>
        <dt>{t('customers.collector')}</dt><dd>{nameOfPerson(customer.collectorId)}</dd>
      </dl>
    </section>
  );
}
