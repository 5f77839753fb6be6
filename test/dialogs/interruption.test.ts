import { expect } from 'chai';

import { dialogs } from '../../dialogs/dialogs.ts';
import { formOf } from '../../dialogs/debtor/forms.ts';
import { type Dialogs } from '../../dialogs/make-dialogs.ts';
import { type DialogState } from '../../dialogs/state.ts';
import { date } from '../../domain/civil-date.ts';
import { type Command, type FlowName, flows, type SlotKind, type SlotValue } from '../../domain/command.ts';
import { languages } from '../../domain/language.ts';
import { money } from '../../domain/money.ts';
import { Journey } from './support/journey.ts';
import { consumerPolicy as policy } from './support/policy.ts';
import { sampleDialogs } from './support/sample-forms.ts';

const samples: Readonly<Partial<Record<SlotKind, SlotValue>>> = {
  money: { kind: 'money', money: money(5000, 'EUR') },
  date: { kind: 'date', date: date('2026-11-27') },
  count: { kind: 'count', count: 3 },
  day: { kind: 'day', day: 28 },
  invoice: { kind: 'invoice', number: 'FA-2026-0101' },
  reference: { kind: 'reference', reference: 'LUM-1001' },
  digits: { kind: 'digits', digits: '123456' },
  reason: { kind: 'reason', reason: 'price' },
  frequency: { kind: 'frequency', frequency: 'month' },
};

type Step = { readonly name: string; readonly state: unknown };

/** Every question a conversation puts on its way to its end, each with the state in which it waits. */
function steps(make: () => Journey, flow: FlowName): readonly Step[] {
  const journey = make().says({ kind: 'start', flow, values: [] });
  const found: Step[] = [];
  while (found.length < 12) {
    const state = journey.state as DialogState;
    const { pending } = state;
    if (pending === null || found.some(({ name }) => name === nameOf(state))) return found;
    found.push({ name: nameOf(state), state });
    journey.says(answerTo(journey));
  }
  return found;
}

function nameOf({ pending }: DialogState): string {
  return pending?.kind === 'slot' ? `${pending.flow}.${pending.slot}` : (pending?.kind ?? 'nothing');
}

function answerTo(journey: Journey): Command {
  const place = journey.place;
  const option = journey.options.find(({ id }) => /\.(?:slot|mask|confirm):/.test(id));
  if (nameOf(journey.state as DialogState) === 'identify.factor') {
    return { kind: 'set', value: { kind: 'date', date: date('1988-04-12') } };
  }
  const value = place.pending?.kinds.map((kind) => samples[kind]).find((candidate) => candidate !== undefined);
  if (option !== undefined) return { kind: 'choose', option: option.id };
  return value === undefined ? { kind: 'skip' } : { kind: 'set', value };
}

const interruptions: Readonly<Record<string, { readonly commands: readonly Command[]; readonly answer: RegExp }>> = {
  balance: { commands: [{ kind: 'start', flow: 'balance', values: [] }], answer: /balance\.summary/ },
  help: { commands: [{ kind: 'help' }], answer: /engine\.helpHere/ },
  language: { commands: [{ kind: 'language', to: 'en' }], answer: /engine\.languageSet/ },
  human: { commands: [{ kind: 'human', callback: false }], answer: /human\.asked/ },
  question: { commands: [{ kind: 'ask', faq: 'privacy' }], answer: /faq\.privacy/ },
  why: { commands: [{ kind: 'why' }], answer: /hy$|why|Why/ },
  repeat: { commands: [{ kind: 'repeat' }], answer: /./ },
  thanks: { commands: [{ kind: 'thanks' }], answer: /engine\.welcomeBack/ },
  insult: { commands: [{ kind: 'distress', of: 'abuse' }], answer: /care\.abuse/ },
};

function asked(state: unknown): unknown {
  const { pending, frames, prompt } = state as DialogState;
  const actions = prompt?.options.map(({ id }) => id.replace(/^\d+\./, '').replace(/^confirm:.*/, 'confirm'));
  return { pending, slots: frames.at(-1)?.slots, key: prompt?.key, actions };
}

function check(kind: string, make: () => Journey, all: readonly Step[]): void {
  for (const { name, state } of all) {
    describe(`${kind}: ${name}`, () => {
      for (const [interruption, { commands, answer }] of Object.entries(interruptions)) {
        // Below the proof of identity a balance is not an interruption but one more thing to do once it is there.
        if (interruption === 'balance' && (kind === 'unknown' || name === 'identify.reference')) continue;
        it(`is put again after ${interruption}`, () => {
          const journey = make();
          journey.state = state;
          journey.says(...commands);
          expect(journey.keys.join(' ')).to.match(answer);
          expect(asked(journey.state)).to.deep.equal(asked(state));
        });
      }

      it('is left by cancel, which says what was not done', () => {
        const journey = make();
        journey.state = state;
        journey.says({ kind: 'cancel' });
        expect(journey.keys[0]).to.match(/^cancelled\./);
        expect((journey.state as DialogState).frames).to.deep.equal([]);
      });

      it('is left by STOP with one confirmation', () => {
        const journey = make();
        journey.state = state;
        journey.says({ kind: 'set', value: { kind: 'text', text: 'x' } }, { kind: 'stop' });
        expect(journey.keys).to.deep.equal(['care.stopped']);
        expect(journey.requests).to.deep.equal([{ kind: 'stop' }]);
        expect((journey.state as DialogState).frames).to.deep.equal([]);
      });
    });
  }
}

describe('a question, whatever interrupts it', () => {
  const known = (of: Dialogs) => () => new Journey({ identified: true, dialogs: of, policy });
  const unknown = () => new Journey({ dialogs });
  const withQuestions = flows.filter((flow) => (formOf(flow)?.slots.length ?? 0) > 0 && flow !== 'identify');

  for (const flow of withQuestions) check(flow, known(dialogs), steps(known(dialogs), flow));
  for (const flow of ['promise', 'plan', 'dispute'] as const) {
    check(`sample ${flow}`, known(sampleDialogs), steps(known(sampleDialogs), flow));
  }
  check('unknown', unknown, steps(unknown, 'balance'));

  it('is put in both languages, with the slots kept', () => {
    for (const language of languages) {
      const journey = known(sampleDialogs)().says({
        kind: 'start',
        flow: 'plan',
        values: [{ kind: 'count', count: 3 }],
      });
      journey.says({ kind: 'language', to: language });
      expect(journey.messages.map((message) => message.language)).to.deep.equal([language, language]);
      expect((journey.state as DialogState).frames[0]?.slots['count']).to.deep.equal({ kind: 'count', count: 3 });
    }
  });

  it('is found for every step of identification', () => {
    expect(steps(unknown, 'balance').map(({ name }) => name)).to.deep.equal([
      'identify.reference',
      'identify.factor',
      'mask',
      'code',
    ]);
  });
});
