import { type BankAccount, type Charge } from '../account.ts';
import { creditsOf, type Ledger, type LineView, makeLedger } from '../ledger.ts';
import { type Currency, type Money, money, sum } from '../money.ts';
import { isOwnClaim } from '../own-claim.ts';
import { type NoticeInput } from './notice.ts';
import { type ClaimedLine } from './step.ts';

/** A line of the message beside what the ledger knows of it. */
export type Asked = { readonly line: ClaimedLine; readonly view: LineView };

/** What one payee is to be paid in one currency: total = principal + charges − credits, never below zero. */
export type ClaimGroup = {
  readonly currency: Currency;
  readonly payee: BankAccount | null;
  readonly asked: readonly Asked[];
  readonly principal: Money;
  readonly charges: readonly { readonly charge: Charge; readonly amount: Money }[]; // claimed
  readonly credits: Money; // deducted
  readonly total: Money;
};

export type NoticeClaim = {
  readonly groups: readonly ClaimGroup[];
  readonly announced: readonly Charge[];
};

function isSame(a: Money, b: Money): boolean {
  return a.minor === b.minor && a.currency === b.currency;
}

/** What keeps the line out of a message: it is not as the ledger says today. */
function problemOf(line: ClaimedLine, ledger: Ledger): string | null {
  const view = ledger.byLine.get(line.lineId);
  if (view?.invoice.number !== line.number) return `line-unknown:${line.lineId}`;
  if (view.line.closed !== null) return `line-closed:${line.number}`;
  if (view.timeBarred) return `time-barred:${line.number}`;
  const isCurrent = isSame(view.open, line.open) && isSame(view.disputed, line.disputed);
  const isWithin = line.claim.minor > 0 && line.claim.minor <= line.open.minor - line.disputed.minor;
  return isCurrent && isWithin && line.claim.currency === line.open.currency ? null : `amount-changed:${line.number}`;
}

/** In the order of the lines they are about. */
function byLine(charges: readonly Charge[], asked: readonly Asked[]): readonly Charge[] {
  const place = new Map(asked.map(({ line }, index) => [line.lineId, index]));
  return charges.toSorted((a, b) => (place.get(a.lineId) ?? 0) - (place.get(b.lineId) ?? 0));
}

function openCharges(charges: readonly Charge[], ledger: Ledger, asked: readonly Asked[]): ClaimGroup['charges'] {
  return byLine(charges, asked)
    .filter((charge) => charge.status === 'claimed' && asked.some(({ line }) => line.lineId === charge.lineId))
    .map((charge) => {
      const known = ledger.charges.find((view) => view.charge.id === charge.id);
      return { charge, amount: known?.open ?? charge.amount };
    })
    .filter(({ amount }) => amount.minor > 0);
}

type Gross = Pick<ClaimGroup, 'currency' | 'payee' | 'asked' | 'principal' | 'charges'> & { readonly gross: number };

function grossOf(asked: readonly [Asked, ...Asked[]], input: NoticeInput, ledger: Ledger): Gross {
  const [{ view }] = asked;
  const { currency } = view.open;
  const own = input.account.creditor.accounts.find((account) => account.currency === currency);
  const principal = sum(
    asked.map(({ line }) => line.claim),
    currency,
  );
  const charges = openCharges(input.charges, ledger, asked);
  const gross = charges.reduce((minor, { amount }) => minor + amount.minor, principal.minor);
  return { currency, payee: view.line.payee ?? own ?? null, asked, principal, charges, gross };
}

/** Credits are the creditor's to deduct, once and from its own account first; a factor is paid in full. */
function netted(groups: readonly Gross[], ledger: Ledger): readonly ClaimGroup[] {
  const left = new Map<Currency, number>();
  const isOther = ({ asked }: Gross): number => (asked[0]?.view.line.payee === null ? 0 : 1);
  return groups
    .toSorted((a, b) => isOther(a) - isOther(b))
    .map(({ gross, ...group }) => {
      const { currency } = group;
      const unused = left.get(currency) ?? creditsOf(ledger, currency).minor;
      const isOwn = group.asked.every(({ view }) => isOwnClaim(view.line));
      const credits = isOwn ? Math.min(gross, unused) : 0;
      left.set(currency, unused - credits);
      return { ...group, credits: money(credits, currency), total: money(gross - credits, currency) };
    });
}

/**
 * What the message asks for, by payee and currency, from the ledger of today alone; or every line and charge that is not as the
 * ledger has it. What is disputed, agreed or on its way is in no total.
 */
export function noticeClaim(input: NoticeInput): NoticeClaim | { readonly problems: readonly string[] } {
  const ledger = makeLedger(input.account, input.today);
  const ids = new Set(input.lines.map(({ lineId }) => lineId));
  const problems = [
    ...input.lines.flatMap((line) => problemOf(line, ledger) ?? []),
    ...(ids.size === input.lines.length ? [] : ['line-twice']),
    ...input.charges.filter(({ lineId }) => !ids.has(lineId)).map(({ id }) => `charge-of-another-line:${id}`),
  ];
  if (problems.length > 0) return { problems };
  const asked = input.lines.flatMap((line): Asked[] => {
    const view = ledger.byLine.get(line.lineId);
    return view === undefined ? [] : [{ line, view }];
  });
  const sorted = asked.toSorted(
    (a, b) => a.line.due.localeCompare(b.line.due) || a.line.number.localeCompare(b.line.number),
  );
  const byPayee = Map.groupBy(sorted, ({ view }) => `${view.open.currency} ${view.line.payee?.iban ?? ''}`);
  const groups = [...byPayee.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [grossOf([first, ...rest], input, ledger)],
  );
  const announced = byLine(input.charges, sorted).filter(
    ({ status }) => status === 'announced' || status === 'proposed',
  );
  return { groups: netted(groups, ledger), announced };
}
