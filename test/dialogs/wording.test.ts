import { readdirSync } from 'node:fs';

import { expect } from 'chai';

import { say, type Texts } from '../../dialogs/messages/wording.ts';
import { type Language, languages } from '../../domain/language.ts';

/** Words that judge, threaten or name the person by what they owe; never shown, whatever the kind of debtor. */
const forbidden: Readonly<Record<Language, RegExp>> = {
  fr: /d[ée]bit(?:eur|rice)|\bdettes?\b|cr[ée]anc(?:e|ier)|impay[ée]|recouvr|contentieux|mauvais payeur|relances?\b|mise en demeure|dernier avertissement|promesse (?:non tenue|rompue)|refus|huissier|\bd[ée]faut de paiement|poursuites/i,
  en: /\bdebts?\b|\bdebtors?\b|creditor|\bunpaid|arrears|collections?\b|collector|litigation|bad payer|reminder (?:no|number|n°)|final (?:notice|warning)|broken promise|\brefus|rejected|delinquen|\bdefault|bailiff|overdue/i,
};

const folder = new URL('../../dialogs/messages/', import.meta.url);

type Catalogue = { readonly name: string; readonly texts: Texts };

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null && languages.every((language) => language in value);
}

async function catalogues(): Promise<readonly Catalogue[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'wording.ts');
  const modules = await Promise.all(
    files.map(async (file) => (await import(new URL(file, folder).href)) as Readonly<Record<string, unknown>>),
  );
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, texts]) => (isTexts(texts) ? [{ name, texts }] : [])),
  );
}

function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))].sort();
}

/** Every text with values in it, in singular and in plural. */
function rendered(
  { texts }: Catalogue,
  language: Language,
): readonly { readonly key: string; readonly text: string }[] {
  return Object.keys(texts[language]).flatMap((key) =>
    [1, 3].map((value) => {
      const names = placeholders(texts[language][key] ?? '');
      return { key, text: say(texts, key, language, Object.fromEntries(names.map((name) => [name, value]))) };
    }),
  );
}

describe('approved wording', () => {
  it('exists in both languages under the same keys, speaking of the same values', async () => {
    const all = await catalogues();
    expect(all.map(({ name }) => name)).to.include.members(['engineTexts', 'balanceTexts', 'payTexts', 'careTexts']);
    for (const { name, texts } of all) {
      expect(Object.keys(texts.en).sort(), name).to.deep.equal(Object.keys(texts.fr).sort());
      for (const [key, text] of Object.entries(texts.fr)) {
        expect(placeholders(texts.en[key] ?? ''), `${name}.${key}`).to.deep.equal(placeholders(text));
      }
    }
  });

  it('never judges, threatens or names a person by what they owe', async () => {
    for (const catalogue of await catalogues()) {
      for (const language of languages) {
        for (const { key, text } of rendered(catalogue, language)) {
          expect(text, `${catalogue.name}.${language}.${key}`).not.to.match(forbidden[language]);
        }
      }
    }
  });

  it('renders whole: no placeholder left, no double space, typographic apostrophes, an end to every sentence', async () => {
    for (const catalogue of await catalogues()) {
      for (const language of languages) {
        for (const { key, text } of rendered(catalogue, language)) {
          const where = `${catalogue.name}.${language}.${key}`;
          expect(text, where).not.to.match(/[{}#']| {2}|undefined|null|NaN/);
          expect(text.trim(), where).to.equal(text).and.not.equal('');
        }
      }
    }
  });

  it('says vous to everyone', async () => {
    for (const catalogue of await catalogues()) {
      for (const { key, text } of rendered(catalogue, 'fr')) {
        expect(text, `${catalogue.name}.${key}`).not.to.match(/(?<!\p{L})(?:tu|te|toi|ton|ta|tes)(?!\p{L})/iu);
      }
    }
  });

  it('chooses singular and plural as each language counts', () => {
    const texts = {
      fr: { n: '{count#une facture#{count} factures}' },
      en: { n: '{count#one invoice#{count} invoices}' },
    };
    expect([0, 1, 2].map((count) => say(texts, 'n', 'fr', { count }))).to.deep.equal([
      'une facture',
      'une facture',
      '2 factures',
    ]);
    expect([0, 1, 2].map((count) => say(texts, 'n', 'en', { count }))).to.deep.equal([
      '0 invoices',
      'one invoice',
      '2 invoices',
    ]);
    expect(() => say(texts, 'n', 'en')).to.throw('INVARIANT_BROKEN');
  });
});
