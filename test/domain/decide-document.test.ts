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
