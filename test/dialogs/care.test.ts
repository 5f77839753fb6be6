import { expect } from 'chai';

import { type DialogState } from '../../dialogs/state.ts';
import { date } from '../../domain/civil-date.ts';
import { type Command, distressKinds, faqs, type SlotValue } from '../../domain/command.ts';
import { languages } from '../../domain/language.ts';
import { money } from '../../domain/money.ts';
import { nothing } from '../../domain/outcome.ts';
import { consumer } from './support/account.ts';
import { Journey } from './support/journey.ts';
import { sampleDialogs } from './support/sample-forms.ts';

const reference: SlotValue = { kind: 'reference', reference: 'LUM-1001' };
const set = (value: SlotValue): Command => ({ kind: 'set', value });

function stateOf(journey: Journey): DialogState {
  return journey.state as DialogState;
}

describe('the first words', () => {
  it('say that an automated assistant of the creditor speaks and how to reach a person, once', () => {
    const journey = new Journey().says({ kind: 'greet' });
    journey.hears(/^Bonjour, je suis l’assistant automatique du service client de Lumio Équipement/, /« conseiller »/);
    journey.says({ kind: 'greet' }).doesNotHear(/assistant automatique/);
  });

  it('come with what can be done when a chat is only opened', () => {
    for (const language of languages) {
      const journey = new Journey({ language }).says();
      expect(journey.keys).to.deep.equal(['engine.hello', 'engine.menu']);
      expect(journey.options).to.have.length(5);
    }
  });
});

describe('words that call for care', () => {
  it('come before anything else in the message, with one request', () => {
    for (const of of distressKinds) {
      const journey = new Journey().says({ kind: 'start', flow: 'pay', values: [] }, { kind: 'distress', of });
      expect(journey.requests).to.deep.equal([{ kind: 'distress', of }]);
      expect(journey.keys[0]).to.equal('engine.hello');
      expect(journey.keys[1]).to.match(/^care\./);
    }
  });

  it('give the emergency numbers of each language', () => {
    new Journey().says({ kind: 'distress', of: 'self-harm' }).hears(/3114/, /112/);
    new Journey({ language: 'en' }).says({ kind: 'distress', of: 'self-harm' }).hears(/116 123/, /999/);
  });

  it('end what was going on, whoever speaks', () => {
    const speakers: readonly Command[] = [
      { kind: 'wrong-person' },
      { kind: 'deceased' },
      { kind: 'third-party', who: 'relative' },
      { kind: 'third-party', who: 'representative' },
      { kind: 'third-party', who: 'authority' },
      { kind: 'third-party', who: 'other' },
    ];
    for (const command of speakers) {
      const journey = new Journey({ identified: true, dialogs: sampleDialogs });
      journey.says({ kind: 'start', flow: 'promise', values: [] }).says(command);
      expect(stateOf(journey)).to.deep.include({ frames: [], pending: null, queue: [], proof: null });
      journey.doesNotHear(/\d+,\d\d|FA-\d|Camille/);
    }
  });

  it('propose a plan to someone who cannot pay', () => {
    new Journey({ identified: true }).says({ kind: 'distress', of: 'hardship' }).hears(/\[Payer en plusieurs fois\]/);
  });

  it('say on the web how STOP reaches a phone', () => {
    new Journey({ rules: () => nothing }).says({ kind: 'stop' }).hears(/répondez STOP depuis le téléphone/);
    new Journey().says({ kind: 'resume' }).hears(/vous recevrez à nouveau nos messages/);
  });

  it('need no identity, nor does a general question or a person', () => {
    for (const faq of faqs) {
      const journey = new Journey().says({ kind: 'ask', faq });
      const asked = faq === 'why-contacted' ? ['identify.reference'] : []; // the whole answer is for whom it is about
      expect(journey.keys).to.deep.equal(['engine.hello', `faq.${faq}`, ...asked]);
    }
    const journey = new Journey().says({ kind: 'human', callback: true }).hears(/Quand souhaitez-vous être rappelé/);
    journey.text = 'demain matin au 0639980001';
    journey.says({ kind: 'unclear', candidates: [] }).hears(/demain matin au 0639980001/);
    expect(journey.requests).to.deep.equal([
      { kind: 'human', reason: 'callback', callback: 'demain matin au 0639980001', note: null },
    ]);
  });
});

describe('identity', () => {
  it('is worded alike for a known and an unknown reference', () => {
    const heard = ['LUM-1001', 'LUM-9999'].map((of) => {
      const journey = new Journey().says({
        kind: 'start',
        flow: 'balance',
        values: [{ kind: 'reference', reference: of }],
      });
      const said = [journey.heard];
      journey.says(set({ kind: 'money', money: money(100, 'EUR') }));
      said.push(journey.heard);
      journey.picks(/SMS/);
      return [...said, journey.heard].join('\n');
    });
    expect(heard[0]).to.equal(heard[1]);
  });

  it('takes a customer number with an invoice and its amount', () => {
    const journey = new Journey({ channel: 'sms' }).says({ kind: 'start', flow: 'balance', values: [reference] });
    journey.says(set({ kind: 'invoice', number: 'FA-2026-0088' }), set({ kind: 'money', money: money(118000, 'EUR') }));
    expect(journey.requests).to.deep.equal([
      {
        kind: 'identify',
        reference: 'LUM-1001',
        factors: [
          { kind: 'money', money: money(118000, 'EUR') },
          { kind: 'invoice', number: 'FA-2026-0088' },
        ],
      },
    ]);
  });

  it('refuses dates nobody was born on', () => {
    for (const day of ['2026-11-24', '2030-01-01', '1800-01-01']) {
      const journey = new Journey().says({ kind: 'start', flow: 'balance', values: [reference] });
      journey.says(set({ kind: 'date', date: date(day) })).hears(/Cette date n’est pas possible/);
      expect(journey.requests).to.deep.equal([]);
    }
  });

  it('starts again with another reference while a code is awaited', () => {
    const journey = new Journey().says({ kind: 'start', flow: 'balance', values: [reference] });
    journey.says({ kind: 'skip' }).picks(/SMS/);
    journey.says(set({ kind: 'reference', reference: 'LUM-1002' })).hears(/date de naissance/);
    expect(stateOf(journey).proof).to.equal(null);
  });

  it('that fails can be tried again, or a person asked for', () => {
    const journey = new Journey({ channel: 'sms', rules: () => ({ ...nothing, refusal: 'not-identified' }) });
    journey.says({ kind: 'start', flow: 'balance', values: [reference] });
    journey.says(set({ kind: 'date', date: date('1988-04-12') })).hears(/réessayer/, /numéro de client/, /personne/);
  });

  it('that is locked ends without a loop', () => {
    const journey = new Journey({ rules: () => ({ ...nothing, refusal: 'identity-locked' }) });
    journey.says({ kind: 'start', flow: 'balance', values: [reference] }).says({ kind: 'skip' });
    journey.hears(/bloquée pour le moment/, /Parler à une personne/).doesNotHear(/numéro de client/);
  });

  it('that was cancelled cancels what it was needed for', () => {
    const journey = new Journey({ dialogs: sampleDialogs }).says({ kind: 'start', flow: 'plan', values: [] });
    journey.says({ kind: 'cancel' }).hears(/Aucun échéancier n’a été enregistré/);
    expect(stateOf(journey).frames).to.deep.equal([]);
  });

  it('that ran out is proved again, and the form goes on where it was', () => {
    const journey = new Journey({ identified: true, dialogs: sampleDialogs, channel: 'sms' });
    journey.says({ kind: 'start', flow: 'plan', values: [{ kind: 'count', count: 3 }] }).forgets();
    journey
      .says(set({ kind: 'date', date: date('2026-11-28') }))
      .hears(/numéro de client/)
      .doesNotHear(/Quel first/);
    journey.says(set(reference)).says(set({ kind: 'date', date: date('1988-04-12') }));
    expect(stateOf(journey).frames[0]?.slots).to.have.keys('count', 'first');
  });
});

describe('the language', () => {
  it('is the one first written, whatever the account says, until the person says otherwise', () => {
    const journey = new Journey({ channel: 'sms' }).saysIn('en', {
      kind: 'start',
      flow: 'balance',
      values: [reference],
    });
    journey.hears(/I am the automated assistant/);
    journey.says(set({ kind: 'date', date: date('1988-04-12') })).hears(/Thank you/, /left to pay/);
    journey.says({ kind: 'language', to: 'fr' }).hears(/Nous continuons en français/, /à régler/);
  });

  it('is the account’s when nothing was written that tells', () => {
    const journey = new Journey({ channel: 'sms' });
    journey.says({ kind: 'start', flow: 'balance', values: [reference] });
    journey.says(set({ kind: 'date', date: date('1988-04-12') })).hears(/Merci, c’est bien vous/);
  });

  it('of the page is kept, whatever the account says, once something is written in it', () => {
    const journey = new Journey().saysIn('en', { kind: 'greet' });
    journey.saysIn('en', { kind: 'start', flow: 'balance', values: [reference] });
    journey.says(set({ kind: 'date', date: date('1988-04-12') })).picks(/m1/);
    journey.says(set({ kind: 'digits', digits: '123456' })).hears(/Thank you/, /left to pay/);
  });

  it('of the first words is that of the writer, and both while nothing tells which', () => {
    const start = { kind: 'start', flow: 'balance', values: [] } as const;
    new Journey({ channel: 'sms' }).says(start).hears(/assistant automatique/, /automated assistant/);
    new Journey({ channel: 'sms' }).saysIn('fr', start).doesNotHear(/automated assistant/);
    new Journey({ channel: 'sms' }).saysIn('en', start).doesNotHear(/assistant automatique/);
    const opened = new Journey().saysIn('fr', { kind: 'greet' }).doesNotHear(/automated assistant/);
    opened.saysIn('en', start).hears(/automated assistant/, /customer or invoice number/);
    opened.saysIn('en', start).doesNotHear(/automated assistant/);
  });

  it('asked for outranks the account', () => {
    const journey = new Journey({ channel: 'sms' }).says({ kind: 'language', to: 'en' });
    journey.says({ kind: 'start', flow: 'balance', values: [reference] });
    journey.says(set({ kind: 'date', date: date('1988-04-12') })).hears(/Thank you/, /left to pay/);
  });

  it('is offered, not changed, at the second message in another one', () => {
    const journey = new Journey({ identified: true }).says({ kind: 'greet' });
    journey.saysIn('en', { kind: 'thanks' }).doesNotHear(/English/);
    journey.saysIn('en', { kind: 'thanks' }).hears(/To continue in English, write “English”/, /Avec plaisir/);
    journey.saysIn('en', { kind: 'thanks' }).doesNotHear(/English/);
  });
});

describe('a stored conversation', () => {
  it('of another version starts again politely, greeted and in its language', () => {
    const journey = new Journey({ identified: true, account: consumer() }).says({ kind: 'language', to: 'en' });
    journey.state = { ...stateOf(journey), version: 0 };
    journey
      .says({ kind: 'affirm' })
      .hears(/just been updated/)
      .doesNotHear(/automated assistant/);
    expect(stateOf(journey).frames).to.deep.equal([]);
  });

  it('with a form of another version drops that form alone', () => {
    const journey = new Journey({ identified: true, dialogs: sampleDialogs });
    journey.says({ kind: 'start', flow: 'plan', values: [] });
    const [frame] = stateOf(journey).frames;
    journey.state = { ...stateOf(journey), frames: [{ ...frame, version: 99 }] };
    journey.says({ kind: 'greet' }).hears(/Notre service vient d’être mis à jour/);
    journey.says({ kind: 'greet' }).doesNotHear(/mis à jour/);
  });

  it('that is not one at all is a new conversation', () => {
    for (const state of [null, undefined, 'x', 3, [], [1]]) {
      const journey = new Journey();
      journey.state = state;
      journey.says({ kind: 'greet' }).hears(/assistant automatique/);
    }
    for (const state of [
      {},
      { version: 1 },
      { version: 1, frames: 'x', language: { value: 'de', from: 'explicit' } },
    ]) {
      const journey = new Journey();
      journey.state = state;
      journey.says({ kind: 'greet' }).hears(/mis à jour/);
    }
  });
});

describe('a date in a year nobody means', () => {
  it('is refused before any form sees it', () => {
    for (const day of ['9999-12-31', '0001-01-01', '2100-01-01']) {
      const journey = new Journey({ identified: true, dialogs: sampleDialogs });
      journey.says({ kind: 'start', flow: 'promise', values: [{ kind: 'date', date: date(day) }] });
      journey.hears(/Cette date n’est pas possible/);
      expect(stateOf(journey).frames[0]?.slots).to.deep.equal({});
    }
  });
});
