import { expect } from 'chai';
import { oneMessage } from '../../channels/text/one-message.ts';
import { renderSms } from '../../channels/text/render-sms.ts';
import { type Channel } from '../../domain/channel.ts';
import { consumer } from './support/account.ts';
import { consumerPolicy as policy } from './support/policy.ts';
import { english } from './support/company.ts';
import { Spoken } from './support/spoken.ts';

const whole = /En confirmant, vous reconnaissez/;

function asked(channel: Channel = 'sms'): Spoken {
  return new Spoken({ account: consumer(), policy, channel }).says('je veux payer en 3 fois');
}

function digitsIn(spoken: Spoken): string {
  return /(?:JE CONFIRME|I CONFIRM) (\d{4})/.exec(spoken.heard)?.[1] ?? '';
}

/** What the turn costs as a text message. */
function segments(spoken: Spoken): number {
  const [message] = oneMessage(spoken.messages);
  if (message === undefined) expect.fail('nothing was said');
  return renderSms(message, { linksOf: () => [], chatUrl: 'https://solde.example/chat/lumio', answerable: true })
    .segments;
}

describe('terms on a telephone', () => {
  it('are shown whole once, and then called to mind with the same digits', () => {
    const spoken = asked();
    const digits = digitsIn(spoken);
    expect(spoken.heard).to.match(whole);
    expect(segments(spoken)).to.be.greaterThan(4);
    for (const words of [
      'oui',
      'je confirme',
      'bof bof trucmuche',
      'et si je rate un paiement ?',
      'aide',
      'ok merci',
    ]) {
      spoken.says(words).doesNotHear(whole);
      expect(digitsIn(spoken), words).to.equal(digits);
      expect(segments(spoken), words).to.be.at.most(3);
    }
    spoken.says(`JE CONFIRME ${digits}`).hears('C’est convenu');
  });

  it('are shown again when that is asked for', () => {
    for (const words of ['termes', 'TERMES', 'revoir les termes', 'répétez', 'je n’ai pas compris', 'récapitulatif']) {
      const spoken = asked().says('oui').says(words);
      expect(spoken.heard, words).to.match(whole);
      spoken.says('oui').doesNotHear(whole);
    }
    const inEnglish = new Spoken({ account: english(), policy, channel: 'sms' }).says(
      'I will pay everything on Friday',
    );
    const digits = digitsIn(inEnglish);
    inEnglish.says('yes').hears(`I CONFIRM ${digits}. To see the terms again: TERMS`).doesNotHear(/£310/);
    inEnglish.says('terms').hears('£310.00', `I CONFIRM ${digits}`);
  });

  it('are shown again when they changed, with other digits', () => {
    const spoken = asked();
    const digits = digitsIn(spoken);
    spoken.says('oui').says('plutôt 4 fois').hears('276,80 € en 4 fois');
    expect(spoken.heard).to.match(whole);
    expect(digitsIn(spoken)).not.to.equal(digits);
    const later = digitsIn(spoken);
    // The digits of other terms: they are shown once more, because whoever typed these may not have read them.
    spoken.says(`JE CONFIRME ${digits}`).hears('ne correspondent pas', '276,80 € en 4 fois');
    expect(digitsIn(spoken)).to.equal(later);
    expect(spoken.facts).to.deep.equal([]);
  });

  it('are shown again in another language, and for another plan after that one was left', () => {
    asked().says('oui').says('in english please').hears('By confirming');
    expect(asked().says('oui').says('annuler').says('je veux payer en 3 fois').heard).to.match(whole);
  });

  it('are shown whole every time on the web, where a message costs nothing', () => {
    expect(asked('web').says('oui').heard).to.match(whole);
  });
});
