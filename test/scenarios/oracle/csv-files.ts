import type { ContactLine, CoverLine, CreditNoteLine, CustomerLine, InvoiceLine, PaymentLine, WorldFile } from './world.js';

/** Rows of a day by kind, before they are files. */
export interface DayRows {
  readonly customers: CustomerLine[];
  readonly contacts: ContactLine[];
  readonly covers: CoverLine[];
  readonly invoices: InvoiceLine[];
  readonly creditNotes: CreditNoteLine[];
  readonly payments: PaymentLine[];
}

type Cell = string | number | undefined;
type Columns<Line> = Readonly<Record<string, (line: Line) => Cell>>;

/** `1234.50` of CNY, `1234` of JPY. */
function amountText(minor: number, currency: string): string {
  return currency === 'JPY' ? String(minor) : `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}

const customerColumns: Columns<CustomerLine> = {
  'Customer number': (line) => line.number, 'Customer name': (line) => line.name, 'Country': (line) => line.country, 'Time zone': (line) => line.timeZone,
  'Language': (line) => line.language, 'Sales person email': (line) => line.salesPersonEmail,
};
const contactColumns: Columns<ContactLine> = {
  'Customer number': (line) => line.customer, 'Contact name': (line) => line.name, 'Role': (line) => line.role, 'Email': (line) => line.email, 'Phone': (line) => line.phone,
};
const coverColumns: Columns<CoverLine> = {
  'Customer number': (line) => line.customer, 'Invoice number': (line) => line.invoice, 'Insurer': () => 'China Export Credit Insurance', 'Policy number': () => 'SOL-2026-0088',
  'Currency': (line) => line.currency, 'Covered amount': (line) => amountText(line.amount, line.currency), 'Insured percent': () => '90',
  'Valid from': (line) => line.validFrom, 'Valid until': (line) => line.validUntil,
};
const invoiceColumns: Columns<InvoiceLine> = {
  'Invoice number': (line) => line.number, 'Instalment': (line) => line.instalment, 'Customer number': (line) => line.customer, 'Selling entity': (line) => line.entity,
  'Currency': (line) => line.currency, 'Amount': (line) => amountText(line.amount, line.currency), 'Invoice date': (line) => line.issuedOn, 'Due date': (line) => line.dueOn,
  'Terms days': (line) => line.termsDays, 'Steps done elsewhere': (line) => line.stepsDoneElsewhere?.join('; '), 'Notice sent elsewhere on': (line) => line.noticeSentElsewhereOn,
};
const creditNoteColumns: Columns<CreditNoteLine> = {
  'Credit note number': (line) => line.number, 'Invoice number': (line) => line.invoice, 'Currency': (line) => line.currency,
  'Amount': (line) => amountText(line.amount, line.currency), 'Credit note date': (line) => line.issuedOn,
};
const paymentColumns: Columns<PaymentLine> = {
  'Payment reference': (line) => line.reference, 'Customer number': (line) => line.customer, 'Selling entity': (line) => line.entity, 'Currency': (line) => line.currency,
  'Amount': (line) => amountText(line.amount, line.currency), 'Received on': (line) => line.receivedOn,
  'Invoices': (line) => line.designations.map((one) => (one.amount === undefined ? one.invoice : `${one.invoice}: ${amountText(one.amount, line.currency)}`)).join('; '),
  'Method': () => 'transfer', 'Reverses': (line) => line.reverses,
};

function csv<Line>(columns: Columns<Line>, lines: readonly Line[]): string {
  const cells = (line: Line): string => Object.values(columns).map((cell) => String(cell(line) ?? '')).join(',');
  return `${[Object.keys(columns).join(','), ...lines.map(cells)].join('\r\n')}\r\n`;
}

/** The day's files, none for a kind without rows, in the order in which they are imported. */
export function filesOf(day: string, rows: DayRows): readonly WorldFile[] {
  const name = (kind: string): string => `${day}-${kind}.csv`;
  const files: readonly WorldFile[] = [
    { kind: 'customers', name: name('customers'), text: csv(customerColumns, rows.customers), rows: rows.customers },
    { kind: 'contacts', name: name('contacts'), text: csv(contactColumns, rows.contacts), rows: rows.contacts },
    { kind: 'covers', name: name('covers'), text: csv(coverColumns, rows.covers), rows: rows.covers },
    { kind: 'invoices', name: name('invoices'), text: csv(invoiceColumns, rows.invoices), rows: rows.invoices },
    { kind: 'credit-notes', name: name('credit-notes'), text: csv(creditNoteColumns, rows.creditNotes), rows: rows.creditNotes },
    { kind: 'payments', name: name('payments'), text: csv(paymentColumns, rows.payments), rows: rows.payments },
  ];
  return files.filter((file) => file.rows.length > 0);
}
