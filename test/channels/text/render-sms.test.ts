import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { gsmText } from '../../../domain/gsm-text.ts';
import { oneMessage } from '../../../channels/text/one-message.ts';
import { renderSms, type SmsPlace } from '../../../channels/text/render-sms.ts';
import { gsmLength, segmentsOf } from '../../../domain/segments.ts';
import { smsLabel, smsTexts } from '../../../channels/text/sms-words.ts';
import { say, type Texts } from '../../../dialogs/messages/wording.ts';
import { languages } from '../../../domain/language.ts';
import { type Message } from '../../../domain/message.ts';

const folder = new URL('../../../dialogs/messages/', import.meta.url);

/** Values as long as they really get; what is no amount, date or number is a short word of the engine's own. */
const values: Readonly<Record<string, string | number>> = {
  amount: '12\u202f345,67\u00a0€',
  total: '12\u202f345,67\u00a0€',
  net: '12\u202f345,67\u00a0€',
  rest: '12\u202f345,67\u00a0€',
  date: '28 décembre 2026',
  until: '28 décembre 2026',
  by: '28 décembre 2026',
  first: '28 décembre 2026',
  latest: '28 décembre 2026',
  number: 'FA-2026-0101',
  lines: 'FA-2026-0101 (184,50\u00a0€), FA-2026-0134 (92,30\u00a0€)',
  creditor: 'Lumio Équipement',
  legalName: 'Lumio Équipement SAS',
  hours: 'du lundi au vendredi, de 9 h à 18 h',
  phone: '+33 1 99 00 10 00',
  url: 'https://lumio.example/payer',
  count: 3,
  days: 5,
  most: 12,
};

type Said = { readonly where: string; readonly text: string };

async function approved(): Promise<readonly Said[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'wording.ts');
  const modules = await Promise.all(
    files.map(async (file) => Object.entries((await import(new URL(file, folder).href)) as Record<string, unknown>)),
  );
  const catalogues = modules
    .flat()
    .filter((entry): entry is [string, Texts] => typeof entry[1] === 'object' && entry[1] !== null && 'fr' in entry[1]);
  return catalogues.flatMap(([name, texts]) =>
    languages.flatMap((language) =>
      Object.keys(texts[language]).map((key) => {
        const names = [...(texts[language][key] ?? '').matchAll(/\{(\w+)/g)].map(([, found = '']) => found);
        const filled = Object.fromEntries(names.map((found) => [found, values[found] ?? 'sujet']));
        return { where: `${name}.${language}.${key}`, text: say(texts, key, language, filled) };
      }),
    ),
  );
}

const place: SmsPlace = { linksOf: () => [], chatUrl: 'https://pay.example.com/chat/lumio', answerable: true };
const message = (more: Partial<Message>): Message => ({
  key: 'k',
  class: 'reply',
  language: 'fr',
  text: 'Bonjour.',
  ...more,
});
const long = (count: number): string => Array.from({ length: count }, (_, n) => `Phrase numéro ${n}.`).join(' ');

describe('a turn as one SMS', () => {
  it('says every approved text in GSM-7 and in two segments at most', async () => {
    const texts = await approved();
    expect(texts.length).to.be.greaterThan(500);
    for (const { where, text } of texts) {
      expect(gsmLength(gsmText(text)), where).not.to.equal(null);
      expect(segmentsOf(gsmText(text)), `${where}: ${text}`).to.be.at.most(2);
    }
  });

  it('has no choice that the carrier would take for itself', async () => {
    const carriers =
      /^(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|yes|unstop|help|info|arret|arrêt)$/i;
    for (const { where, text } of await approved()) expect(smsLabel(text), where).not.to.match(carriers);
    expect(smsLabel('Cancel')).to.equal('Drop it');
  });

  it('keeps the accents GSM-7 has and writes the others without', () => {
    expect(gsmText('À l’été : ça, où, œuvre, hôtel, Noël — « oui » … 5\u202f000 €')).to.equal(
      'A l\'été : ca, où, oeuvre, hotel, Noel - "oui" ... 5 000 €',
    );
    expect(gsmText('Łukasz Żółć, Çelik, naïve')).to.equal('Lukasz Zolc, Çelik, naive');
  });

  it('is never longer in septets for being written in GSM-7, and writes it twice alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        expect(gsmText(gsmText(text))).to.equal(gsmText(text));
      }),
      { numRuns: 300 },
    );
  });

  it('is whole where two segments hold it', () => {
    const options = [{ id: 'a', label: 'Payer' }];
    const [joined] = oneMessage([message({}), message({ text: 'Il reste 10 €.', options })]);
    expect(renderSms(joined ?? message({}), place)).to.deep.equal({
      text: 'Bonjour.\nIl reste 10 €.\n1. Payer',
      segments: 1,
    });
  });

  it('drops what is said twice before it cuts', () => {
    const rows = [
      { label: 'Échéance dépassée', value: '276,80 €' },
      { label: 'Autre', value: '1,00 €' },
    ];
    const { text } = renderSms(message({ text: `Il reste 276,80 €. ${long(14)}`, rows }), place);
    expect(text).not.to.match(/dépassée/);
    expect(text).to.match(/Autre : 1,00 €$/);
  });

  it('cuts what is too long to its beginning, with a link and every choice', () => {
    const options = [{ id: 'a', label: 'Payer' }];
    const { text, segments } = renderSms(message({ text: long(60), options }), place);
    expect(text).to.match(
      /^Phrase numéro 0\.\n[^]*\nPlus de détails : https:\/\/pay\.example\.com\/chat\/lumio\n1\. Payer$/,
    );
    expect(segments).to.equal(4);
  });

  it('never cuts an answer away for the question that waits', () => {
    const options = Array.from({ length: 6 }, (_, n) => ({ id: `${n}`, label: `Un choix assez long, le numéro ${n}` }));
    const rows = Array.from({ length: 30 }, (_, n) => ({ label: `Facture ${n}`, value: `${n},00 €` }));
    const answers = [message({ text: `Il reste 276,80 €. ${long(9)}`, rows }), message({ text: long(9), options })];
    const [one] = oneMessage(answers);
    const { text, segments } = renderSms(one ?? message({}), place);
    expect(text)
      .to.match(/^Il reste 276,80 €\.\nPhrase/)
      .and.match(/Plus de détails/)
      .and.match(/6\. Un choix/);
    expect(segments).to.equal(4);
  });

  it('never cuts what is to be confirmed', () => {
    const closing = 'Pour confirmer, répondez exactement : JE CONFIRME 1234';
    const terms = message({ text: long(40), closing });
    const { text, segments } = renderSms({ ...message({}), ...terms, before: [message({})] }, place);
    expect(text).to.include(long(40)).and.include(closing);
    expect(segments).to.equal(segmentsOf(text));
  });

  it('says how to be left alone in what nobody asked for, and only there', () => {
    expect(renderSms(message({ class: 'demand' }), place).text).to.equal(`Bonjour.\n${smsTexts.fr.stop}`);
    expect(renderSms(message({ class: 'demand', language: 'en' }), place).text).to.include('Reply STOP');
    expect(renderSms(message({ class: 'service' }), place).text).to.equal('Bonjour.');
  });

  it('is at most what the carrier takes, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 40 }), { minLength: 1, maxLength: 12 }), (texts) => {
        const [one] = oneMessage(texts.map((text) => message({ text, closing: 'JE CONFIRME 1234' })));
        expect(renderSms(one ?? message({}), place).text.length).to.be.at.most(1_600);
      }),
      { numRuns: 200 },
    );
  });
});
