import { expect } from 'chai';

import { type DialogState } from '../../dialogs/state.ts';
import { date } from '../../domain/civil-date.ts';
import { type Command, type SlotValue } from '../../domain/command.ts';
import { money } from '../../domain/money.ts';
import { nothing, type Outcome, refuse } from '../../domain/outcome.ts';
import { type Request } from '../../domain/request.ts';
import { recapDigits, termsHash } from '../../domain/terms-hash.ts';
import { consumer } from './support/account.ts';
import { Journey, sha256 } from './support/journey.ts';
import { sampleDialogs } from './support/sample-forms.ts';

const fifty: SlotValue = { kind: 'money', money: money(5000, 'EUR') };
const friday: SlotValue = { kind: 'date', date: date('2026-11-27') };
const set = (value: SlotValue): Command => ({ kind: 'set', value });
const digits = (code: string): Command => set({ kind: 'digits', digits: code });
const start: Command = { kind: 'start', flow: 'promise', values: [fifty, friday] };

function done(request: Request): Outcome {
  if (request.kind === 'send-code') return { ...nothing, result: { kind: 'code-sent', mask: null } };
  if (request.kind !== 'act') return nothing;
  const { terms } = request.act as Extract<typeof request.act, { kind: 'promise' }>;
  const { debtorId, lines, amount, due } = terms;
  return {
    ...nothing,
    facts: [{ kind: 'promise-made', id: 'p1', debtorId, lines, amount, due, madeOn: due, supersedes: [] }],
    result: { kind: 'done', id: 'p1', file: null },
  };
}

function on(channel: 'web' | 'sms', rules: (request: Request) => Outcome = done): Journey {
  return new Journey({ identified: true, dialogs: sampleDialogs, channel, rules });
}

function kinds(journey: Journey): readonly string[] {
  return journey.requests.map(({ kind }) => kind);
}

describe('a binding act on the web', () => {
  it('needs the button of its recap and a code sent for exactly its terms', () => {
    const journey = on('web')
      .says(start)
      .hears(/Récapitulatif : 50,00 €/, /\[Je confirme\]/)
      .picks(/Je confirme/);
    journey
      .hears(/Un code est parti, par SMS au •• 01/, /confirmer exactement ce récapitulatif/)
      .says(digits('123456'));
    journey.hears(/C’est convenu/);
    const [code, act] = journey.requests;
    expect(code).to.include({ kind: 'send-code', maskId: 'point-sms', purpose: 'confirm' });
    expect(act?.kind === 'act' && act.confirmation).to.deep.equal({
      how: 'code',
      hash: code?.kind === 'send-code' ? code.hash : null,
      digits: '123456',
    });
  });

  it('lets the person choose an address when there are several, and another one afterwards', () => {
    const [sms] = consumer().points;
    const points = [sms!, { ...sms!, id: 'point-mail', channel: 'email' as const, address: 'lum1001@example.org' }];
    const account = consumer({ points });
    const journey = new Journey({ identified: true, account, dialogs: sampleDialogs, rules: done });
    journey
      .says(start)
      .picks(/Je confirme/)
      .hears(/Par SMS au •• 01/, /Par e-mail à l•••/)
      .picks(/e-mail/);
    journey
      .hears(/par e-mail/)
      .picks(/autre adresse/)
      .hears(/Où souhaitez-vous/)
      .picks(/SMS/)
      .hears(/par SMS/);
    expect(journey.requests.map((request) => request.kind === 'send-code' && request.maskId)).to.deep.equal([
      'point-mail',
      'point-sms',
    ]);
    journey.picks(/Renvoyer/);
    expect(kinds(journey)).to.deep.equal(['send-code', 'send-code', 'send-code']);
  });

  it('offers a person when there is no address a code may go to', () => {
    const points = consumer().points.map((point) => ({ ...point, optedOut: true }));
    const journey = new Journey({
      identified: true,
      account: consumer({ points }),
      dialogs: sampleDialogs,
      rules: done,
    });
    journey
      .says(start)
      .picks(/Je confirme/)
      .hears(/rien n’est encore enregistré/, /Parler à une personne/);
    expect(journey.requests).to.deep.equal([]);
  });

  it('lets wrong digits be typed again, and stops when there were too many', () => {
    let refusal: 'code-wrong' | 'code-too-many' = 'code-wrong';
    const journey = on('web', (request) => (request.kind === 'act' ? refuse(refusal) : done(request)));
    journey
      .says(start)
      .picks(/Je confirme/)
      .says(digits('000000'))
      .hears(/pas le bon code/, /6 chiffres/);
    refusal = 'code-too-many';
    journey.says(digits('000001')).hears(/Trop de codes/, /Parler à une personne/);
  });

  it('is forgotten with its code when something of it is corrected', () => {
    const journey = on('web')
      .says(start)
      .picks(/Je confirme/);
    journey
      .says({ kind: 'correct', value: { kind: 'money', money: money(6000, 'EUR') } })
      .hears(/Récapitulatif : 60,00 €/);
    journey.says(digits('123456'));
    expect(kinds(journey)).to.deep.equal(['send-code']);
  });

  it('goes on waiting for its code after something else was asked', () => {
    const journey = on('web')
      .says(start)
      .picks(/Je confirme/)
      .says({ kind: 'start', flow: 'balance', values: [] });
    journey
      .hears(/Il reste 276,80/, /Reprenons/, /6 chiffres/)
      .says(digits('123456'))
      .hears(/C’est convenu/);
  });

  it('takes the typed words for the button', () => {
    const journey = on('web').says(start).says({ kind: 'confirm', code: null });
    expect(kinds(journey)).to.deep.equal(['send-code']);
  });
});

describe('a binding act on a phone channel', () => {
  it('needs the typed words with the four digits of the last recap', () => {
    const journey = on('sms').says(start);
    const shown = /JE CONFIRME (\d{4})/.exec(journey.heard)?.[1] ?? '';
    const wrong = String((Number(shown) + 1) % 10_000).padStart(4, '0');
    journey
      .says({ kind: 'confirm', code: null })
      .hears(/Il manque les quatre chiffres/, new RegExp(`JE CONFIRME ${shown}`));
    journey.says({ kind: 'confirm', code: wrong }).hears(/ne correspondent pas/, /Récapitulatif/);
    expect(journey.requests).to.deep.equal([]);
    journey.says({ kind: 'confirm', code: shown }).hears(/C’est convenu/);
    const [act] = journey.requests;
    const confirmation = act?.kind === 'act' ? act.confirmation : null;
    expect(confirmation).to.deep.include({ how: 'words', digits: shown });
    expect(act?.kind === 'act' && termsHash(act.act, sha256)).to.equal(confirmation?.hash);
    expect(recapDigits(confirmation?.hash ?? '')).to.equal(shown);
  });

  it('asks who is speaking again when the proof is too old, and shows the recap again', () => {
    let old = true;
    const journey = on('sms', (request) => {
      if (request.kind === 'identify') old = false;
      if (request.kind === 'identify') return { ...nothing, result: { kind: 'identified', debtorId: 'debtor-1001' } };
      return old ? refuse('identity-expired') : done(request);
    });
    journey.says(start);
    const shown = /JE CONFIRME (\d{4})/.exec(journey.heard)?.[1] ?? '';
    journey.says({ kind: 'confirm', code: shown }).hears(/vérification est à refaire/, /numéro de client/);
    journey.says(set({ kind: 'reference', reference: 'LUM-1001' }));
    journey.says(set({ kind: 'date', date: date('1988-04-12') })).hears(/Récapitulatif : 50,00 €/);
    journey.says({ kind: 'confirm', code: shown }).hears(/C’est convenu/);
  });
});

describe('consent', () => {
  it('is never a yes, thanks, or words that were not understood', () => {
    for (const channel of ['web', 'sms'] as const) {
      for (const kind of ['affirm', 'thanks', 'greet', 'skip'] as const) {
        const journey = on(channel).says(start).says({ kind });
        journey.hears(channel === 'web' ? /Récapitulatif : 50,00 €/ : /JE CONFIRME \d{4}/);
        expect(journey.requests).to.deep.equal([]);
      }
      const journey = on(channel).says(start).says({ kind: 'unclear', candidates: [] });
      expect(journey.requests).to.deep.equal([]);
    }
  });

  it('is not given twice by the same button', () => {
    const journey = on('web').says(start);
    const [confirm] = journey.options;
    journey
      .picks(/Je confirme/)
      .says({ kind: 'choose', option: confirm?.id ?? '' })
      .hears(/déjà été traité/);
    expect(kinds(journey)).to.deep.equal(['send-code']);
    journey
      .says(digits('123456'))
      .says({ kind: 'choose', option: confirm?.id ?? '' })
      .hears(/déjà été traité/);
    expect(kinds(journey)).to.deep.equal(['send-code', 'act']);
  });

  it('is asked again when the account changed since the recap', () => {
    const journey = on('web', (request) => (request.kind === 'act' ? refuse('terms-changed') : done(request)));
    journey
      .says(start)
      .picks(/Je confirme/)
      .says(digits('123456'));
    journey.hears(/Votre compte a changé entre-temps/, /Récapitulatif : 50,00 €/, /\[Je confirme\]/);
  });

  it('to what protects the person needs a button alone, on a phone too', () => {
    for (const channel of ['web', 'sms'] as const) {
      const journey = on(channel)
        .says({ kind: 'start', flow: 'dispute', values: [fifty] })
        .picks(/Je confirme/);
      expect(journey.requests.map((of) => of.kind === 'act' && of.confirmation.how)).to.deep.equal(['button']);
    }
    const typed = on('sms')
      .says({ kind: 'start', flow: 'dispute', values: [fifty] })
      .says({ kind: 'confirm', code: null });
    expect(kinds(typed)).to.deep.equal(['act']);
  });

  it('that is denied asks what must change', () => {
    const journey = on('web')
      .says(start)
      .says({ kind: 'deny' })
      .hears(/rien n’est enregistré/, /\[Corriger : date\]/);
    journey.picks(/Corriger : date/);
    expect(journey.keys).to.deep.equal(['sample.date']);
    journey.says(set(friday)).hears(/Récapitulatif : 50,00 €/);
  });

  it('after thirty days of silence starts with the recap again', () => {
    const journey = on('sms').says(start);
    const shown = /JE CONFIRME (\d{4})/.exec(journey.heard)?.[1] ?? '';
    journey.waits(30 * 86_400_000).says({ kind: 'confirm', code: shown });
    journey.hears(/Nous parlions de ceci : une date de paiement/, /Récapitulatif/);
    expect(journey.requests).to.deep.equal([]);
  });
});

describe('what was agreed', () => {
  it('can be taken back, after a question', () => {
    const journey = on('web')
      .says(start)
      .picks(/Je confirme/)
      .says(digits('123456'))
      .says({ kind: 'undo' });
    journey
      .hears(/Souhaitez-vous retirer une date de paiement/)
      .says({ kind: 'deny' })
      .hears(/rien n’est changé/);
    journey
      .says({ kind: 'undo' })
      .says({ kind: 'affirm' })
      .hears(/c’est retiré/);
    expect(journey.requests.at(-1)).to.deep.equal({ kind: 'undo', what: 'promise', id: 'p1' });
  });

  it('is sent to a person when the rules say so, and that is said', () => {
    const review: Outcome = { ...nothing, result: { kind: 'review', taskId: 't1', why: 'policy' } };
    const journey = new Journey({
      identified: true,
      dialogs: sampleDialogs,
      rules: (request) => (request.kind === 'check' ? review : done(request)),
    });
    journey.says({ kind: 'start', flow: 'paid', values: [friday] }).hears(/Une personne va étudier votre demande/);
    expect((journey.state as DialogState).frames).to.deep.equal([]);
  });

  it('waits for one more word when this message was used to prove who is speaking', () => {
    const journey = new Journey({ dialogs: sampleDialogs });
    journey.says({ kind: 'start', flow: 'paid', values: [friday, { kind: 'reference', reference: 'LUM-1001' }] });
    journey.says({ kind: 'skip' }).picks(/SMS/).says(digits('123456'));
    journey
      .hears(/c’est bien vous/, /Je m’en occupe \?/)
      .says({ kind: 'affirm' })
      .hears(/C’est enregistré/);
    expect(kinds(journey)).to.deep.equal(['identify', 'send-code', 'check-code', 'check']);
  });
});
