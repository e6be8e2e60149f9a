import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/dates.js';
import { dueDateByTerms, givenDueDate } from '../../src/domain/payment-terms.js';

describe('a due date by terms', () => {
  it.each([
    ['30 days after the invoice', '2026-03-05', { days: 30, from: 'invoice_date' }, '2026-04-04'],
    ['0 days: on the invoice date', '2026-03-05', { days: 0, from: 'invoice_date' }, '2026-03-05'],
    ['30 days after the end of its month', '2026-03-05', { days: 30, from: 'end_of_month' }, '2026-04-30'],
    ['from the last day of its month', '2026-02-28', { days: 0, from: 'end_of_month' }, '2026-02-28'],
    ['the end of February in a leap year', '2028-02-03', { days: 0, from: 'end_of_month' }, '2028-02-29'],
    ['then the payment day of the same month', '2026-03-05', { days: 30, from: 'invoice_date', paymentDay: 15 }, '2026-04-15'],
    ['ending on the payment day itself', '2026-03-16', { days: 30, from: 'invoice_date', paymentDay: 15 }, '2026-04-15'],
    ['ending one day after it: the next month\'s', '2026-03-17', { days: 30, from: 'invoice_date', paymentDay: 15 }, '2026-05-15'],
    ['over the turn of the year', '2026-12-20', { days: 0, from: 'invoice_date', paymentDay: 10 }, '2027-01-10'],
    ['payment day 31 in a month of 30 days: its last', '2026-04-01', { days: 3, from: 'invoice_date', paymentDay: 31 }, '2026-04-30'],
    ['payment day 30 in February: its last', '2026-02-01', { days: 0, from: 'invoice_date', paymentDay: 30 }, '2026-02-28'],
    ['payment day 30, past it on 31 January: the end of February', '2026-01-31', { days: 0, from: 'invoice_date', paymentDay: 30 }, '2026-02-28'],
    ['a rest day does not move a debt', '2026-09-01', { days: 30, from: 'invoice_date' }, '2026-10-01'],
  ] as const)('%s', (_, issuedOn, terms, dueOn) => {
    expect(dueDateByTerms({ issuedOn: plainDate(issuedOn), terms }).dueOn).toBe(dueOn);
  });

  it('is explained by each of its steps', () => {
    expect(dueDateByTerms({ issuedOn: plainDate('2026-03-05'), terms: { days: 60, from: 'end_of_month', paymentDay: 15 } })).toEqual({
      dueOn: '2026-06-15',
      basis: {
        kind: 'terms_with_payment_day', issuedOn: '2026-03-05', from: 'end_of_month', countedFrom: '2026-03-31', days: 60, daysEndOn: '2026-05-30', paymentDay: 15,
      },
    });
    expect(dueDateByTerms({ issuedOn: plainDate('2026-03-05'), terms: { days: 30, from: 'invoice_date' } }).basis).toEqual({
      kind: 'terms', issuedOn: '2026-03-05', from: 'invoice_date', countedFrom: '2026-03-05', days: 30, daysEndOn: '2026-04-04',
    });
  });

  it('one that the invoice states is taken as given', () => {
    expect(givenDueDate(plainDate('2026-10-01'))).toEqual({ dueOn: '2026-10-01', basis: { kind: 'given' } });
  });

  it.each([[-1, 15], [3_651, 15], [1.5, 15], [30, 0], [30, 32]])('%d days and payment day %i are a defect', (days, paymentDay) => {
    expect(() => dueDateByTerms({ issuedOn: plainDate('2026-03-05'), terms: { days, from: 'invoice_date', paymentDay } })).toThrow('not');
  });
});
