import { expect } from 'chai';
import { decide } from '../../domain/decide.ts';
import { type Request } from '../../domain/request.ts';
import { nothing } from '../../domain/outcome.ts';
import { accountOf, aLine } from './an-account.ts';
import { anInput } from './an-input.ts';

const account = accountOf([aLine('1', '2026-01-10', 18450)]);
const invoice = account.invoices[0]!;
const copy: Request = { kind: 'document', of: 'invoice', id: invoice.id };

describe('a document that is asked for', () => {
  it('changes nothing of the account when it can be made', () => {
    const evidence = { ...anInput(account).evidence, originals: [invoice.id] };
    expect(decide(copy, anInput(account, { evidence }))).to.deep.equal(nothing);
    expect(decide({ kind: 'document', of: 'statement', id: null }, anInput(account))).to.deep.equal(nothing);
    expect(decide({ ...copy, id: 'unknown' }, anInput(account))).to.deep.equal(nothing);
  });

  it('of several invoices is made as far as their originals are kept, and the others are tasks', () => {
    const both = accountOf([aLine('1', '2026-01-10', 18450), aLine('2', '2026-01-20', 9230)]);
    const [first, second] = both.invoices.map(({ id }) => id);
    const several: Request = { kind: 'document', of: 'invoice', id: first ?? '', also: [second ?? ''] };
    const evidence = { ...anInput(both).evidence, originals: [first ?? ''] };
    const { facts, result } = decide(several, anInput(both, { evidence }));
    expect(facts.map((fact) => fact.kind === 'task-opened' && fact.note)).to.deep.equal([both.invoices[1]?.number]);
    expect(result.kind).to.equal('none');
    expect(decide(several, anInput(both)).facts).to.have.length(2);
  });

  it('is a task of a person when it is a copy of an invoice whose original is not kept', () => {
    const { facts, result } = decide(copy, anInput(account));
    expect(facts).to.have.length(1);
    expect(facts[0]).to.deep.include({
      kind: 'task-opened',
      debtorId: 'debtor',
      what: 'document',
      reason: 'invoice-copy',
      note: invoice.number,
    });
    expect(result).to.deep.include({ kind: 'review', why: 'document' });
  });
});
