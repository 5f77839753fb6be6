import { expect } from 'chai';
import { makeDraw, type Originals } from '../../bot/draw.ts';
import { sha256 } from '../../bot/secrets.ts';
import { type Context } from '../../dialogs/form.ts';
import { type Account, type Plan, type PromiseToPay } from '../../domain/account.ts';
import { addDays } from '../../domain/civil-date.ts';
import { type Fact } from '../../domain/fact.ts';
import { money } from '../../domain/money.ts';
import { nothing, type Outcome, refuse } from '../../domain/outcome.ts';
import { type Request } from '../../domain/request.ts';
import { bakery } from '../dialogs/support/company.ts';
import { today } from '../dialogs/support/account.ts';

const noOriginal: Originals = () => Promise.resolve(null);
const draw = makeDraw(() => 'blob', noOriginal);
const account = bakery();
const lines = account.lines.map(({ id }) => ({ lineId: id, amount: money(50_000, 'EUR') }));
const [first, second] = lines;

function contextOf(known: Account | null): Context {
  return {
    creditor: account.creditor,
    account: known,
    policy: null,
    calendar: { zone: 'Europe/Paris', today, holidays: [] },
    now: 0,
    channel: 'web',
    language: 'fr',
    text: '',
    hash: sha256,
  };
}

const human: Request = { kind: 'human', reason: 'x', callback: null, note: null };

const plan: Extract<Fact, { kind: 'plan-accepted' }> = {
  kind: 'plan-accepted',
  id: 'plan',
  debtorId: account.debtor.id,
  lines,
  total: money(100_000, 'EUR'),
  credits: money(0, 'EUR'),
  frequency: 'month',
  instalments: [
    { position: 1, due: addDays(today, 7), amount: money(60_000, 'EUR') },
    { position: 2, due: addDays(today, 37), amount: money(40_000, 'EUR') },
  ],
  signedOn: today,
  termsHash: sha256('terms'),
  policyVersion: 'v',
  supersedes: [],
};

const promise: Extract<Fact, { kind: 'promise-made' }> = {
  kind: 'promise-made',
  id: 'promise',
  debtorId: account.debtor.id,
  lines,
  amount: money(100_000, 'EUR'),
  due: addDays(today, 5),
  madeOn: today,
  supersedes: [],
};

async function pdfOf(request: Request, outcome: Outcome, known: Account | null): Promise<string | null> {
  const { blobs, outcome: named } = await draw(request, outcome, contextOf(known));
  const [blob] = blobs;
  if (blob === undefined) return null;
  expect(named.result).to.deep.include({
    kind: 'done',
    file: { blobId: 'blob', name: blob.name, mime: 'application/pdf' },
  });
  expect(Buffer.from(blob.bytes).subarray(0, 5).toString()).to.equal('%PDF-');
  return sha256(blob.bytes);
}

const outcomeOf = (fact: Fact): Outcome => ({
  ...nothing,
  facts: [fact],
  result: { kind: 'done', id: 'x', file: null },
});

describe('what is drawn before a commit', () => {
  it('is the agreement of a plan, and the same agreement when it is asked for later', async () => {
    const agreed: Plan = { ...plan, status: 'active' };
    const later: Request = { kind: 'document', of: 'plan', id: 'plan' };
    const drawn = await pdfOf(human, outcomeOf(plan), account);
    expect(drawn).not.to.equal(null);
    expect(await pdfOf(later, nothing, { ...account, plans: [agreed] })).to.equal(drawn);
  });

  it('is the receipt of a promise, and the same receipt later, whatever the order its lines were stored in', async () => {
    const stored: PromiseToPay = { ...promise, status: 'open', lines: [second!, first!] };
    const later: Request = { kind: 'document', of: 'promise', id: 'promise' };
    const known = { ...account, promises: [stored] };
    const drawn = await pdfOf(human, outcomeOf({ ...promise, lines: [second!, first!] }), account);
    expect(drawn).not.to.equal(null);
    expect(await pdfOf(later, nothing, known)).to.equal(drawn);
  });

  it('is the statement that was asked for', async () => {
    expect(await pdfOf({ kind: 'document', of: 'statement', id: null }, nothing, account)).not.to.equal(null);
  });

  it('is the statement of settlement, once nothing is left', async () => {
    const request: Request = { kind: 'document', of: 'settled', id: null };
    expect(await pdfOf(request, nothing, account)).to.equal(null);
    const clearing = account.lines.map(({ id, amount }) => ({
      ...{ id: `a-${id}`, source: { kind: 'clearing' as const, id: `k-${id}` }, target: { kind: 'line' as const, id } },
      ...{ amount, on: today, reversedOn: null, by: 'accounts' as const },
    }));
    expect(await pdfOf(request, nothing, { ...account, allocations: clearing })).not.to.equal(null);
  });

  it('is the marked copy of an invoice’s original, made once', async () => {
    const invoice = account.invoices[0]!;
    const request: Request = { kind: 'document', of: 'invoice', id: invoice.id };
    const { blobs } = await draw({ kind: 'document', of: 'statement', id: null }, nothing, contextOf(account));
    const bytes = blobs[0]!.bytes;
    const kept =
      (copied: boolean): Originals =>
      (creditorId, invoiceId, language) => {
        expect([creditorId, invoiceId, language]).to.deep.equal([account.creditor.id, invoice.id, 'fr']);
        return Promise.resolve({ bytes, copyId: 'copy', copied });
      };
    const first = await makeDraw(() => 'blob', kept(false))(request, nothing, contextOf(account));
    const name = `facture-${invoice.number}-copie.pdf`;
    const file = { blobId: 'copy', name, mime: 'application/pdf' };
    expect(first.outcome.result).to.deep.equal({ kind: 'done', id: 'copy', file });
    expect(first.blobs.map(({ id }) => id)).to.deep.equal(['copy']);
    const again = await makeDraw(() => 'blob', kept(true))(request, nothing, contextOf(account));
    expect(again.outcome.result).to.deep.equal(first.outcome.result);
    expect(again.blobs).to.deep.equal([]);
  });

  for (const { name, request, outcome, known } of [
    {
      name: 'of an account nobody proved',
      request: { kind: 'document', of: 'statement', id: null },
      outcome: nothing,
      known: null,
    },
    {
      name: 'of an invoice whose original is not kept',
      request: { kind: 'document', of: 'invoice', id: account.invoices[0]?.id ?? '' },
      outcome: nothing,
      known: account,
    },
    {
      name: 'of another debtor’s invoice',
      request: { kind: 'document', of: 'invoice', id: 'unknown' },
      outcome: nothing,
      known: account,
    },
    {
      name: 'of a plan that is not there',
      request: { kind: 'document', of: 'plan', id: 'unknown' },
      outcome: nothing,
      known: account,
    },
    {
      name: 'when the act was refused',
      request: human,
      outcome: { ...refuse('terms-changed'), facts: [plan] },
      known: account,
    },
    { name: 'when nothing was agreed', request: human, outcome: nothing, known: account },
  ] as const) {
    it(`is nothing ${name}`, async () => {
      expect(await pdfOf(request, outcome, known)).to.equal(null);
    });
  }
});
