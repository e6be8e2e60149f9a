/** An open item as people call it: its invoice, and which of the instalments it is. */
export function itemNumber({ invoiceNumber, instalment }: { readonly invoiceNumber: string; readonly instalment: number }): string {
  return instalment > 1 ? `${invoiceNumber}/${instalment}` : invoiceNumber;
}
