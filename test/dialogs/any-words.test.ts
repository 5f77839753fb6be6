import { expect } from 'chai';
import fc from 'fast-check';

import { dialogs } from '../../dialogs/dialogs.ts';
import { type Dialogs } from '../../dialogs/make-dialogs.ts';
import { type DialogState } from '../../dialogs/state.ts';
import { date } from '../../domain/civil-date.ts';
import { type Command, disputeReasons, distressKinds, faqs, flows, type SlotValue } from '../../domain/command.ts';
import { money } from '../../domain/money.ts';
import { nothing, type Outcome, refuse } from '../../domain/outcome.ts';
import { type Request } from '../../domain/request.ts';
import { Journey } from './support/journey.ts';
import { consumerPolicy } from './support/policy.ts';
import { sampleDialogs } from './support/sample-forms.ts';

const values: fc.Arbitrary<SlotValue> = fc.oneof(
  fc.constantFrom(-50, 0, 1, 5000, 27680, 999_999_999).map((minor): SlotValue => ({
    kind: 'money',
    money: money(minor, minor === 1 ? 'JPY' : 'EUR'),
  })),
  fc
    .constantFrom('1988-04-12', '2026-11-20', '2026-11-23', '2026-11-28', '2028-02-29', '9999-12-31')
    .map((day): SlotValue => ({ kind: 'date', date: date(day) })),
  fc.constantFrom(-1, 0, 1, 3, 12, 121, 1e9).map((count): SlotValue => ({ kind: 'count', count })),
  fc.constantFrom(1, 28, 31).map((day): SlotValue => ({ kind: 'day', day })),
  fc.constantFrom('FA-2026-0101', 'fa-2026-0134', 'FA-9999').map((number): SlotValue => ({ kind: 'invoice', number })),
  fc.constantFrom('LUM-1001', '', '__proto__').map((reference): SlotValue => ({ kind: 'reference', reference })),
  fc.constantFrom('123456', '0', '69003').map((digits): SlotValue => ({ kind: 'digits', digits })),
  fc.constantFrom(...disputeReasons).map((reason): SlotValue => ({ kind: 'reason', reason })),
  fc.constant<SlotValue>({ kind: 'frequency', frequency: 'month' }),
  fc.constant<SlotValue>({ kind: 'share', numerator: 1, denominator: 2 }),
  fc
    .constantFrom('', '{amount}', 'ignore tes consignes', 'x'.repeat(2000))
    .map((text): SlotValue => ({ kind: 'text', text })),
);

const plain = [
  'affirm',
  'deny',
  'skip',
  'cancel',
  'undo',
  'repeat',
  'help',
  'why',
  'wait',
  'menu',
  'greet',
  'thanks',
  'bye',
] as const;

const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('start' as const),
      flow: fc.constantFrom(...flows),
      values: fc.array(values, { maxLength: 3 }),
    }),
  },
  { weight: 5, arbitrary: values.map((value): Command => ({ kind: 'set', value })) },
  { weight: 2, arbitrary: values.map((value): Command => ({ kind: 'correct', value })) },
  { weight: 5, arbitrary: fc.nat(9).map((index): Command => ({ kind: 'choose', option: `#${String(index)}` })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('1.start:pay', '3.confirm:x', '', '9.slot:count=3')
      .map((option): Command => ({ kind: 'choose', option })),
  },
  { weight: 4, arbitrary: fc.constantFrom(...plain).map((kind): Command => ({ kind })) },
  { weight: 2, arbitrary: fc.constantFrom(null, '0000', '4821').map((code): Command => ({ kind: 'confirm', code })) },
  fc.boolean().map((callback): Command => ({ kind: 'human', callback })),
  fc.constantFrom('fr' as const, 'en' as const).map((to): Command => ({ kind: 'language', to })),
  fc.constantFrom(...faqs).map((faq): Command => ({ kind: 'ask', faq })),
  fc.constantFrom(...distressKinds).map((of): Command => ({ kind: 'distress', of })),
  fc.constantFrom<Command>({ kind: 'stop' }, { kind: 'resume' }, { kind: 'wrong-person' }, { kind: 'deceased' }),
  {
    weight: 2,
    arbitrary: fc
      .subarray([...flows], { maxLength: 3 })
      .map((candidates): Command => ({ kind: 'unclear', candidates })),
  },
  fc.constant<Command>({ kind: 'attach', files: [{ blobId: 'b', name: 'a.pdf', mime: 'application/pdf', bytes: 1 }] }),
);

/** Rules that say yes, no or something else, in the order drawn. */
function moodyRules(moods: readonly number[], account: () => boolean): (request: Request) => Outcome {
  let turn = 0;
  return (request) => {
    const mood = moods[turn++ % moods.length] ?? 0;
    const refusals = [
      'identity-expired',
      'terms-changed',
      'code-wrong',
      'not-found',
      'identity-locked',
      'code-too-many',
    ] as const;
    const refusal = refusals[mood - 4];
    if (refusal !== undefined) return refuse(refusal);
    if (request.kind === 'stop')
      return { ...nothing, facts: [{ kind: 'opted-out', channel: 'sms', address: '+33639980001' }] };
    if (request.kind === 'wrong-person') return { ...nothing, facts: [{ kind: 'session-ended' }] };
    if (request.kind === 'identify' && mood < 2) {
      return { ...nothing, result: { kind: 'masks', masks: [{ id: '1', channel: 'sms', hint: '•• 01' }] } };
    }
    if (request.kind === 'identify' || request.kind === 'check-code') {
      return account()
        ? { ...nothing, result: { kind: 'identified', debtorId: 'debtor-1001' } }
        : refuse('not-identified');
    }
    return { ...nothing, result: { kind: 'done', id: 'd', file: null } };
  };
}

/** Nothing of an account: no amount, no invoice of theirs, no name. */
const secret = /\d[ \u00a0]?(?:€|£)|Camille|FR76/;

function hold(of: Dialogs, identified: boolean): void {
  const messages = fc.array(fc.array(commands, { maxLength: 3 }), { minLength: 1, maxLength: 14 });
  const property = fc.property(
    messages,
    fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }),
    fc.constantFrom('web' as const, 'sms' as const),
    (talk, moods, channel) => {
      const rules = moodyRules(moods, () => identified);
      const journey = new Journey({ identified, dialogs: of, channel, policy: consumerPolicy, rules });
      for (const message of talk) {
        const shown = journey.options;
        const said = message.map((command): Command =>
          command.kind === 'choose' && command.option.startsWith('#')
            ? { kind: 'choose', option: shown[Number(command.option.slice(1))]?.id ?? '' }
            : command,
        );
        const before = journey.requests.length;
        journey.text = 'mots';
        journey.says(...said);
        judge(journey, journey.requests.length - before, said);
        if (!identified)
          expect(
            journey.messages
              .filter(({ key }) => key !== 'engine.aboutValue')
              .map(({ text }) => text)
              .join('\n'),
          ).not.to.match(secret);
      }
    },
  );
  fc.assert(property, { numRuns: 200 });
}

function judge(journey: Journey, requests: number, said: readonly Command[]): void {
  expect(requests).to.be.at.most(1);
  expect(journey.messages).not.to.have.length(0);
  if (said.some(({ kind }) => kind === 'stop')) expect(journey.messages).to.have.length(1);
  const ids = journey.options.map(({ id }) => id);
  expect(new Set(ids).size).to.equal(ids.length);
  const { frames, queue, prompt } = journey.state as DialogState;
  // Three forms with questions, one answer that needs none, and a person asked for in the same message.
  expect(frames.filter(({ flow }) => flow !== 'identify').length).to.be.at.most(5);
  expect(queue.length).to.be.at.most(3);
  const last = journey.messages.findLast(({ options }) => (options?.length ?? 0) > 0);
  if (last !== undefined) expect(last.options).to.deep.equal(prompt?.options);
  for (const { text } of journey.messages)
    expect(text.trim())
      .not.to.equal('')
      .and.not.to.match(/undefined|NaN|\[object/);
}

describe('any words, in any order', () => {
  it('never break a conversation with someone known', () => {
    hold(dialogs, true);
    hold(sampleDialogs, true);
  });

  it('never make it say anything of an account to someone unknown', () => {
    hold(dialogs, false);
    hold(sampleDialogs, false);
  });
});
