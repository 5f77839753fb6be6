import { expect } from 'chai';
import fc from 'fast-check';
import { date } from '../../domain/civil-date.ts';
import { type SlotValue } from '../../domain/command.ts';
import { maskHint } from '../../domain/mask.ts';
import { money } from '../../domain/money.ts';
import { acceptedFactors, type IdentityFile, provedFactor } from '../../domain/verification.ts';
import {
  codeLimits,
  codeRefusal,
  identityTtl,
  isFresh,
  isLocked,
  proofTimes,
  tryRefusal,
} from '../../domain/verification-limits.ts';
import { eur } from './an-account.ts';

const hash = (text: string): string => `hash of ${text}`;

const born: IdentityFile = {
  debtorKind: 'consumer',
  birthDate: date('1988-04-12'),
  siren: null,
  postcode: '69003',
  invoices: [{ number: 'FA-2026-0101', total: eur(18_450) }],
  lastInvoiceAmount: eur(9_230),
  letterCodeHash: hash('48213'),
};
const unborn: IdentityFile = { ...born, birthDate: null };
const company: IdentityFile = { ...unborn, debtorKind: 'company', siren: '000101006', postcode: '31000' };

const on = (text: string): SlotValue => ({ kind: 'date', date: date(text) });
const paid = (minor: number, currency = 'EUR'): SlotValue => ({ kind: 'money', money: money(minor, currency) });
const digits = (text: string): SlotValue => ({ kind: 'digits', digits: text });
const invoice = (number: string): SlotValue => ({ kind: 'invoice', number });
const reference = (text: string): SlotValue => ({ kind: 'reference', reference: text });
const name: SlotValue = { kind: 'text', text: 'Boulangerie Petit' };

function proof(file: IdentityFile, values: readonly SlotValue[], named: string | null = 'LUM-1001'): string | null {
  return provedFactor(file, { reference: named, values, hash });
}

describe('the factors of an identity', () => {
  it('are, for a consumer whose birth date is held, that date and nothing weaker', () => {
    expect(acceptedFactors(born)).to.deep.equal(['birth-date']);
    expect(proof(born, [on('1988-04-12')])).to.equal('birth-date');
    expect([proof(born, [digits('12041988')]), proof(born, [digits('19880412')])]).to.deep.equal([
      'birth-date',
      'birth-date',
    ]);
    expect(proof(born, [on('1988-12-04')])).to.equal(null);
    expect(proof(born, [on('1988-04-12'), digits('69003')])).to.equal('birth-date');
    expect(proof(born, [on('1988-04-11'), on('1988-04-12')])).to.equal(null); // two guesses
    expect(proof(born, [digits('11041988'), digits('12041988')])).to.equal(null);
    expect(proof(unborn, [digits('48212'), digits('48213')])).to.equal(null);
    expect(proof(born, [paid(9_230)])).to.equal(null);
    expect(proof(born, [digits('48213')])).to.equal(null);
  });

  it('are, for another consumer, the last invoice or the code of a letter beside the customer number', () => {
    expect(proof(unborn, [paid(9_230)])).to.equal('last-invoice-amount');
    expect(proof(unborn, [digits('48213')])).to.equal('letter-code');
    expect([proof(unborn, [paid(18_450)]), proof(unborn, [digits('48214')]), proof(unborn, [])]).to.deep.equal([
      null,
      null,
      null,
    ]);
    expect(proof({ ...unborn, letterCodeHash: null, lastInvoiceAmount: null }, [paid(0), digits('')])).to.equal(null);
  });

  it('are, for a company, an invoice number with its own amount, said apart or as the reference itself', () => {
    expect(proof(company, [invoice('FA-2026-0101'), paid(18_450)])).to.equal('invoice-amount');
    expect(proof(company, [paid(18_450)], 'fa 2026 0101')).to.equal('invoice-amount');
    expect(proof(company, [paid(18_450)])).to.equal(null);
    expect(proof(company, [invoice('FA-2026-0101'), paid(9_230)])).to.equal(null);
    expect(proof(company, [invoice('FA-2026-0102'), paid(18_450)])).to.equal(null);
    expect(proof({ ...company, debtorKind: 'sole-trader' }, [invoice('FA-2026-0101'), paid(18_450)])).to.equal(
      'invoice-amount',
    );
    expect(acceptedFactors({ ...company, debtorKind: 'public-body' })).to.deep.equal(['invoice-amount', 'email-code']);
  });

  it('never are what is public or known in the household, alone or together', () => {
    const known: readonly SlotValue[] = [
      digits('000101006'),
      digits('31000'),
      digits('69003'),
      name,
      reference('LUM-1002'),
      invoice('FA-2026-0101'),
    ];
    fc.assert(
      fc.property(fc.subarray([...known]), fc.constantFrom(born, unborn, company), (values, file) => {
        expect(proof(file, values)).to.equal(null);
      }),
    );
  });

  it('are not guessed by a list of amounts', () => {
    expect(proof(company, [invoice('FA-2026-0101'), paid(18_450), paid(18_451)])).to.equal(null);
    expect(proof(unborn, [paid(9_230), paid(9_231)])).to.equal(null);
  });

  it('have one meaning: an invoice named beside an amount is the one the amount is of', () => {
    const two: IdentityFile = {
      ...company,
      invoices: [...company.invoices, { number: 'FA-2026-0102', total: eur(100) }],
    };
    expect(proof(two, [paid(18_450), invoice('FA-2026-0101')], 'FA-2026-0101')).to.equal('invoice-amount');
    expect(proof(two, [paid(18_450), invoice('FA-2026-0102')], 'FA-2026-0101')).to.equal(null);
    const last = { ...unborn, invoices: [{ number: 'FA-2026-0134', total: eur(9_230) }] };
    expect(proof(last, [paid(9_230), invoice('FA-2026-0134')])).to.equal('last-invoice-amount');
    expect(proof(last, [paid(9_230), invoice('FA-2026-0135')])).to.equal(null);
  });

  it('are not guessed by a list of invoices, the one that named the file among them', () => {
    const two: IdentityFile = {
      ...company,
      invoices: [...company.invoices, { number: 'FA-2026-0102', total: eur(100) }],
    };
    const [first, second] = [invoice('FA-2026-0101'), invoice('FA-2026-0102')];
    expect(proof(two, [paid(18_450), first], 'FA-2026-0102')).to.equal(null);
    expect(proof(two, [paid(18_450), first, second])).to.equal(null);
    expect(proof(two, [paid(18_450), first, invoice('FA-2026-0199')])).to.equal(null);
    expect(proof(two, [paid(18_450), first, invoice('fa 2026 0101')])).to.equal('invoice-amount');
    const last = { ...unborn, invoices: [...two.invoices, { number: 'FA-2026-0134', total: eur(9_230) }] };
    expect(proof(last, [paid(9_230), invoice('FA-2026-0134'), first])).to.equal(null);
  });

  it('go by the figure, since a stranger is asked without naming the currency', () => {
    expect(proof(unborn, [paid(9_230, 'GBP')])).to.equal('last-invoice-amount');
    expect(proof(unborn, [paid(9_230, 'JPY')])).to.equal(null);
  });
});

describe('the limits of identity', () => {
  it('lock after ten failures a day, and stop codes at three an hour and six a day', () => {
    expect([isLocked(9), isLocked(10)]).to.deep.equal([false, true]);
    const refusal = (failuresLastDay: number, codesLastHour: number, codesLastDay: number): string | null =>
      codeRefusal({ failuresLastDay, codesLastHour, codesLastDay });
    expect([refusal(0, 2, 5), refusal(0, 3, 3), refusal(0, 0, 6), refusal(10, 0, 0)]).to.deep.equal([
      null,
      'too-many-codes',
      'too-many-codes',
      'locked',
    ]);
  });

  it('give a code five tries and ten minutes', () => {
    const refusal = (tries: number, now: number): string | null =>
      tryRefusal({ expires: codeLimits.ttlMs, tries }, now);
    expect([refusal(4, 599_999), refusal(5, 0), refusal(0, 600_000)]).to.deep.equal([
      null,
      'too-many-tries',
      'expired',
    ]);
  });

  it('end a proof after 15 idle minutes, an hour in all, and 15 minutes for a binding act', () => {
    expect(proofTimes(1_000)).to.deep.equal({ until: 3_601_000, idleUntil: 901_000 });
    expect([isFresh(0, identityTtl.stepUpMs - 1), isFresh(0, identityTtl.stepUpMs)]).to.deep.equal([true, false]);
  });
});

describe('a mask', () => {
  it('shows two digits or one letter, never a domain or a length', () => {
    expect(maskHint('sms', '+33639980001')).to.equal('•• 01');
    expect(maskHint('email', 'Compta@boulangerie-petit.example')).to.equal('c•••');
    expect(maskHint('email', 'x@y.example').length).to.equal(maskHint('email', 'a.very.long.name@example.org').length);
  });
});
