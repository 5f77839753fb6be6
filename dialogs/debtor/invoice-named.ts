import { type SlotValue } from '../../domain/command.ts';
import { type Context } from '../form.ts';
import { type OpenInvoice, openInvoices } from './invoice-choice.ts';

function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** The open invoice someone names by its number or the end of it; null when none or several fit. */
export function invoiceNamed(
  value: SlotValue | undefined,
  context: Context,
  open: readonly OpenInvoice[] = openInvoices(context),
): OpenInvoice | null {
  const said = value?.kind === 'invoice' ? value.number : value?.kind === 'digits' ? value.digits : null;
  if (said === null || bare(said) === '') return null;
  const exact = open.find(({ invoice }) => bare(invoice.number) === bare(said));
  if (exact !== undefined) return exact;
  const ending = open.filter(({ invoice }) => bare(invoice.number).endsWith(bare(said)));
  const [only] = ending;
  return only !== undefined && ending.length === 1 ? only : null;
}
