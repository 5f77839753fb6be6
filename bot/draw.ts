import { type Context } from '../dialogs/form.ts';
import { drawStatement } from './draw-statement.ts';
import { type Account, type Invoice, type PromiseLine } from '../domain/account.ts';
import { type Fact } from '../domain/fact.ts';
import { makeLedger } from '../domain/ledger.ts';
import { type Language } from '../domain/language.ts';
import { type Money, money } from '../domain/money.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type PromiseTerms, type Request } from '../domain/request.ts';
import { settledLines } from '../domain/settled-lines.ts';
import { termsHash } from '../domain/terms-hash.ts';
import { type NewBlob } from '../domain/turn.ts';
import { type CoveredLine } from '../documents/covered-line.ts';
import { markCopy } from '../documents/mark-copy.ts';
import { commonPayee } from '../documents/common-payee.ts';
import { planAgreement } from '../documents/plan-agreement.ts';
import { promiseReceipt } from '../documents/promise-receipt.ts';
import { settledStatement } from '../documents/settled-statement.ts';
import { type LetterHead } from '../documents/letter.ts';

/** What was drawn for an outcome: the files to store with its commit, and the outcome that names the first of them. */
export type Drawn = { readonly outcome: Outcome; readonly blobs: readonly NewBlob[] };

type Page = { readonly name: string; readonly bytes: Uint8Array };

/** Finds the original of an invoice, with the id of its marked copy and whether that was made before; null when none is kept. */
export type Originals = (
  creditorId: string,
  invoiceId: string,
  language: Language,
) => Promise<{ readonly bytes: Uint8Array; readonly copyId: string; readonly copied: boolean } | null>;

/**
 * Makes the function that draws the file an outcome or a document request speaks of, before the commit that stores it. What is
 * drawn comes from the facts and the account as loaded, nothing else; an invoice is copied from its original.
 */
export function makeDraw(
  newId: () => string,
  originals: Originals,
): (request: Request, outcome: Outcome, context: Context) => Promise<Drawn> {
  return async (request, outcome, context) => {
    const copies = await copiesOf(request, outcome, context, originals);
    if (copies !== null) return copies;
    const page =
      context.account === null || outcome.refusal !== null
        ? null
        : await pageOf(request, outcome, context, context.account);
    if (page === null) return { outcome, blobs: [] };
    const blob: NewBlob = { id: newId(), name: page.name, mime: 'application/pdf', bytes: page.bytes };
    const id = outcome.result.kind === 'done' ? outcome.result.id : blob.id;
    const file = { blobId: blob.id, name: blob.name, mime: blob.mime };
    return { outcome: { ...outcome, result: { kind: 'done', id, file } }, blobs: [blob] };
  };
}

/** The marked copies of the invoices asked for, as far as their originals are kept; null when there is none. */
async function copiesOf(
  request: Request,
  outcome: Outcome,
  context: Context,
  originals: Originals,
): Promise<Drawn | null> {
  if (request.kind !== 'document' || request.of !== 'invoice' || outcome.result.kind !== 'none') return null;
  if (outcome.refusal !== null) return null;
  const wanted = [request.id, ...(request.also ?? [])];
  const invoices = (context.account?.invoices ?? []).filter(({ id }) => wanted.includes(id));
  const copies = await Promise.all(invoices.map((invoice) => copyOf(invoice, context, originals)));
  const [first, ...others] = copies.filter((copy) => copy !== null);
  if (first === undefined) return null;
  const { file } = first;
  const more = others.length === 0 ? {} : { more: others.map((copy) => copy.file) };
  const blobs = [first, ...others].flatMap(({ blob }) => blob ?? []);
  return { outcome: { ...outcome, result: { kind: 'done', id: file.blobId, file, ...more } }, blobs };
}

type Copy = {
  readonly file: { readonly blobId: string; readonly name: string; readonly mime: string };
  readonly blob: NewBlob | null;
};

async function copyOf(invoice: Invoice, context: Context, originals: Originals): Promise<Copy | null> {
  const original = await originals(context.creditor.id, invoice.id, context.language);
  if (original === null) return null;
  const number = invoice.number.replace(/[^\w.-]+/g, '-');
  const name = { fr: `facture-${number}-copie.pdf`, en: `invoice-${number}-copy.pdf` }[context.language];
  const file = { blobId: original.copyId, name, mime: 'application/pdf' };
  if (original.copied) return { file, blob: null };
  const bytes = await markCopy(original.bytes, context.language);
  return { file, blob: { id: file.blobId, name, mime: file.mime, bytes } };
}

async function pageOf(request: Request, outcome: Outcome, context: Context, account: Account): Promise<Page | null> {
  for (const fact of outcome.facts) {
    if (fact.kind === 'plan-accepted') return await planPage(fact, context, account);
    if (fact.kind === 'promise-made') return await promisePage(fact, context, account);
  }
  if (request.kind !== 'document') return null;
  switch (request.of) {
    case 'statement':
      return await statementPage(context, account);
    case 'settled':
      return await settledPage(context, account);
    case 'invoice':
      return null; // copied from its original, never drawn
    case 'plan':
      return await agreedPlanPage(request.id, context, account);
    case 'promise':
      return await agreedPromisePage(request.id, context, account);
  }
}

type PlanFact = Pick<
  Extract<Fact, { kind: 'plan-accepted' }>,
  'id' | 'lines' | 'total' | 'credits' | 'instalments' | 'termsHash' | 'signedOn'
>;

async function planPage(fact: PlanFact, context: Context, account: Account): Promise<Page> {
  const bytes = await planAgreement({
    ...headOf(context, account),
    on: fact.signedOn,
    agreementId: fact.id,
    termsHash: fact.termsHash,
    lines: coveredLines(account, fact.lines),
    excluded: disputedParts(account, fact.lines, context),
    credits: fact.credits,
    total: fact.total,
    instalments: fact.instalments,
    graceDays: context.policy?.graceDays ?? 0,
    payee: commonPayee(account, fact.lines),
    paymentReference: account.debtor.reference,
  });
  return { name: fileName(context, { fr: 'echeancier', en: 'payment-plan' }, account.debtor.reference), bytes };
}

async function promisePage(
  fact: Pick<Extract<Fact, { kind: 'promise-made' }>, 'id' | 'lines' | 'amount' | 'due' | 'madeOn'>,
  context: Context,
  account: Account,
): Promise<Page> {
  const bytes = await promiseReceipt({
    ...headOf(context, account),
    on: fact.madeOn,
    promiseId: fact.id,
    termsHash: termsHash({ kind: 'promise', terms: promiseTerms(fact, context, account) }, context.hash),
    lines: coveredLines(account, fact.lines),
    excluded: disputedParts(account, fact.lines, context),
    amount: fact.amount,
    due: fact.due,
    payee: commonPayee(account, fact.lines),
    paymentReference: account.debtor.reference,
  });
  return { name: fileName(context, { fr: 'date-convenue', en: 'agreed-date' }, account.debtor.reference), bytes };
}

/** The terms as they were confirmed: their lines in the order a recap shows them, whatever the order they were stored in. */
function promiseTerms(
  { lines, amount, due }: Pick<PromiseTerms, 'lines' | 'amount' | 'due'>,
  context: Context,
  account: Account,
): PromiseTerms {
  const order = makeLedger(account, context.calendar.today).lines.map(({ line }) => line.id);
  const sorted = lines.toSorted((a, b) => order.indexOf(a.lineId) - order.indexOf(b.lineId));
  return { debtorId: account.debtor.id, lines: sorted, amount, due };
}

async function statementPage(context: Context, account: Account): Promise<Page> {
  const { language, calendar } = context;
  const bytes = await drawStatement({ account, language, today: calendar.today });
  return { name: fileName(context, { fr: 'releve', en: 'statement' }, account.debtor.reference), bytes };
}

/** Null where something is left to pay, or is not final yet. */
async function settledPage(context: Context, account: Account): Promise<Page | null> {
  const lines = settledLines(makeLedger(account, context.calendar.today));
  if (lines.length === 0) return null;
  const bytes = await settledStatement({ ...headOf(context, account), lines });
  const name = { fr: 'attestation-de-reglement', en: 'statement-of-settlement' };
  return { name: fileName(context, name, account.debtor.reference), bytes };
}

async function agreedPlanPage(id: string | null, context: Context, account: Account): Promise<Page | null> {
  const plan = account.plans.find((candidate) => candidate.id === id);
  if (plan === undefined) return null;
  const covered = plan.lines.reduce((total, { amount }) => total + amount.minor, 0);
  const credits = money(covered - plan.total.minor, plan.total.currency);
  const signedOn = plan.signedOn ?? context.calendar.today;
  return await planPage({ ...plan, credits, signedOn }, context, account);
}

async function agreedPromisePage(id: string | null, context: Context, account: Account): Promise<Page | null> {
  const promise = account.promises.find((candidate) => candidate.id === id);
  return promise === undefined ? null : await promisePage(promise, context, account);
}

function headOf(context: Context, account: Account): LetterHead {
  return { language: context.language, creditor: context.creditor, debtor: account.debtor, on: context.calendar.today };
}

function coveredLine(account: Account, { lineId, amount }: PromiseLine): CoveredLine[] {
  const line = account.lines.find(({ id }) => id === lineId);
  const invoice = account.invoices.find(({ id }) => id === line?.invoiceId);
  return line === undefined || invoice === undefined ? [] : [{ invoice, line, amount }];
}

function coveredLines(account: Account, lines: readonly PromiseLine[]): readonly CoveredLine[] {
  return lines.flatMap((part) => coveredLine(account, part));
}

/** What is contested of the covered lines: left out of the agreement, with every right kept. */
function disputedParts(account: Account, lines: readonly PromiseLine[], context: Context): readonly CoveredLine[] {
  const ledger = makeLedger(account, context.calendar.today);
  return lines.flatMap(({ lineId }) => {
    const disputed: Money | undefined = ledger.byLine.get(lineId)?.disputed;
    return disputed === undefined || disputed.minor === 0 ? [] : coveredLine(account, { lineId, amount: disputed });
  });
}

function fileName(context: Context, name: { fr: string; en: string }, of: string): string {
  return `${name[context.language]}-${of}-${context.calendar.today}.pdf`;
}
