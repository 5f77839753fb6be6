import { expect } from 'chai';
import { type Command } from '../../domain/command.ts';
import { changedContact } from '../../understanding/contact-words.ts';
import { fold } from '../../understanding/fold.ts';
import { understandLocally } from '../../understanding/understand-locally.ts';
import { situationWith } from './situation.ts';

const changes: readonly (readonly [string, 'phone' | 'email' | 'any'])[] = [
  ['je change de numéro', 'phone'],
  ['j’ai changé de numéro de téléphone', 'phone'],
  ['mon numéro de portable a changé', 'phone'],
  ['mon téléphone n’est plus le même', 'phone'],
  ['c’est mon nouveau numéro : 06 39 98 09 01', 'phone'],
  ['je voudrais modifier mon numéro de téléphone svp', 'phone'],
  ['mettre à jour mon numéro', 'phone'],
  ['mon adresse mail a changé', 'email'],
  ['changer d’adresse e-mail', 'email'],
  ['nouvelle adresse email', 'email'],
  ['mon mail n’est plus valable', 'email'],
  ['modifier mes coordonnées', 'any'],
  ['new phone number', 'phone'],
  ['my phone number has changed', 'phone'],
  ['i changed my number', 'phone'],
  ['update my email', 'email'],
  ['i have a new email address', 'email'],
  ['my e-mail is no longer valid', 'email'],
  ['please update my contact details', 'any'],
];

const others = [
  'nouveau numéro de commande',
  'le numéro de facture a changé',
  'changer mon numéro de client',
  'i need a new invoice number',
  'the order number is wrong',
  'changer mes coordonnées bancaires',
  'update my bank details',
  'je veux acheter un nouveau téléphone',
  'envoyez la facture par mail',
  'mon numéro de client est LUM-1001',
  'quel est votre numéro de téléphone',
  'je voudrais changer la date',
  'une autre date',
  'send it by email please',
  'my new address is 12 Sample Street',
  'le numéro de siret n’est plus le bon',
];

const commands = (text: string, language: 'fr' | 'en' = 'fr'): readonly Command[] =>
  understandLocally(text, situationWith({ language })).commands;

describe('a change of contact details, in people’s words', () => {
  for (const [text, what] of changes) {
    it(`« ${text} » is one of ${what}`, () => {
      expect(changedContact(fold(text).replaceAll('’', "'"))).to.equal(what);
      const [command] = commands(text);
      expect(command).to.deep.include({ kind: 'start', flow: 'contact' });
    });
  }
  for (const text of others) {
    it(`« ${text} » is none`, () => {
      expect(changedContact(fold(text).replaceAll('’', "'"))).to.equal(null);
      for (const command of commands(text)) expect(command).not.to.deep.include({ flow: 'contact' });
    });
  }

  it('takes the new address along', () => {
    expect(commands('mon nouveau numéro est le 06 39 98 09 01')).to.deep.equal([
      {
        kind: 'start',
        flow: 'contact',
        values: [
          { kind: 'text', text: 'phone' },
          { kind: 'phone', phone: '+33639980901' },
        ],
      },
    ]);
    expect(commands('my new email is Robin@Example.org', 'en')).to.deep.equal([
      {
        kind: 'start',
        flow: 'contact',
        values: [
          { kind: 'text', text: 'email' },
          { kind: 'email', email: 'robin@example.org' },
        ],
      },
    ]);
  });
});
