import { type Account, type Invoice } from '../domain/account.ts';
import { invoiceOriginal } from '../documents/invoice-original.ts';

/** Draws an invoice as it was sent when it was issued, in the language of its debtor; for the demo alone. */
export async function drawOriginal(account: Account, invoice: Invoice): Promise<Uint8Array> {
  const { creditor, debtor } = account;
  const lines = account.lines.filter(({ invoiceId }) => invoiceId === invoice.id);
  const head = { language: debtor.language, creditor, debtor, on: invoice.issued };
  return await invoiceOriginal({ ...head, invoice, lines, paymentReference: invoice.number });
}
