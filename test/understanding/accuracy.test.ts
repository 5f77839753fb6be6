import { expect } from 'chai';
import { statSync } from 'node:fs';
import { understandLocally } from '../../understanding/understand-locally.ts';
import { readSeeds } from '../../understanding/train.ts';
import { situationWith } from './situation.ts';

/** Sentences nobody trained on, as customers write them, by what they ask for. */
const unseen: Readonly<Record<string, readonly string[]>> = {
  'start balance': [
    'pouvez vous me redire le montant que je vous dois svp',
    'jvoudrais savoir ou jen suis niveau paiement',
    'il me reste quelque chose à vous régler ou pas',
    'ca fait cb au total',
    "c'est quand la prochaine échéance svp",
    'remind me what i still owe please',
    'could u tell me how much is left on my account',
    "what's the full amount i have to pay",
    'by when should i have paid this',
  ],
  'start invoices': [
    'montrez moi toutes mes factures en retard',
    'lesquelles de mes factures ne sont pas payées',
    'can i see which bills are still unpaid',
    'list everything you billed me please',
  ],
  'start pay': [
    'je voudrais régler par virement, donnez moi votre iban',
    'comment je fais pour vous payer',
    'je paye tout maintenant',
    'where do i send the payment',
    "i'd like to clear my account now, how",
    'how do i pay this by card',
  ],
  'start promise': [
    'je vous règle ça vendredi sans faute',
    'virement prévu le 12 de notre côté',
    'je touche ma paie le 30 et je vous paie le 2',
    "i'll have the money on monday and will pay then",
    'expect 120 from me on the 15th',
    'we are going to settle this next tuesday',
  ],
  'start plan': [
    'vous pouvez me faire un paiement en quatre fois ?',
    'je peux pas tout sortir en une fois, on peut étaler ?',
    'je propose 80 euros par mois',
    '60 a month is all i can manage',
    'could we spread that over five months',
    'is it possible to pay in 2 parts',
  ],
  'start dispute': [
    'cette facture n’est pas correcte, on n’a jamais eu le matériel',
    'on nous a livré 8 cartons sur 10',
    'le tarif facturé n’est pas celui du devis',
    'la machine est arrivée cassée',
    'vous nous avez facturé deux fois la même chose',
    'we never ordered this',
    'your invoice is wrong, the vat should be zero',
    'the technician never showed up so i am not paying',
    'you billed us twice for the same job',
  ],
  'start paid': [
    'le virement est parti lundi dernier',
    'mais je l’ai déjà réglée cette facture',
    'vous avez encaissé mon chèque il y a dix jours',
    'our bank sent you the money last monday',
    'this one was settled two weeks ago',
    'i already sent you a cheque for that',
  ],
  'start document': [
    'vous pouvez me renvoyer la facture en pdf',
    "j'ai besoin d'un duplicata",
    'please email me a copy of the invoice',
    'i need a statement of my account in pdf',
  ],
  human: [
    'passez moi une vraie personne svp',
    'je veux discuter avec un conseiller',
    'can somebody call me please',
    'i need to talk to one of your colleagues',
    'put me through to a real person',
  ],
  cancel: ['laissez tomber', 'finalement je veux annuler', 'never mind, forget about it', 'cancel that please'],
  help: [
    'je sais pas quoi faire aidez moi',
    'vous pouvez faire quoi pour moi',
    'what can you help me with',
    'i need some help here',
  ],
  thanks: ['merci bien pour votre aide', 'thanks a lot for that'],
  greet: ['bonjour', 'hello there'],
  bye: ['au revoir et bonne journée', 'ok bye'],
  unclear: [
    'raconte moi une histoire drôle',
    'quel est le meilleur restaurant de lyon',
    'ma carte bleue est bloquée',
    'combien de jours dans une année',
    'tu connais des blagues',
    'comment faire une tarte aux pommes',
    'what time does the museum close',
    'how tall is mount everest',
    'my card got stolen yesterday',
    'can you book me a flight to madrid',
    'how do i open a savings account',
    'who painted the mona lisa',
  ],
};

function names(text: string): readonly string[] {
  return understandLocally(text, situationWith()).commands.map((command) =>
    command.kind === 'start' ? `start ${command.flow}` : command.kind,
  );
}

describe('the local engine', () => {
  const lines = Object.entries(unseen).flatMap(([wanted, texts]) => texts.map((text) => ({ wanted, text })));

  it('understands nine of ten sentences nobody trained on, and acts wrongly on almost none', () => {
    const seeds = new Set(readSeeds().map(({ text }) => text));
    expect(lines.filter(({ text }) => seeds.has(text) && text.length > 30)).to.deep.equal([]);
    const missed = lines.filter(({ wanted, text }) => !names(text).includes(wanted));
    const wrong = missed.filter(({ text }) => !names(text).every((name) => name === 'unclear'));
    const report = missed.map(({ wanted, text }) => `${wanted} < ${text} > ${names(text).join('+')}`).join('\n');
    expect(missed.length, report).to.be.at.most(lines.length / 10);
    expect(wrong.length, report).to.be.at.most(lines.length / 20);
  });

  it('keeps the same meaning under one typing slip', () => {
    const slips = lines
      .filter(({ wanted, text }) => wanted.startsWith('start') && text.length > 25)
      .map(({ wanted, text }) => ({ wanted, text: text.slice(0, 12) + text.slice(13) }));
    const kept = slips.filter(({ wanted, text }) => names(text).includes(wanted));
    expect(kept.length).to.be.at.least(slips.length * 0.8);
  });

  it('has weights of less than 1.5 MB', () => {
    expect(statSync(new URL('../../understanding/weights.bin', import.meta.url)).size).to.be.below(1_500_000);
  });

  it('knows at least sixty utterances of every main flow in each language', () => {
    const count = new Map<string, number>();
    for (const { label, language } of readSeeds())
      count.set(`${label} ${language}`, (count.get(`${label} ${language}`) ?? 0) + 1);
    for (const flow of ['balance', 'pay', 'promise', 'plan', 'dispute', 'paid', 'human', 'stop']) {
      for (const language of ['fr', 'en'])
        expect(count.get(`${flow} ${language}`), `${flow} ${language}`).to.be.at.least(60);
    }
  });

  it('says the language only on clear evidence', () => {
    const language = (text: string): string | null => understandLocally(text, situationWith()).language;
    expect(language('I would like to pay my invoice next week please')).to.equal('en');
    expect(language('je voudrais payer ma facture la semaine prochaine')).to.equal('fr');
    expect(['balance please', 'mon solde', 'my invoices'].map(language)).to.deep.equal(['en', 'fr', 'en']);
    for (const text of ['ok', '50', 'pay', 'LUM-1001', 'stop']) expect(language(text), text).to.equal(null);
  });
});
