import { expect } from 'chai';
import { type Command, type SlotValue } from '../../domain/command.ts';
import { money } from '../../domain/money.ts';
import { type Request } from '../../domain/request.ts';
import { refuse } from '../../domain/outcome.ts';
import { Journey } from './support/journey.ts';

const set = (value: SlotValue): Command => ({ kind: 'set', value });
const invoice = (number: string): SlotValue => ({ kind: 'invoice', number });
const reference: SlotValue = { kind: 'reference', reference: 'LUM-1002' };
const amount: SlotValue = { kind: 'money', money: money(240_000, 'EUR') };
const [first, second, third] = [invoice('FA-2026-0088'), invoice('FA-2026-0120'), invoice('FA-2026-0121')];

/** What the rules were asked about who is speaking, after those messages. */
function asked(...messages: readonly (readonly SlotValue[])[]): Request | undefined {
  const talk = new Journey({ channel: 'sms', rules: () => refuse('not-identified') });
  talk.says({ kind: 'start', flow: 'balance', values: [] });
  for (const values of messages) talk.says(...values.map(set));
  return talk.requests.at(-1);
}

function identify(named: string, ...factors: readonly SlotValue[]): Request {
  return { kind: 'identify', reference: named, factors };
}

describe('invoices given as a proof', () => {
  it('go to the rules all that were in one message', () => {
    expect(asked([first, second, amount])).to.deep.equal(identify('FA-2026-0088', amount, second));
    expect(asked([first, second, third, amount])).to.deep.equal(identify('FA-2026-0088', amount, second, third));
    expect(asked([reference, first, second, amount])).to.deep.equal(identify('LUM-1002', amount, first, second));
    expect(asked([reference, first, second, first, amount])).to.deep.equal(identify('LUM-1002', amount, first, second));
  });

  it('stand for those of the messages before', () => {
    expect(asked([first], [second, amount])).to.deep.equal(identify('FA-2026-0120', amount));
    expect(asked([first, second], [second, amount])).to.deep.equal(identify('FA-2026-0120', amount));
    expect(asked([reference, first], [second], [amount])).to.deep.equal(identify('LUM-1002', amount, second));
  });

  it('stand for those before on the page too, where the guess before was answered by an address', () => {
    const again: Command = { kind: 'start', flow: 'identify', values: [second, amount] };
    for (const commands of [[set(second), set(amount)], [again]]) {
      const talk = new Journey().says({ kind: 'start', flow: 'balance', values: [] });
      talk.says(set(first), set({ kind: 'money', money: money(100, 'EUR') })).says(...commands);
      expect(talk.requests.at(-1)).to.deep.equal(identify('FA-2026-0120', amount));
    }
  });
});
