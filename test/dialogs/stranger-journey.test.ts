import { expect } from 'chai';
import { understandLocally } from '../../understanding/understand-locally.ts';
import { calendar } from './support/account.ts';
import { Journey } from './support/journey.ts';

/** Says words as they were typed to somebody who is not identified yet. */
function says(journey: Journey, text: string): Journey {
  const { commands } = understandLocally(text, {
    ...{ ...journey.place, language: 'fr', today: calendar.today, currency: 'EUR', invoiceNumbers: [] },
  });
  return journey.says(...commands);
}

const stranger = (): Journey => new Journey({ channel: 'sms' });

describe('somebody who got a message and is not known yet', () => {
  for (const words of ['bjr c koi ce mesage que jai recu', 'pourquoi vous mavez ecrit ??', 'c’est quoi ce SMS ?'])
    it(`is told in general, and asked who they are: « ${words} »`, () => {
      says(stranger(), words).hears(/personnes qui ont un compte/, /numéro de client ou de facture/);
    });

  it('gives their number with a space, and is asked for a proof', () => {
    says(says(stranger(), 'c koi ce message'), 'LUM 1001').doesNotHear(/pas sûr d’avoir compris/);
  });

  for (const words of ['jpeu payé en 3 foi a partir du 28 ?', 'en 3 fois à partir du 28'])
    it(`may say how they would pay first, which is no proof and is kept: « ${words} »`, () => {
      const talk = says(says(stranger(), 'c koi ce message'), words);
      talk.doesNotHear(/date n’est pas possible/).hears(/numéro de client ou de facture/);
      const plan = (talk.state as { frames: { flow: string; held: unknown[] }[] }).frames.find(
        ({ flow }) => flow === 'plan',
      );
      expect(JSON.stringify(plan?.held)).to.contain('2026-11-28');
    });
});
