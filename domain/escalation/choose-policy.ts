import { type Account, type Debtor, type Invoice } from '../account.ts';
import { type CivilDate } from '../civil-date.ts';
import { type CaseFile } from './case-file.ts';
import { type EscalationPolicy, type PackId } from './policy.ts';

export type PolicyChoice = { readonly policy: EscalationPolicy } | { readonly parked: string };

export type PolicyQuestion = {
  readonly account: Pick<Account, 'creditor' | 'debtor'>;
  readonly invoice: Pick<Invoice, 'id' | 'capacity'>;
  readonly file: Pick<CaseFile, 'policies' | 'segment'>;
  readonly policies: readonly EscalationPolicy[]; // signed, of this creditor; versions yet to come may be among them
  readonly today: CivilDate;
};

const kinds: readonly string[] = ['company', 'sole-trader', 'consumer', 'public-body'] satisfies Debtor['kind'][];

/** What must be known of a debtor before any law can be named; null when it is. */
export function unknownOf({ kind, zone, country }: Debtor): 'unknown-kind' | 'unknown-zone' | 'unknown-country' | null {
  if (!kinds.includes(kind)) return 'unknown-kind';
  if (zone === '') return 'unknown-zone';
  return /^[A-Z]{2}$/.test(country) ? null : 'unknown-country';
}

/** Whether the invoice was bought by a person for themselves: a sole trader buys in either capacity. */
function isPrivate({ kind }: Debtor, { capacity }: Pick<Invoice, 'capacity'>): boolean {
  return kind === 'consumer' || (kind === 'sole-trader' && capacity === 'private');
}

/** The pack of the law that holds for an invoice, or null where none is known here. */
function packOf({ account: { creditor, debtor }, invoice }: PolicyQuestion): PackId | null {
  const personal = isPrivate(debtor, invoice);
  switch (debtor.country) {
    case 'FR':
      if (creditor.role === 'third-party') return 'fr-third-party';
      return debtor.kind === 'public-body' ? 'fr-public' : personal ? 'fr-b2c' : 'fr-b2b';
    case 'GB':
      return creditor.role === 'first-party' ? 'uk' : null;
    case 'US':
      return personal ? 'us-reg-f' : null;
    default:
      return null;
  }
}

type InForce = { readonly on: CivilDate; readonly policies: readonly EscalationPolicy[] };

/** Policies are few, debtors are many, and all are asked about one day; only lists that cannot change are remembered. */
const lastInForce = new WeakMap<readonly EscalationPolicy[], InForce>();

/** The version of each policy that is in force: the last that has begun. */
function inForce({ policies, today }: PolicyQuestion): readonly EscalationPolicy[] {
  const known = lastInForce.get(policies);
  if (known?.on === today) return known.policies;
  const found = begun(policies, today);
  if (Object.isFrozen(policies)) lastInForce.set(policies, { on: today, policies: found });
  return found;
}

function begun(policies: readonly EscalationPolicy[], today: CivilDate): readonly EscalationPolicy[] {
  const byId = Map.groupBy(
    policies.filter(({ effectiveFrom }) => effectiveFrom <= today),
    ({ id }) => id,
  );
  return [...byId.values()].flatMap((versions) => versions.toSorted(byAge).slice(-1));
}

function byAge(a: EscalationPolicy, b: EscalationPolicy): number {
  if (a.effectiveFrom !== b.effectiveFrom) return a.effectiveFrom < b.effectiveFrom ? -1 : 1;
  return a.version === b.version ? 0 : a.version < b.version ? -1 : 1;
}

/** Whether a policy was written for such debtors: a sole trader is taken as the capacity in which they bought. */
function isFor({ debtorKinds }: EscalationPolicy, debtor: Debtor, invoice: Pick<Invoice, 'capacity'>): boolean {
  const as = debtor.kind === 'sole-trader' ? (isPrivate(debtor, invoice) ? 'consumer' : 'company') : debtor.kind;
  return debtorKinds.includes(debtor.kind) || debtorKinds.includes(as);
}

/** The narrowest assignment that is made: of the invoice, of the debtor, of its segment. */
function assigned({ invoice, file }: PolicyQuestion): string | null {
  return file.policies.byInvoice[invoice.id] ?? file.policies.debtor ?? file.policies.segment;
}

/**
 * The policy an invoice is chased by: the narrowest assigned one, else the one that bears the name of the pack that fits, else the
 * only one of that pack. Parked, with the reason, when the debtor is not known well enough or no signed policy fits: nothing is guessed.
 */
export function choosePolicy(question: PolicyQuestion): PolicyChoice {
  const { debtor } = question.account;
  const unknown = unknownOf(debtor);
  if (unknown !== null) return { parked: unknown };
  const pack = packOf(question);
  if (pack === null) return { parked: `no-pack:${debtor.country}` };
  const ofPack = inForce(question).filter((policy) => policy.pack === pack);
  const fitting = ofPack.filter((policy) => isFor(policy, debtor, question.invoice));
  const named = assigned(question);
  if (named !== null) {
    const policy = fitting.find(({ id }) => id === named);
    if (policy !== undefined) return { policy };
    return { parked: `${question.policies.some(({ id }) => id === named) ? 'does-not-fit' : 'not-signed'}:${named}` };
  }
  const [only, ...more] = fitting;
  const policy = fitting.find(({ id }) => id === pack) ?? (more.length === 0 ? only : undefined);
  if (policy !== undefined) return { policy };
  if (fitting.length > 0) return { parked: `several-fit:${pack}` };
  return { parked: ofPack.length > 0 ? `not-for:${debtor.kind}` : `not-signed:${pack}` };
}
