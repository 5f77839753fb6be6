import { expect } from 'chai';
import { wording } from '../../documents/wording.ts';

/** Words that are never shown to the person who has to pay. */
const never =
  /d[ée]bit(eur|rice)|dette|cr[ée]anc|impay|recouvr|contentieux|mauvais payeur|relance|dernier avertissement|promesse non tenue|refus|debt|creditor|unpaid|arrears|delinquen|collection|recovery|litigation|bad payer|reminder|final (notice|warning)|last warning|broken promise|denied|default|overdue/iu;

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function')
    return [1, 2].map((count) => String((value as (...v: unknown[]) => unknown)(count, count)));
  return Object.values(value as object).flatMap(textsOf);
}

describe('the wording of documents', () => {
  for (const language of ['fr', 'en'] as const) {
    it(`uses none of the words never shown, in ${language}`, () => {
      const texts = textsOf(wording[language]);
      expect(texts.length).to.be.greaterThan(60);
      expect(texts.filter((text) => never.test(text))).to.deep.equal([]);
    });
  }

  it('would notice such a word', () => {
    expect(['Votre dette', 'Facture impayée', 'Your debt', 'Créance'].every((text) => never.test(text))).to.equal(true);
  });

  it('speaks of novation, limitation and the automated assistant in both languages', () => {
    for (const [language, words] of [
      ['fr', ['novation', 'prescription', 'assistant automatique', 'reconnu devoir']],
      ['en', ['novation', 'limitation period', 'automated assistant', 'acknowledged that you owe']],
    ] as const) {
      const all = textsOf(wording[language].agreement).join('\n');
      for (const word of words) expect(all).to.include(word);
    }
  });
});
