import { expect } from 'chai';
import * as fc from 'fast-check';
import { addDays, type CivilDate, date } from '../../domain/civil-date.ts';
import { formatDate } from '../../domain/format.ts';
import { languages } from '../../domain/language.ts';
import { readReason } from '../../understanding/read-reason.ts';
import { respell } from '../../understanding/respell.ts';
import { understandLocally } from '../../understanding/understand-locally.ts';
import { asks, situationWith } from './situation.ts';
import { check } from './table.ts';

const numbers = ['FA-2026-0101', 'FA-2026-0134', 'FA-2026-0088', 'FA-2026-0120'];
const account = situationWith({ invoiceNumbers: numbers });
const english = situationWith({ language: 'en', currency: 'GBP', invoiceNumbers: ['INV-2026-0311'] });
const amountAsked = situationWith({ flow: 'promise', pending: asks('money', 'share'), invoiceNumbers: numbers });
const dateAsked = situationWith({ flow: 'promise', pending: asks('date', 'money', 'share', 'invoice') });
const planKinds = ['count', 'money', 'date', 'day', 'frequency', 'share', 'invoice'] as const;
const cutAsked = situationWith({ flow: 'plan', pending: asks(...planKinds) });
const planRecap = situationWith({
  flow: 'plan',
  pending: { kinds: planKinds, yesNo: false, confirm: true, freeText: false },
});

describe('in people’s own words', () => {
  check('all of it, on a day', account, [
    ['je paierai le reste vendredi', 'start promise share=1/1 date=2026-11-27'],
    ['je règle tout vendredi', 'start promise share=1/1 date=2026-11-27'],
    ['la totalité le 28', 'start promise share=1/1 date=2026-11-28'],
    ['le solde entier fin du mois', 'start promise share=1/1 date=2026-11-30'],
    ['je veux tout payer en 3 fois', 'start plan count=3'],
    ['payer le reste en plusieurs fois', 'start plan'],
    [
      "j'ai payé 100 € le 3 et je paierai le reste vendredi", // what is left then is not known here
      'start paid money=10000EUR date=2026-11-03',
      'start promise date=2026-11-27',
    ],
  ]);
  check('all of it, in English', english, [
    ['everything on friday', 'start promise share=1/1 date=2026-11-27'],
    ["I'll pay it all next friday", 'start promise share=1/1 date=2026-11-27'],
    ['the rest on the 28th', 'start promise share=1/1 date=2026-11-28'],
    ["i'll pay the full amount tomorrow", 'start promise share=1/1 date=2026-11-23'],
    ['we will settle in full on 15 december', 'start promise share=1/1 date=2026-12-15'],
  ]);
  check('all of it, where an amount is asked for', amountAsked, [
    ['la totalité', 'set share=1/1'],
    ['le solde entier', 'set share=1/1'],
    ['je paie tout', 'set share=1/1'],
    ['tout le reste', 'set share=1/1'],
    ['everything', 'set share=1/1'],
    ['the rest', 'set share=1/1'],
    ['all of it', 'set share=1/1'],
    ['pay it in full', 'set share=1/1'],
    ['the full amount', 'set share=1/1'],
  ]);
  check('all of it, beside the day asked for', dateAsked, [
    ['je règle tout vendredi', 'set share=1/1', 'set date=2026-11-27'],
    ['vendredi', 'set date=2026-11-27'],
  ]);

  it('reads no "all of it" where it is denied or means something else', () => {
    for (const text of [
      'je ne peux pas tout payer vendredi',
      'je paie tout de suite',
      'pas du tout',
      'I cannot pay it all on friday',
      'everything is wrong',
    ])
      expect(JSON.stringify(understandLocally(text, account).commands), text).not.to.include('"numerator":1');
  });

  check('a date to give', account, [
    ['donner une date de paiement', 'start promise'],
    ['je veux donner une date', 'start promise'],
    ['donner une date pour le reste', 'start promise share=1/1'],
    ["I'd like to give a date", 'start promise'],
    ['choisir une date', 'start promise'],
  ]);

  check('days that do not exist, and the rest of what was said', account, [
    ['en 3 fois à partir du 29 février 2027', 'start plan count=3'],
    ['à partir du 29 février 2027', 'unclear'],
    ['je paie 50 € le 31 novembre', 'start promise money=5000EUR'],
    ['I will pay 50 on 30 february', 'start promise money=5000EUR'],
  ]);
  check('days that do not exist, where a plan is cut', cutAsked, [
    ['3 fois à partir du 29 février 2027', 'set count=3'],
    ['à partir du 29 février 2027', 'unclear'],
    ['en 2,5 fois', 'unclear'],
  ]);

  check('a first payment and what follows', account, [
    ['la moitié tout de suite et le reste le mois prochain', 'start plan share=1/2(now) count=1(rest)'],
    ['200 tout de suite et le reste en 3 fois', 'start plan money=20000EUR(now) count=3(rest)'],
    ["150 € d'acompte puis 3 fois", 'start plan money=15000EUR(first) count=3(rest)'],
    [
      'je verse un acompte de 100 € vendredi et le reste en 2 fois',
      'start plan money=10000EUR(first) date=2026-11-27 count=2(rest)',
    ],
    ['je paie 50 € maintenant et le reste le 15', 'start plan money=5000EUR(now) day=15 count=1(rest)'],
    ['half now and the rest next month', 'start plan share=1/2(now) count=1(rest)'],
    ['100 now and the rest in 3 instalments', 'start plan money=10000EUR(now) count=3(rest)'],
    ["j'ai versé un acompte de 100 € le 3 novembre", 'start paid money=10000EUR date=2026-11-03'],
  ]);
  check('a first payment, at the recap of a plan', planRecap, [
    ['un acompte de 150 €', 'correct money=15000EUR(first)'],
    ['150 € tout de suite', 'correct money=15000EUR(now)'],
    ['plutôt 100 € maintenant et le reste en 2 fois', 'correct money=10000EUR(now)', 'correct count=2(rest)'],
    ['plutôt 100 € par mois', 'correct money=10000EUR', 'correct frequency=month'],
  ]);

  const disputeRecap = situationWith({
    flow: 'dispute',
    invoiceNumbers: numbers,
    pending: { kinds: ['invoice', 'digits', 'money', 'reason', 'text'], yesNo: false, confirm: true, freeText: false },
  });
  check('the recap of a form that also takes words', disputeRecap, [
    ["pouvez-vous m'envoyer le relevé", 'start document text=statement'],
    ['plutôt 200 €', 'correct money=20000EUR'],
    ['non, la raison est la qualité', 'correct reason=quality'],
    ['oui mais pas ce montant', 'deny'],
  ]);

  check('an accountant with a list', account, [
    ['les factures 0088 et 0120 seront réglées par virement le 15 décembre', 'start promise date=2026-12-15'],
    ['virement prévu le 15 décembre pour la 0088', 'start promise date=2026-12-15 invoice=FA-2026-0088'],
    [
      'merci de nous adresser un duplicata des factures FA-2026-0088 et FA-2026-0120',
      'start document invoice=FA-2026-0088 invoice=FA-2026-0120',
    ],
    ['la facture 0088 a été réglée le 3 novembre', 'start paid invoice=FA-2026-0088 date=2026-11-03'],
  ]);
  check('who cannot pay everything, and who cannot pay', account, [
    [
      'je peu pas tout payer la, 100 tt de suite et le reste le mois prochain ca vous va ?',
      'start plan money=10000EUR(now) count=1(rest)',
    ],
    ['je ne peux pas payer', 'distress hardship', 'start plan'],
    ["i can't pay it all at once", 'start plan'],
  ]);

  check('payments on their way, and payments to come', account, [
    ['le chèque est parti ce matin', 'start paid date=2026-11-22'],
    ['le virement part demain', 'start promise date=2026-11-23'],
    ['je paie le 28', 'start promise date=2026-11-28'],
    ['je peux payer que 20 euros', 'start plan money=2000EUR'],
    ["c'est pas ma facture c'est celle de mon ex", 'start dispute'],
  ]);
  check('days said roughly', dateAsked, [
    ['pas avant le 10', 'set date=2026-12-10(from)'],
    ['vers le 15', 'set date=2026-12-15'],
    ['la semaine prochaine', 'start promise'], // no day: asked again, and no goodbye
    ['next month', 'start promise month=2026-12-01'],
    ['i will pay the rest end of month', 'set share=1/1', 'set date=2026-11-30'],
  ]);
  check('amounts said roughly', amountAsked, [
    ['100 ou 120', 'unclear'],
    ['pas plus de 60', 'set money=6000EUR'],
  ]);
  check('how a plan is cut, said roughly', cutAsked, [
    ['50 par semaine', 'set frequency=week', 'set money=5000EUR'],
    ['10 mois', 'set count=10'],
    ['sur 6 mois', 'set count=6'],
  ]);
  check('terms that do not suit', planRecap, [
    ["c'est trop", 'deny'],
    ['trop cher par mois', 'deny'],
    ['changer la date', 'deny'],
    ['changer la date pour le 5', 'correct date=2026-12-05'],
  ]);
  const asksMore = situationWith({
    flow: 'dispute',
    pending: { kinds: ['invoice', 'money', 'reason'], yesNo: false, confirm: false, freeText: true },
  });
  check('nothing to add', asksMore, [
    ["c'est tout", 'deny'],
    ['non c tout', 'deny'],
    ["that's all", 'deny'],
  ]);

  check('one word that may mean several things', account, [
    ['facture', 'unclear invoices dispute'],
    ['problème', 'unclear dispute plan'],
    ["j'ai un souci", 'unclear dispute plan'],
    ['paiement', 'unclear pay plan'],
    ['payer', 'unclear pay promise plan'],
    ['tout', 'unclear'],
    ['salut jai recu un sms de vous jcomprend pas', 'ask why-contacted'],
    ['Monsieur, je suis retraité, je ne comprends rien à votre courrier', 'ask why-contacted'],
  ]);

  it('takes a greeting for a language, and one word of thanks for none', () => {
    const found = ['hello', 'bonjour', 'thanks', 'merci'].map(
      (text) => understandLocally(text, text === 'bonjour' ? english : account).language,
    );
    expect(found).to.deep.equal(['en', 'fr', null, null]);
  });

  it('takes pieces of goods for a quantity only when they are counted', () => {
    expect(readReason('230 € de pieces')).to.equal(null);
    expect(readReason("il n'y avait que 3 pieces")).to.equal('quantity');
  });

  check('thumbs and ears, in French', account, [
    ['jpeu payé ke 50 par moi', 'start plan money=5000EUR frequency=month'],
    ['jpaye vendredi', 'start promise date=2026-11-27'],
    ['j regle tt vendredi', 'start promise share=1/1 date=2026-11-27'],
    ['jpx pas payer tt d1 coup', 'start plan'],
    ['g deja payer le 3', 'start paid date=2026-11-03'],
    ['ya une erreur sur la facture 0134', 'start dispute invoice=FA-2026-0134'],
    ['combien jdois', 'start balance'],
    ['cb jvous dois', 'start balance'],
    ['jvoudrai un echeansier', 'start plan'],
    ['pouvé vous menvoyer le rib', 'start pay'],
    ['jconteste la fature 0088', 'start dispute invoice=FA-2026-0088'],
    ['je veu parlé a qqn', 'human'],
    ['jai virer 184,50 hier', 'start paid money=18450EUR date=2026-11-21'],
    ['je pairai le 5 du moi prochain', 'start promise date=2026-12-05'],
    ['ds 15 jours je paie', 'start promise date=2026-12-07'],
    ['la facture est deja reglé', 'start paid'],
    ['envoyé moi la copie svp', 'start document'],
    ['jv payer en 4 foi', 'start plan count=4'],
    ['3x sans frai possible ?', 'start plan count=3'],
    ['je suis o chomage je peu pas payer', 'distress hardship', 'start plan'],
    ['stp arete de mecrire', 'stop'],
    ['pouvez vous me rapelé demain', 'human callback'],
    ['jai besoin dun delai', 'start plan'],
    ['c trop cher le devis disait 100', 'start dispute reason=price'],
  ]);
  check('thumbs and ears, in English', english, [
    ['how mch do i ow', 'start balance'],
    ['i alredy payd last tuesday', 'start paid date=2026-11-17'],
    ['can i pay in 3 instalmnts', 'start plan count=3'],
    ['cn i pay nxt friday', 'start promise date=2026-11-27'],
    ['wanna pay 50 a mth', 'start plan money=5000GBP frequency=month'],
    ['send me ur bank detials', 'start pay'],
    ['ive never recieved the goods', 'start dispute reason=not-received'],
    ['i cant pay rite now', 'distress hardship', 'start plan'],
    ['cld u call me bk', 'human callback'],
    ['il pay on the 15th', 'start promise date=2026-12-15'],
    ['i want 2 speak 2 sum1', 'human'],
    ['teh amount is wrng', 'start dispute reason=price'],
    ['can u send a coppy of the invoice', 'start document'],
    ['pay evrything friday', 'start promise share=1/1 date=2026-11-27'],
    ['wat do i owe u', 'start balance'],
    ['i hv a problem wiv invoice 0311', 'start dispute invoice=INV-2026-0311'],
    ['stop txting me', 'stop'],
    ['plz splt it in 4', 'start plan count=4'],
    ['i paid this alrdy check ur books', 'start paid'],
    ['u charged me twice', 'start dispute reason=duplicate'],
    ['the gud were brokn', 'start dispute reason=quality'],
    ['i ll settle it tomoro', 'start promise date=2026-11-23'],
    ['give me til monday', 'start promise date=2026-11-23(until)'],
  ]);

  it('respells what is respelled already to itself', () => {
    for (const text of ['jpeu payer tt d1 coup', 'g deja payer', 'i ll pay nxt wk', 'par moi'])
      expect(respell(respell(text))).to.equal(respell(text));
  });

  it('reads back every date as it is written to people', () => {
    const days = fc.integer({ min: 0, max: 1500 }).map((count): CivilDate => addDays(date('2026-11-23'), count));
    fc.assert(
      fc.property(days, fc.constantFrom(...languages), (day, language) => {
        const written = formatDate(day, language);
        const { commands } = understandLocally(written, { ...dateAsked, language });
        expect(commands, written).to.deep.equal([{ kind: 'set', value: { kind: 'date', date: day } }]);
      }),
      { numRuns: 150 },
    );
    expect(formatDate(date('2027-03-01'), 'fr')).to.equal('1er mars 2027');
    expect(formatDate(date('2027-03-11'), 'fr')).to.equal('11 mars 2027');
  });
});
