import { expect } from 'chai';

import { type DialogState } from '../../dialogs/state.ts';
import { date } from '../../domain/civil-date.ts';
import { type Command, type SlotValue } from '../../domain/command.ts';
import { money } from '../../domain/money.ts';
import { Journey } from './support/journey.ts';
import { sampleDialogs } from './support/sample-forms.ts';

const fifty: SlotValue = { kind: 'money', money: money(5000, 'EUR') };
const sixty: SlotValue = { kind: 'money', money: money(6000, 'EUR') };
const friday: SlotValue = { kind: 'date', date: date('2026-11-27') };
const set = (value: SlotValue): Command => ({ kind: 'set', value });

function known(): Journey {
  return new Journey({ identified: true, dialogs: sampleDialogs });
}

function stateOf(journey: Journey): DialogState {
  return journey.state as DialogState;
}

describe('a form', () => {
  it('is filled by several values said at once', () => {
    known()
      .says({ kind: 'start', flow: 'promise', values: [friday, fifty] })
      .hears(/Récapitulatif : 50,00 €/);
  });

  it('takes a value for a later question before its own is answered', () => {
    const journey = known().says({ kind: 'start', flow: 'promise', values: [] }).says(set(friday));
    expect(journey.keys).to.deep.equal(['sample.amount']);
    journey.says(set(fifty)).hears(/Récapitulatif : 50,00 €/);
  });

  it('is corrected after its recap, which is shown again', () => {
    known()
      .says({ kind: 'start', flow: 'promise', values: [friday, fifty] })
      .says({ kind: 'correct', value: sixty })
      .hears(/Récapitulatif : 60,00 €/);
  });

  it('takes the new value of "not 50 but 60", whichever comes first', () => {
    for (const values of [
      [{ ...fifty, role: 'old' as const }, sixty],
      [sixty, { ...fifty, role: 'old' as const }],
    ]) {
      const journey = known().says({ kind: 'start', flow: 'promise', values: [fifty] });
      journey.says(...values.map((value): Command => ({ kind: 'correct', value }))).says(set(friday));
      journey.hears(/Récapitulatif : 60,00 €/);
    }
  });

  it('says so when a change makes it ask again what depended on it', () => {
    const journey = known().says({ kind: 'start', flow: 'plan', values: [{ kind: 'count', count: 3 }, friday] });
    expect(journey.keys).to.include('sample.note');
    journey.says({ kind: 'correct', value: { kind: 'count', count: 4 } });
    expect(journey.keys).to.deep.equal(['engine.changed', 'sample.first']);
  });

  it('says what would do when a value is refused, and asks again', () => {
    const journey = known().says({ kind: 'start', flow: 'promise', values: [] });
    journey.says(set({ kind: 'money', money: money(0, 'EUR') }));
    expect(journey.keys).to.deep.equal(['sample.refused', 'sample.amount']);
  });

  it('takes whole sentences where it asked for words', () => {
    const journey = known().says({ kind: 'start', flow: 'plan', values: [{ kind: 'count', count: 3 }, friday] });
    journey.text = 'je suis payé le 28';
    journey.says({ kind: 'unclear', candidates: ['balance'] }).hears(/Récapitulatif/);
    expect(stateOf(journey).frames[0]?.slots['note']).to.deep.equal({ kind: 'text', text: 'je suis payé le 28' });
  });

  it('goes on without an optional answer, and explains a needed one', () => {
    known()
      .says({ kind: 'start', flow: 'plan', values: [{ kind: 'count', count: 3 }] })
      .says({ kind: 'skip' })
      .hears(/Sans cette information/, /Parler à une personne/)
      .says(set(friday), { kind: 'skip' })
      .says({ kind: 'skip' })
      .hears(/Récapitulatif/);
  });

  it('keeps values said before identity is proved, and uses them afterwards', () => {
    new Journey({ dialogs: sampleDialogs, channel: 'sms' })
      .says({ kind: 'start', flow: 'promise', values: [fifty] })
      .hears(/numéro de client/)
      .says(set({ kind: 'reference', reference: 'LUM-1001' }))
      .says(set({ kind: 'date', date: date('1988-04-12') }))
      .hears(/c’est bien vous/, /Quel date/)
      .says(set(friday))
      .hears(/Récapitulatif : 50,00 €/);
  });

  it('keeps files for the form that wants them', () => {
    const file = { blobId: 'b1', name: 'recu.pdf', mime: 'application/pdf', bytes: 10 };
    const journey = known().says({ kind: 'attach', files: [file] });
    journey.hears(/bien reçu votre fichier/).picks(/start:dispute/);
    expect(stateOf(journey).frames[0]?.files).to.deep.equal([file]);
    journey.says({ kind: 'attach', files: [{ ...file, blobId: 'b2' }] });
    expect(stateOf(journey).frames[0]?.files.map(({ blobId }) => blobId)).to.deep.equal(['b1', 'b2']);
  });
});

describe('several requests', () => {
  it('are dealt with one by one, in the order they were said', () => {
    const journey = known().says(
      { kind: 'start', flow: 'promise', values: [] },
      { kind: 'start', flow: 'balance', values: [] },
      { kind: 'start', flow: 'pay', values: [] },
    );
    journey.hears(/Je note aussi : votre solde, comment payer\./, /Quel amount/);
    journey.says({ kind: 'cancel' }).hears(/Aucune date de paiement/, /Il reste 276,80/, /IBAN/);
  });

  it('wait in a queue of three at most', () => {
    const flows = ['promise', 'plan', 'dispute', 'paid', 'invoice'] as const;
    const journey = known().says(...flows.map((flow): Command => ({ kind: 'start', flow, values: [] })));
    journey.hears(/que trois demandes/);
    expect(stateOf(journey).queue.map(({ flow }) => flow)).to.deep.equal(['plan', 'dispute', 'paid']);
  });

  it('are never nested deeper than three', () => {
    const journey = known();
    for (const flow of ['promise', 'plan', 'dispute', 'paid'] as const)
      journey.says({ kind: 'start', flow, values: [] });
    expect(stateOf(journey).frames.map(({ flow }) => flow)).to.deep.equal(['promise', 'plan', 'dispute']);
    expect(stateOf(journey).queue.map(({ flow }) => flow)).to.deep.equal(['paid']);
  });

  it('come back one after the other when each is cancelled, nothing else being lost', () => {
    const journey = known().says({ kind: 'start', flow: 'promise', values: [fifty] });
    journey.says({ kind: 'start', flow: 'plan', values: [] }).says({ kind: 'cancel' });
    journey.hears(/Aucun échéancier n’a été enregistré/, /Reprenons : une date de paiement/, /Quel date/);
    journey
      .says(set(friday))
      .hears(/50,00 €/)
      .says({ kind: 'cancel' })
      .hears(/Aucune date de paiement n’a été enregistrée/);
    expect(stateOf(journey).language.value).to.equal('fr');
    journey.says({ kind: 'cancel' }).hears(/il n’y a rien à annuler/);
  });
});

describe('words that are not understood', () => {
  it('climb from an example to numbered choices to a person, and start again after progress', () => {
    const lost: Command = { kind: 'unclear', candidates: [] };
    const journey = known().says({ kind: 'start', flow: 'plan', values: [] });
    journey.says(lost).hears(/pas sûr d’avoir compris/, /En combien de fois/);
    journey.says(lost).hears(/un numéro/, /\[2 fois\]/, /\[Pourquoi cette question/);
    journey.says(lost).hears(/Une personne peut prendre le relais/, /Laisser un message/, /Arrêter là/);
    journey.says(set({ kind: 'count', count: 3 }));
    expect(stateOf(journey).misses).to.deep.equal({ here: 0, overall: 0 });
    journey
      .says(lost)
      .hears(/pas sûr d’avoir compris/)
      .doesNotHear(/un numéro :/);
  });

  it('are clarified with choices when two things could be meant', () => {
    const journey = known().says({ kind: 'unclear', candidates: ['invoices', 'dispute'] });
    journey.hears(/exactement/);
    expect(journey.options.map(({ id }) => id.replace(/^\d+\./, ''))).to.deep.equal([
      'start:invoices',
      'start:dispute',
      'start:human',
    ]);
  });

  it('ask what a bare value is about', () => {
    known()
      .says(set({ kind: 'invoice', number: 'FA-2026-0101' }))
      .hears(/Que souhaitez-vous faire avec « FA-2026-0101 »/)
      .picks(/Voir/)
      .hears(/Facture FA-2026-0101/);
    known()
      .says(set(fifty))
      .hears(/« 50,00 € »/, /Donner une date de paiement/);
  });

  it('wait patiently without counting as a miss', () => {
    const journey = known().says({ kind: 'start', flow: 'plan', values: [] }).says({ kind: 'wait' });
    expect(journey.keys).to.deep.equal(['engine.wait']);
    expect(stateOf(journey).misses.here).to.equal(0);
    journey.picks(/3 fois/);
    expect(journey.keys).to.deep.equal(['sample.first']);
  });
});

describe('choices', () => {
  it('mean what the last prompt showed, and an older button changes nothing', () => {
    const journey = known().says({ kind: 'start', flow: 'plan', values: [] });
    const [two] = journey.options;
    journey.picks(/3 fois/);
    const before = stateOf(journey).frames[0]?.slots;
    journey.says({ kind: 'choose', option: two?.id ?? '' }).hears(/déjà été traité/, /Quel first/);
    expect(stateOf(journey).frames[0]?.slots).to.deep.equal(before);
  });

  it('are refused when they were never shown', () => {
    for (const option of ['', '1', '1.start:pay', 'start:pay', '99999999999.x', '1.slot:count=3', '__proto__']) {
      known()
        .says({ kind: 'choose', option })
        .hears(/déjà été traité/);
    }
  });

  it('get new numbers when they are repeated', () => {
    const journey = known().says({ kind: 'start', flow: 'plan', values: [] });
    const before = journey.options.map(({ id }) => id);
    journey.says({ kind: 'repeat' });
    expect(journey.labels).to.deep.equal(['2 fois', '3 fois', '4 fois']);
    expect(journey.options.map(({ id }) => id)).to.not.deep.equal(before);
  });

  it('answer a question put after others were shown without any', () => {
    const journey = known()
      .says({ kind: 'start', flow: 'balance', values: [] })
      .picks(/date de paiement/);
    expect(journey.keys).to.deep.equal(['sample.amount']);
    expect(journey.options).to.deep.equal([]);
  });
});
