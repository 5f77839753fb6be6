import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { planAgreement, type PlanAgreementValues } from '../../documents/plan-agreement.ts';
import { promiseReceipt, type PromiseReceiptValues } from '../../documents/promise-receipt.ts';
import { addMonths, date } from '../../domain/civil-date.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Language, languages } from '../../domain/language.ts';
import { splitEvenly } from '../../domain/money.ts';
import { pageCount, pdfText } from './pdf-text.ts';
import { covered, creditor, debtor, eur, on, total } from './sample.ts';

const lines = [covered('FA-2026-0101', eur(18450)), covered('FA-2026-0134', eur(9230), date('2026-10-15'))];

function plan(language: Language, change: Partial<PlanAgreementValues> = {}): PlanAgreementValues {
  const credits = eur(1000);
  const planTotal = total(lines);
  return {
    language,
    creditor,
    debtor: debtor(language),
    on,
    agreementId: '0193f0a2-7c1e-7cc3-98c4-dc0c0c07398f',
    termsHash: 'a3f1'.repeat(16),
    lines,
    excluded: [covered('FA-2026-0088', eur(23000))],
    credits,
    total: planTotal,
    instalments: splitEvenly(planTotal, 3).map((amount, index) => ({
      position: index + 1,
      due: addMonths(date('2026-11-28'), index),
      amount,
    })),
    graceDays: 5,
    payee: creditor.accounts[0] ?? null,
    paymentReference: 'LUM-1001',
    ...change,
  };
}

function promise(language: Language): PromiseReceiptValues {
  const { agreementId, termsHash, lines: covers, payee, paymentReference } = plan(language);
  const head = { language, creditor, debtor: debtor(language), on };
  const terms = { lines: covers, excluded: [], amount: total(lines), due: date('2026-11-30') };
  return { ...head, ...terms, promiseId: agreementId, termsHash, payee, paymentReference };
}

const read = async (bytes: Promise<Uint8Array>): Promise<string> => pdfText(await bytes);
const shown = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ');
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => null,
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('plan agreement', () => {
  for (const language of languages) {
    it(`holds every line, date, amount and term (${language})`, async () => {
      const values = plan(language);
      const text = await read(planAgreement(values, { compress: false }));
      const amounts = [...lines, ...values.excluded, ...values.instalments].map(({ amount }) => amount);
      for (const amount of [...amounts, values.credits, values.total]) {
        expect(text).to.include(shown(formatMoney(amount, language)));
      }
      for (const { due } of values.instalments) expect(text).to.include(shown(formatDate(due, language)));
      for (const word of [
        'FA-2026-0101',
        'FA-2026-0134',
        'FA-2026-0088',
        'LUM-1001',
        'Camille Exemple',
        'Lumio Équipement SAS',
      ])
        expect(text).to.include(word);
      expect(text).to.include('FR76 3000 6000 0112 3456 7890 189');
      expect(text).to.include(values.agreementId).and.to.include(values.termsHash);
      expect(text)
        .to.include('novation')
        .and.to.include(shown(formatMoney(eur(0), language)));
    });
  }

  it('fits two pages with twelve instalments', async () => {
    const planTotal = plan('fr').total;
    const instalments = splitEvenly(planTotal, 12).map((amount, index) => ({
      position: index + 1,
      due: addMonths(date('2026-11-28'), index),
      amount,
    }));
    expect(pageCount(await planAgreement(plan('fr', { instalments })))).to.be.at.most(2);
  });

  it('adds no promise of 0 € for a company', async () => {
    const company = { ...debtor('fr', 'company'), name: 'Boulangerie Petit SARL' };
    const professional = lines.map((line) => ({
      ...line,
      invoice: { ...line.invoice, capacity: 'professional' as const },
    }));
    const text = await read(planAgreement(plan('fr', { debtor: company, lines: professional }), { compress: false }));
    expect(text).to.not.include('Aucun frais ni intérêt');
    expect(text).to.include('ne comprend que les sommes');
  });

  it('gives the same bytes for the same values, other bytes for other values', async () => {
    const hash = async (values: PlanAgreementValues): Promise<string> =>
      createHash('sha256')
        .update(await planAgreement(values))
        .digest('hex');
    expect(await hash(plan('fr'))).to.equal(await hash(plan('fr')));
    expect(await hash(plan('fr'))).to.not.equal(await hash(plan('fr', { graceDays: 6 })));
  });

  it('is never written when the sums disagree', async () => {
    expect(await codeOf(planAgreement(plan('fr', { total: eur(26681) })))).to.equal('INVARIANT_BROKEN');
    expect(await codeOf(planAgreement(plan('fr', { lines: lines.slice(1) })))).to.equal('INVARIANT_BROKEN');
    expect(await codeOf(planAgreement(plan('fr', { instalments: [] })))).to.equal('INVARIANT_BROKEN');
  });

  it('prints every instalment of any plan', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.integer({ min: 1, max: 36 }),
        async (minor, count) => {
          const line = covered('FA-2026-0101', eur(minor));
          const instalments = splitEvenly(line.amount, count).map((amount, index) => ({
            position: index + 1,
            due: addMonths(date('2026-11-28'), index),
            amount,
          }));
          const values = plan('fr', { lines: [line], credits: eur(0), total: line.amount, instalments, excluded: [] });
          const text = await read(planAgreement(values, { compress: false }));
          for (const { due, amount } of instalments) {
            expect(text).to.include(shown(`${formatDate(due, 'fr')} ${formatMoney(amount, 'fr')}`));
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('promise receipt', () => {
  for (const language of languages) {
    it(`is one page with the amount, the date and the terms (${language})`, async () => {
      const bytes = await promiseReceipt(promise(language), { compress: false });
      const text = pdfText(bytes);
      expect(pageCount(bytes)).to.equal(1);
      expect(text).to.include(shown(formatMoney(eur(27680), language)));
      expect(text).to.include(shown(formatDate(date('2026-11-30'), language)));
      expect(text).to.include('novation').and.to.include('FR76 3000 6000 0112 3456 7890 189');
      expect(Buffer.from(bytes).toString('latin1')).to.include('/Subtype /Image'); // the SEPA QR
    });
  }

  it('is never written when its lines do not add up', async () => {
    expect(await codeOf(promiseReceipt({ ...promise('fr'), amount: eur(1) }))).to.equal('INVARIANT_BROKEN');
  });
});
