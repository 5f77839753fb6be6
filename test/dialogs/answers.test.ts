import { expect } from 'chai';

import { type Account, type DueLine, type Plan } from '../../domain/account.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { type FlowName, type SlotValue } from '../../domain/command.ts';
import { money } from '../../domain/money.ts';
import { nothing } from '../../domain/outcome.ts';
import { consumer, invoiceOf, today } from './support/account.ts';
import { Journey } from './support/journey.ts';
import { consumerPolicy as policy } from './support/policy.ts';

function asks(account: Account, flow: FlowName, ...values: readonly SlotValue[]): Journey {
  return new Journey({ identified: true, account, policy }).says({ kind: 'start', flow, values });
}

/** An account with these invoices only, each given as number, minor units, days late and currency. */
function owing(...given: readonly (readonly [string, number, number, string?])[]): Account {
  const made = given.map(([number, minor, late, currency]) => invoiceOf(number, minor, late, currency));
  return consumer({ invoices: made.map(({ invoice }) => invoice), lines: made.map(({ line }) => line) });
}

function withLine(account: Account, index: number, change: Partial<DueLine>): Account {
  return { ...account, lines: account.lines.map((line, at) => (at === index ? { ...line, ...change } : line)) };
}

const fa = (number: string): SlotValue => ({ kind: 'invoice', number });

describe('the balance', () => {
  it('tells what is past due from what is coming, net of credits', () => {
    const account: Account = {
      ...owing(['FA-2026-0088', 118000, 83], ['FA-2026-0120', 240000, 53], ['FA-2026-0190', 5000, -10]),
      payments: [
        {
          id: 'p1',
          amount: money(40000, 'EUR'),
          valueDate: addDays(today, -20),
          status: 'settled',
          means: 'transfer',
          text: '',
          confirmed: true,
          returnedOn: null,
        },
      ],
      allocations: [
        {
          id: 'a1',
          source: { kind: 'payment', id: 'p1' },
          target: { kind: 'line', id: 'line-FA-2026-0120' },
          amount: money(40000, 'EUR'),
          on: addDays(today, -20),
          reversedOn: null,
          by: 'accounts',
        },
      ],
      creditNotes: [
        { id: 'c1', number: 'AV-1', issued: addDays(today, -5), amount: money(10000, 'EUR'), invoiceId: null },
      ],
    };
    asks(account, 'balance')
      .hears(/Il reste 3 130,00 € à régler/, /Échéance dépassée : 3 180,00 €/, /À venir : 50,00 €/)
      .hears(/déduits : − 100,00 €/, /Dernier règlement reçu : 400,00 € le 3 novembre 2026/);
  });

  it('keeps currencies apart', () => {
    asks(owing(['FA-2026-0101', 18450, 68], ['INV-2026-0311', 31000, 20, 'GBP']), 'balance')
      .hears(/184,50 €/, /310,00 £/)
      .doesNotHear(/494/);
  });

  it('tells an agreed date, and a plan with what comes next', () => {
    const promised = consumer({
      promises: [
        { id: 'p', lines: [], amount: money(5000, 'EUR'), due: date('2026-12-04'), madeOn: today, status: 'open' },
      ],
    });
    asks(promised, 'balance').hears(/Date convenue : 50,00 € le 4 décembre 2026/);
    asks(planned(), 'balance').hears(/prochaine échéance 92,26 € le 28 décembre 2026, encore 276,80 € en tout/);
  });

  it('thanks someone who owes nothing, and tells someone who is owed', () => {
    asks(consumer({ invoices: [], lines: [] }), 'balance')
      .hears(/Tout est réglé/)
      .doesNotHear(/Comment payer/);
    const credit = { id: 'c', number: 'AV-2', issued: today, amount: money(700, 'EUR'), invoiceId: null };
    asks(consumer({ invoices: [], lines: [], creditNotes: [credit] }), 'balance').hears(/7,00 € en votre faveur/);
  });
});

function planned(): Account {
  const account = consumer();
  const plan: Plan = {
    id: 'plan-1',
    lines: account.lines.map((line) => ({ lineId: line.id, amount: line.amount })),
    total: money(27680, 'EUR'),
    frequency: 'month',
    instalments: [
      { position: 1, due: date('2026-12-28'), amount: money(9226, 'EUR') },
      { position: 2, due: date('2027-01-28'), amount: money(9226, 'EUR') },
      { position: 3, due: date('2027-03-01'), amount: money(9228, 'EUR') },
    ],
    status: 'active',
    signedOn: today,
    termsHash: 'h',
  };
  return { ...account, plans: [plan] };
}

describe('how to pay', () => {
  it('gives payee, account, amount, reference and a picture for everything due', () => {
    const journey = asks(consumer(), 'pay').hears(/IBAN : FR76 3000 6000 0112 3456 7890 189/, /Montant : 276,80 €/);
    journey.hears(/Référence à indiquer : LUM-1001 FA-2026-0101 FA-2026-0134/, /https:\/\/payer\.lumio\.example/);
    expect(journey.messages.map(({ qr }) => qr).find((qr) => qr !== undefined)).to.deep.include({
      iban: 'FR7630006000011234567890189',
      amount: money(27680, 'EUR'),
      remittance: 'LUM-1001 FA-2026-0101 FA-2026-0134',
    });
  });

  it('gives one invoice alone, and none of another account', () => {
    asks(consumer(), 'pay', fa('FA-2026-0134')).hears(/Montant : 92,30 €/, /LUM-1001 FA-2026-0134/);
    asks(consumer(), 'pay', fa('FA-2026-9999')).hears(/Je ne trouve pas cette facture/);
  });

  it('uses the account of each currency, a factor’s own, and no picture outside the euro', () => {
    const journey = asks(owing(['INV-2026-0311', 31000, 20, 'GBP']), 'pay').hears(/GB33 BUKB/, /310,00 £/);
    expect(journey.messages.some(({ qr }) => qr !== undefined)).to.equal(false);
    const payee = { iban: 'FR1420041010050500013M02606', bic: null, holder: 'Affacturage Essai', currency: 'EUR' };
    const factored = asks(withLine(consumer(), 0, { payee }), 'pay');
    factored.hears(/Affacturage Essai/, /Montant : 184,50 €/, /Lumio Équipement SAS/, /Montant : 92,30 €/);
  });

  it('leaves out what needs no transfer, and says why', () => {
    const debit = withLine(owing(['FA-2026-0101', 18450, -1]), 0, { means: 'direct-debit' });
    asks(debit, 'pay')
      .hears(/FA-2026-0101 sera prélevée le 24 novembre 2026/)
      .doesNotHear(/IBAN/);
    asks(withLine(owing(['FA-2026-0101', 18450, 5]), 0, { means: 'chorus-pro' }), 'pay').hears(/Chorus Pro/);
    asks(withLine(owing(['FA-2026-0101', 18450, 5]), 0, { closed: 'agency' }), 'pay').hears(/n’est plus à régler ici/);
  });

  it('asks for the next instalment alone when a plan was agreed', () => {
    asks(planned(), 'pay')
      .hears(/92,26 € à régler pour le 28 décembre 2026/)
      .doesNotHear(/276,80/);
  });

  it('leaves out what is contested, and deducts credits', () => {
    const account: Account = {
      ...consumer(),
      creditNotes: [{ id: 'c', number: 'AV-1', issued: today, amount: money(1000, 'EUR'), invoiceId: null }],
      disputes: [
        {
          id: 'd',
          lineId: 'line-FA-2026-0101',
          itemIds: [],
          amount: money(8450, 'EUR'),
          reason: 'price',
          status: 'open',
          openedOn: today,
          answerBy: addDays(today, 30),
        },
      ],
    };
    asks(account, 'pay').hears(
      /Montant : 182,30 €/,
      /84,50 € de FA-2026-0101 sont contestés/,
      /10,00 € sont déjà déduits/,
    );
  });
});

describe('invoices', () => {
  const fourteen = owing(
    ...Array.from({ length: 14 }, (_, index): readonly [string, number, number] => [
      `FA-2026-02${String(index + 10)}`,
      1000 + index,
      40 - index,
    ]),
  );

  it('are listed five at a time, the oldest first', () => {
    const journey = asks(fourteen, 'invoices').hears(/14 factures/, /Factures 1 à 5 sur 14/, /FA-2026-0210/);
    journey
      .picks(/suivantes/)
      .hears(/6 à 10/)
      .picks(/suivantes/)
      .hears(/11 à 14/, /FA-2026-0223/);
    expect(journey.labels).not.to.include('Factures suivantes');
    journey.picks(/FA-2026-0223/).hears(/Facture FA-2026-0223/);
  });

  it('show one with its items and what is left, however its number is written', () => {
    asks(consumer(), 'invoice', fa('fa-2026-0101'))
      .hears(/Facture FA-2026-0101 du 17 août 2026 : 184,50 €/, /Il reste 184,50 €/, /Entretien \(1\)/)
      .picks(/copie/);
  });

  it('are asked for when none was named, with the open ones to choose from', () => {
    const journey = asks(consumer(), 'invoice').hears(/Quelle facture/, /FA-2026-0101 · 184,50 € · 16\/09\/2026/);
    journey.picks(/0134/).hears(/Facture FA-2026-0134/);
  });

  it('of another account are not found', () => {
    asks(consumer(), 'invoice', fa('FA-2026-0999')).hears(/Je ne trouve pas cette facture/);
  });
});

describe('documents', () => {
  it('are asked of the rules, and the file comes with the answer', () => {
    const file = { blobId: 'b1', name: 'releve.pdf', mime: 'application/pdf' };
    const journey = new Journey({
      identified: true,
      rules: () => ({ ...nothing, result: { kind: 'done', id: 'd1', file } }),
    });
    journey
      .says({ kind: 'start', flow: 'document', values: [] })
      .picks(/Relevé/)
      .hears(/Voici votre document/);
    expect(journey.requests).to.deep.equal([{ kind: 'document', of: 'statement', id: null }]);
    expect(journey.messages[0]?.files).to.deep.equal([
      { ref: { kind: 'blob', blobId: 'b1' }, name: 'releve.pdf', mime: 'application/pdf' },
    ]);
    journey.says({ kind: 'start', flow: 'document', values: [fa('FA-2026-0101')] });
    expect(journey.requests.at(-1)).to.deep.equal({ kind: 'document', of: 'invoice', id: 'invoice-FA-2026-0101' });
  });

  it('are sent by a person, by a day that is told, when the original of an invoice is not kept', () => {
    const journey = new Journey({
      identified: true,
      rules: () => ({
        ...nothing,
        facts: [
          {
            ...{ kind: 'task-opened', id: 't1', debtorId: 'debtor', what: 'document', reason: 'invoice-copy' },
            ...{ note: 'FA-2026-0101', dueOn: addDays(today, 1), terms: null },
          },
        ],
        result: { kind: 'review', taskId: 't1', why: 'document' },
      }),
    });
    journey.says({ kind: 'start', flow: 'document', values: [fa('FA-2026-0101')] });
    journey.hears(/pas l’original de FA-2026-0101.*une personne.*au plus tard le \d/);
  });

  it('offer the plan when there is one', () => {
    asks(planned(), 'document').picks(/Mon échéancier/);
  });
});

describe('several invoices named at once', () => {
  it('are asked for in one request, and every file is given', () => {
    const file = (id: string): { blobId: string; name: string; mime: string } => ({
      blobId: id,
      name: `${id}.pdf`,
      mime: 'application/pdf',
    });
    const journey = new Journey({
      identified: true,
      rules: () => ({ ...nothing, result: { kind: 'done', id: 'd', file: file('a'), more: [file('b')] } }),
    });
    journey.says({ kind: 'start', flow: 'document', values: [fa('FA-2026-0101'), fa('FA-2026-0134')] });
    expect(journey.requests).to.deep.equal([
      { kind: 'document', of: 'invoice', id: 'invoice-FA-2026-0101', also: ['invoice-FA-2026-0134'] },
    ]);
    journey.hears(/Voici vos 2 documents/);
    expect(journey.messages.flatMap(({ files }) => files ?? []).map(({ name }) => name)).to.deep.equal([
      'a.pdf',
      'b.pdf',
    ]);
  });

  it('named twice, or not known, change nothing for the others', () => {
    const journey = new Journey({ identified: true });
    const values = [fa('FA-2026-0134'), fa('FA-2026-9999'), fa('fa-2026-0134')];
    journey.says({ kind: 'start', flow: 'document', values }).hears(/pas la facture FA-2026-9999/);
    expect(journey.requests).to.deep.equal([{ kind: 'document', of: 'invoice', id: 'invoice-FA-2026-0134' }]);
  });
});
