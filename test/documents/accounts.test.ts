import { expect } from 'chai';
import { invoiceOriginal, type InvoiceOriginalValues } from '../../documents/invoice-original.ts';
import { statement, statementTotals, type StatementValues } from '../../documents/statement.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Language, languages } from '../../domain/language.ts';
import { money } from '../../domain/money.ts';
import { pageCount, pdfText } from './pdf-text.ts';
import { covered, creditor, debtor, eur, on } from './sample.ts';

const shown = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ');

function account(language: Language): StatementValues {
  const plain = { disputed: eur(0), inTransit: false };
  const factored = covered('FA-2026-0300', eur(70000), date('2026-10-01'));
  const factor = { iban: 'DE89370400440532013000', bic: null, holder: 'Affacturage Exemple', currency: 'EUR' };
  return {
    language,
    creditor,
    debtor: debtor(language),
    on,
    lines: [
      { ...covered('FA-2026-0101', eur(18450), date('2026-09-15')), ...plain },
      { ...covered('FA-2026-0134', eur(9230), on), ...plain },
      { ...covered('FA-2026-0200', eur(50000), addDays(on, -1)), ...plain, disputed: eur(12500) },
      { ...factored, line: { ...factored.line, payee: factor }, ...plain },
      { ...covered('INV-2026-0311', money(31000, 'GBP')), disputed: money(0, 'GBP'), inTransit: false },
    ],
    credits: [{ label: 'AV-2026-0007', on: date('2026-10-01'), amount: eur(10000) }],
    agreed: [{ due: date('2026-12-28'), amount: eur(5000) }],
    paymentReference: 'LUM-1001',
  };
}

describe('account statement', () => {
  it('keeps what is due today apart from what is past its date, and currencies apart', () => {
    expect(statementTotals(account('fr'), 'EUR')).to.deep.equal({
      overdue: eur(138450),
      coming: eur(9230),
      credits: eur(10000),
      net: eur(137680),
    });
    expect(statementTotals(account('fr'), 'GBP').net).to.deep.equal(money(31000, 'GBP'));
  });

  for (const language of languages) {
    it(`holds every amount, total, remark and payee (${language})`, async () => {
      const values = account(language);
      const text = pdfText(await statement(values, { compress: false }));
      const amounts = [...values.lines, ...values.credits, ...values.agreed].map(({ amount }) => amount);
      for (const amount of [...amounts, eur(138450), eur(137680), eur(12500)]) {
        expect(text).to.include(shown(formatMoney(amount, language)));
      }
      for (const word of ['AV-2026-0007', 'Affacturage Exemple', 'DE89 3704 0044 0532 0130 00', 'GB82 WEST'])
        expect(text).to.include(word);
      expect(text).to.include(shown(formatDate(date('2026-12-28'), language)));
    });
  }

  it('repeats its header over many pages and says when nothing is open', async () => {
    const [first] = account('fr').lines;
    const lines = Array.from({ length: 120 }, () => first!);
    const long = await statement({ ...account('fr'), lines }, { compress: false });
    const pages = pageCount(long);
    expect(pages).to.be.greaterThan(3);
    expect(pdfText(long).split('Montant initial').length - 1).to.be.at.least(pages - 1);
    const empty = pdfText(
      await statement({ ...account('fr'), lines: [], credits: [], agreed: [] }, { compress: false }),
    );
    expect(empty).to.include('il n’y a rien à régler').and.not.to.include('IBAN');
  });
});

describe('an invoice as it is issued', () => {
  const copy = (language: Language): InvoiceOriginalValues => {
    const { invoice, line } = covered('FA-2026-0088', eur(118000));
    const items = [
      { id: 'i1', position: 1, label: 'Luminaires', quantity: '4', amount: eur(95000), vatRate: '20' },
      { id: 'i2', position: 2, label: 'Pose', quantity: '1', amount: eur(23000), vatRate: '20' },
    ];
    return {
      language,
      creditor,
      debtor: debtor(language),
      on,
      invoice: { ...invoice, items, orderNumber: 'BC-77' },
      lines: [line],
      paymentReference: 'LUM-1002 FA-2026-0088',
    };
  };

  for (const language of languages) {
    it(`holds items with VAT, due dates and how to pay (${language})`, async () => {
      const text = pdfText(await invoiceOriginal(copy(language), { compress: false }));
      for (const minor of [95000, 23000, 118000]) expect(text).to.include(shown(formatMoney(eur(minor), language)));
      for (const word of ['Luminaires', 'Pose', '20 %', 'BC-77', '15/09/2026', 'LUM-1002 FA-2026-0088'])
        expect(text).to.include(word);
    });
  }

  it('announces a direct debit instead of asking for a transfer', async () => {
    const values = copy('fr');
    const [first] = values.lines;
    const debit = { ...first!, means: 'direct-debit' as const };
    const text = pdfText(await invoiceOriginal({ ...values, lines: [debit] }, { compress: false }));
    expect(text).to.include('Un prélèvement est prévu').and.not.to.include('IBAN');
  });

  it('is never written when its items do not add up', async () => {
    const values = copy('fr');
    const broken = { ...values, invoice: { ...values.invoice, items: values.invoice.items.slice(1) } };
    let code: unknown = null;
    await invoiceOriginal(broken).catch((error: unknown) => (code = (error as { code?: unknown }).code));
    expect(code).to.equal('INVARIANT_BROKEN');
  });
});
