import { expect } from 'chai';
import { cardPdf } from '../../../documents/staff/card-pdf.ts';
import { type Card } from '../../../domain/card.ts';
import { date } from '../../../domain/civil-date.ts';
import { pageCount, pdfText } from '../pdf-text.ts';
import { creditor, debtor } from '../sample.ts';

const card = (text: string): Card => ({
  title: 'Durand & Fils (LUM-1005)',
  headline: { label: 'Solde', value: '10,00 €' },
  parts: [
    { part: 'facts', facts: [{ label: 'Échu', value: '8,00 €' }] },
    {
      part: 'chart',
      chart: { kind: 'bars', title: 'Par âge', points: [{ label: '1 à 30 j', value: 8, shown: '8,00 €' }] },
    },
    {
      ...{ part: 'section', title: 'Échanges', folded: true },
      parts: [{ part: 'table', header: ['Quand', 'Texte'], rows: [['01/12/2026', text]], numeric: [] }],
    },
    { part: 'inputs', inputs: [{ id: 'note', label: 'Note à écrire', kind: 'text', required: true }] },
  ],
  actions: [{ kind: 'press', id: 'x', label: 'Appuyer ici' }],
});

describe('the PDF of a card', () => {
  const head = { language: 'fr', creditor, debtor: debtor('fr'), on: date('2026-12-01') } as const;

  it('has everything the card shows with its sections opened, says it is internal, and has nothing to press', async () => {
    const text = pdfText(await cardPdf(card('Bonjour'), head, { compress: false }));
    for (const said of [
      'DOCUMENT INTERNE',
      'Durand & Fils (LUM-1005)',
      'Solde : 10,00 €',
      'Échu : 8,00 €',
      'Par âge',
      '1 à 30 j',
      'Échanges',
      'Bonjour',
    ])
      expect(text).to.include(said);
    expect(text).not.to.match(/Appuyer|Note à écrire/);
  });

  it('breaks a text that no page could hold, and loses none of it', async () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `mot${index}`);
    const bytes = await cardPdf(card(words.join(' ')), head, { compress: false });
    expect(pageCount(bytes)).to.be.above(3);
    const text = pdfText(bytes).replaceAll(' ', '');
    expect(words.filter((word) => !text.includes(word))).to.deep.equal([]);
  });
});
