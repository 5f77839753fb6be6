import { statement } from '../documents/statement.ts';
import { type Account } from '../domain/account.ts';
import { isClaimed } from '../domain/balance.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { type Language } from '../domain/language.ts';
import { makeLedger } from '../domain/ledger.ts';

type Asked = { readonly account: Account; readonly language: Language; readonly today: CivilDate };

function labelOfCredit({ account, language }: Asked, source: { readonly id: string }): string {
  const note = account.creditNotes.find(({ id }) => id === source.id);
  if (note !== undefined) return `${language === 'fr' ? 'Avoir' : 'Credit note'} ${note.number}`;
  return language === 'fr' ? 'Règlement reçu' : 'Payment received';
}

/** Draws what is open of an account on a day, what is contested of it, credits, and the dates agreed on. */
export async function drawStatement(asked: Asked): Promise<Uint8Array> {
  const { account, language, today } = asked;
  const { creditor, debtor } = account;
  const ledger = makeLedger(account, today);
  return await statement({
    ...{ language, creditor, debtor, on: today, paymentReference: debtor.reference },
    lines: ledger.lines
      .filter((view) => view.open.minor > 0 && isClaimed(view))
      .map((view) => ({
        invoice: view.invoice,
        line: view.line,
        amount: view.open,
        disputed: view.disputed,
        inTransit: view.inTransit.minor > 0,
      })),
    credits: ledger.credits.map(({ source, on, amount }) => ({ label: labelOfCredit(asked, source), on, amount })),
    agreed: [
      ...account.promises.filter(({ status }) => status === 'open').map(({ due, amount }) => ({ due, amount })),
      ...account.plans
        .filter(({ status }) => status === 'active' || status === 'late')
        .flatMap(({ instalments }) => instalments.map(({ due, amount }) => ({ due, amount }))),
    ].filter(({ due }) => due >= today),
  });
}
