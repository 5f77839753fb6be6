import { addDays } from '../../domain/civil-date.ts';
import { type Draft, type DraftInvoice, put } from './draft.ts';

/** Nothing of it is paid, and it falls due late enough for something to be granted before. */
function isAhead(draft: Draft, { lines }: DraftInvoice): boolean {
  return lines.every(({ due, open, minor }) => open === minor && due >= addDays(draft.today, 8));
}

/** Grants a discount on one customer's coming invoice, asks a down payment of another, and gives a third a year-end rebate. */
export function addTerms(draft: Draft, invoices: readonly DraftInvoice[]): void {
  const ofCompanies = invoices.filter(({ lines }) => lines[0]?.debtor.kind === 'company');
  const [discounted, deposited, rebated] = [
    ...new Map(
      ofCompanies.filter((invoice) => isAhead(draft, invoice)).map((invoice) => [invoice.lines[0]?.debtor.id, invoice]),
    ).values(),
  ];
  const none = { invoice_id: null, basis_points: null, amount_minor: null, currency: null };
  const add = (of: DraftInvoice | undefined, term: Record<string, string | number | null>): void => {
    const debtor = of?.lines[0]?.debtor;
    if (debtor !== undefined)
      put(draft, 'payment_terms', { id: draft.random.uuid(), debtor_id: debtor.id, ...none, ...term });
  };
  const soon = addDays(draft.today, 6);
  const own = { invoice_id: discounted?.id ?? null };
  add(discounted, { ...own, kind: 'early-payment', basis_points: 200, until_on: soon });
  const amount = { amount_minor: 5000, currency: deposited?.lines[0]?.debtor.currency ?? null };
  add(deposited, { invoice_id: deposited?.id ?? null, kind: 'down-payment', ...amount, until_on: soon });
  add(rebated, { kind: 'year-end-rebate', basis_points: 150, until_on: `${draft.today.slice(0, 4)}-12-31` });
}
