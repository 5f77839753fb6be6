import { type Account, type Payment, type PaymentTerm } from '../../domain/account.ts';
import { addDays } from '../../domain/civil-date.ts';
import { type FlowName, type SlotValue } from '../../domain/command.ts';
import { money } from '../../domain/money.ts';
import { consumer, invoiceOf, today } from './support/account.ts';
import { Journey } from './support/journey.ts';
import { consumerPolicy as policy } from './support/policy.ts';

const number = 'FA-2026-0101';
const named: SlotValue = { kind: 'invoice', number };

function asks(account: Account, flow: FlowName, ...values: readonly SlotValue[]): Journey {
  return new Journey({ identified: true, account, policy }).says({ kind: 'start', flow, values });
}

/** One invoice of 184.50, due so many days ago, with a payment of all of it. */
function paid(late: number, with_: Partial<Payment>): Account {
  const { invoice, line } = invoiceOf(number, 18450, late);
  const payment: Payment = {
    ...{
      id: 'p',
      amount: line.amount,
      valueDate: addDays(today, -late),
      status: 'settled',
      means: 'transfer',
      text: '',
    },
    ...{ confirmed: true, returnedOn: null },
    ...with_,
  };
  const { id, amount, valueDate: on } = payment;
  const source = { kind: 'payment', id } as const;
  const target = { kind: 'line', id: line.id } as const;
  const allocation = { id: 'a', source, target, amount, on, reversedOn: null, by: 'accounts' } as const;
  return consumer({ invoices: [invoice], lines: [line], payments: [payment], allocations: [allocation] });
}

function debited(late: number): Account {
  const { invoice, line } = invoiceOf(number, 18450, late);
  return consumer({ invoices: [invoice], lines: [{ ...line, means: 'direct-debit' }] });
}

describe('money on its way', () => {
  const moving = paid(5, { status: 'in-transit', means: 'cheque' });

  it('is not asked for again, and shown as such wherever it is looked for', () => {
    asks(moving, 'pay')
      .hears(/184,50 € pour FA-2026-0101 est déjà en route/)
      .doesNotHear(/IBAN/);
    asks(moving, 'balance').hears(/184,50 € sont déjà en route : vous n’avez rien à refaire/);
    asks(moving, 'invoice', named).hears(/184,50 € est en cours d’acheminement/);
    asks(moving, 'plan').hears(/déjà en route/);
    asks(moving, 'promise').hears(/déjà en route/);
  });

  it('is a planned debit until its day, and then what the bank was presented with', () => {
    asks(debited(-1), 'balance').hears(/184,50 € seront encaissés le 24 novembre 2026/);
    asks(debited(-1), 'invoice', named).hears(/184,50 € seront encaissés le 24 novembre 2026/);
    asks(debited(2), 'pay')
      .hears(/FA-2026-0101 est en cours d’encaissement depuis le 21 novembre 2026/)
      .doesNotHear(/IBAN/);
    asks(debited(2), 'balance').hears(/184,50 € sont déjà en route/);
    asks(debited(2), 'plan').hears(/déjà en route/);
  });

  it('that came back is asked for again, in neutral words and without the bank’s reason', () => {
    const returned = { status: 'returned', returnedOn: addDays(today, -3), returnReason: 'AM04' } as const;
    const back = paid(5, { ...returned, means: 'direct-debit' });
    for (const flow of ['pay', 'invoice'] as const) {
      asks(back, flow, named)
        .hears(/Un règlement de 184,50 € pour FA-2026-0101, du 20 novembre 2026, n’a pas abouti/)
        .doesNotHear(/AM04|rejet|impay|provision/i);
    }
    asks(back, 'pay').hears(/Montant : 184,50 €/);
    asks(paid(90, { ...returned, returnedOn: addDays(today, -61) }), 'pay').doesNotHear(/abouti/);
  });
});

describe('what is granted ahead of a due date', () => {
  const term = (change: Partial<PaymentTerm>): PaymentTerm => ({
    ...{ kind: 'early-payment', invoiceId: `invoice-${number}`, basisPoints: 200, amount: null },
    until: addDays(today, 7),
    ...change,
  });
  const owing = (late: number, ...terms: readonly PaymentTerm[]): Account => {
    const { invoice, line } = invoiceOf(number, 18450, late);
    return consumer({ invoices: [invoice], lines: [line], terms });
  };

  it('is shown with the invoice and with how to pay it, until its day', () => {
    for (const flow of ['pay', 'invoice'] as const) {
      asks(owing(-10, term({})), flow, named).hears(
        /180,81 € suffisent pour FA-2026-0101 si nous les recevons au plus tard le 30 novembre 2026 \(2 % d’escompte\)/,
      );
      asks(owing(-10, term({ until: addDays(today, -1) })), flow, named).doesNotHear(/escompte/);
      asks(owing(1, term({})), flow, named).doesNotHear(/escompte/);
    }
  });

  it('can be a down payment, until something was paid, and a rebate of the contract', () => {
    const deposit = term({ kind: 'down-payment', basisPoints: null, amount: money(5000, 'EUR') });
    asks(owing(-10, deposit), 'invoice', named).hears(/un acompte de 50,00 € est prévu pour le 30 novembre 2026/);
    const rebate = term({ kind: 'year-end-rebate', invoiceId: null, basisPoints: 150 });
    asks(owing(-10, rebate), 'pay').hears(/ristourne de fin d’année \(1,5 %\) si tout est réglé/);
    asks(owing(-10, { ...rebate, until: addDays(today, -1) }), 'pay').doesNotHear(/ristourne/);
  });
});
