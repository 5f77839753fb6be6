import { type PaymentMeans } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { invariant } from '../../domain/errors.ts';
import { acknowledge, type Draft, type DraftDebtor, type DraftLine, put } from './draft.ts';

export type PaymentWish = {
  readonly minor: number;
  readonly on: CivilDate; // value date
  readonly lines: readonly DraftLine[]; // paid in this order, as far as the money goes
  readonly status?: 'announced' | 'in-transit' | 'settled';
  readonly returnedOn?: CivilDate;
  readonly means?: PaymentMeans;
  readonly text?: string;
  readonly by?: 'accounts' | 'debtor' | 'law';
};

/** What a payment or credit note does to lines: `counts` when it reduces what is open. */
type Source = {
  readonly column: 'payment_id' | 'credit_note_id';
  readonly id: string;
  readonly minor: number;
  readonly on: CivilDate;
  readonly by: string;
  readonly counts: boolean;
};

function allocate(draft: Draft, source: Source, lines: readonly DraftLine[]): void {
  let left = source.minor;
  for (const line of lines) {
    const part = Math.min(left, line.open);
    if (part === 0) continue;
    left -= part;
    if (source.counts) line.open -= part;
    const from = { payment_id: null, credit_note_id: null, [source.column]: source.id };
    const amount = { amount_minor: part, currency: line.debtor.currency };
    const id = draft.random.uuid();
    put(draft, 'allocations', {
      id,
      debtor_id: line.debtor.id,
      ...from,
      line_id: line.id,
      ...amount,
      on_date: source.on,
      by: source.by,
    });
    // A part payment acknowledges the rest (C. civ. 2240).
    if (source.counts && source.column === 'payment_id' && line.open > 0) {
      acknowledge(draft, line, source.on, `payment:${source.id}`);
    }
  }
}

/** Adds a payment and allocates it; what exceeds the lines stays in credit, and an announced one is not allocated. */
export function pay(draft: Draft, debtor: DraftDebtor, wish: PaymentWish): void {
  const { minor, on, lines, returnedOn = null } = wish;
  const status = returnedOn === null ? (wish.status ?? 'settled') : 'returned';
  const id = draft.random.uuid();
  const number = String(draft.tables.payments.length + 1).padStart(6, '0');
  put(draft, 'payments', {
    id,
    debtor_id: debtor.id,
    provider: status === 'announced' ? 'solde' : 'bank',
    provider_id: `demo-${number}`,
    amount_minor: minor,
    currency: debtor.currency,
    value_date: on,
    status,
    means: wish.means ?? 'transfer',
    text: wish.text ?? debtor.reference,
    confirmed: status === 'settled' || status === 'returned',
    returned_on: returnedOn,
  });
  if (status === 'announced') return;
  const source = {
    column: 'payment_id',
    id,
    minor,
    on,
    by: wish.by ?? 'accounts',
    counts: status === 'settled',
  } as const;
  allocate(draft, source, lines);
}

/** Pays all that is open of the lines, the same day. */
export function settle(draft: Draft, lines: readonly DraftLine[], on: CivilDate, means?: PaymentMeans): void {
  const [first] = lines;
  const minor = lines.reduce((total, line) => total + line.open, 0);
  invariant(first !== undefined && minor > 0, 'there is something to settle');
  pay(draft, first.debtor, { minor, on, lines, ...(means === undefined ? {} : { means }) });
}

export type CreditWish = {
  readonly minor: number;
  readonly on: CivilDate;
  readonly invoiceId: string | null;
  readonly lines: readonly DraftLine[];
};

/** Adds a credit note and allocates it to the lines; with no lines it stays in credit. */
export function credit(draft: Draft, debtor: DraftDebtor, wish: CreditWish): void {
  const id = draft.random.uuid();
  const number = `AV-${wish.on.slice(0, 4)}-${String(draft.tables.credit_notes.length + 1).padStart(4, '0')}`;
  const amount = { amount_minor: wish.minor, currency: debtor.currency };
  put(draft, 'credit_notes', {
    id,
    debtor_id: debtor.id,
    number,
    issued: wish.on,
    ...amount,
    invoice_id: wish.invoiceId,
  });
  const source = {
    column: 'credit_note_id',
    id,
    minor: wish.minor,
    on: wish.on,
    by: 'accounts',
    counts: true,
  } as const;
  allocate(draft, source, wish.lines);
}
