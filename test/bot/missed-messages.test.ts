import { expect } from 'chai';
import { startMissedMessages } from '../../bot/missed-messages.ts';
import { type TelephoneMessage } from '../../channels/twilio/backend.ts';
import { hearsStop } from '../../understanding/hears-stop.ts';

const minute = 60_000;
const now = Date.UTC(2026, 10, 23, 9);
const ours = '+33939030001';

function wrote(externalId: string, text: string, ago: number, from = '+33639980001'): TelephoneMessage {
  const at = now - ago * minute;
  return {
    ...{ externalId, text, at, option: null, media: [], unreadable: null, opt: null },
    from: { channel: 'sms', address: from, kind: 'number' },
    to: { channel: 'sms', address: ours, kind: 'number' },
  };
}

/** What is taken and what is kept unanswered of these messages, of which those ids came to us by themselves. */
async function look(
  received: readonly TelephoneMessage[],
  known: readonly string[],
): Promise<{ readonly taken: readonly string[]; readonly kept: readonly string[] }> {
  const taken: string[] = [];
  const kept: string[] = [];
  const watch = startMissedMessages({
    senders: [{ channel: 'sms', address: ours }],
    received: () => Promise.resolve(received),
    known: (_channel, ids) => Promise.resolve(ids.filter((id) => known.includes(id))),
    beganAt: () => Promise.resolve(0),
    take: ({ externalId }) => {
      taken.push(externalId);
      return Promise.resolve();
    },
    keepStray: ({ externalId }) => {
      kept.push(externalId);
      return Promise.resolve();
    },
    isStop: hearsStop,
    clock: () => now,
    log: () => undefined,
  });
  await watch.stop();
  return { taken, kept };
}

describe('messages that did not reach us', () => {
  it('are taken in their order', async () => {
    const found = await look([wrote('a', '2', 9), wrote('b', 'mon solde', 8)], []);
    expect(found).to.deep.equal({ taken: ['a', 'b'], kept: [] });
  });

  it('are kept and not answered when their writer was heard later, were it a moment ago', async () => {
    for (const ago of [8, 1]) {
      const received = [wrote('a', '2', 9), wrote('b', 'mon solde', ago)];
      expect(await look(received, ['b'])).to.deep.equal({ taken: [], kept: ['a'] });
    }
  });

  it('are taken when it was heard before, or when it was another', async () => {
    const received = [wrote('a', 'mon solde', 9), wrote('b', '2', 8), wrote('c', 'bonjour', 7, '+33639980002')];
    expect(await look(received, ['a', 'c'])).to.deep.equal({ taken: ['b'], kept: [] });
  });

  it('are taken all the same when they say STOP', async () => {
    for (const words of ['STOP', 'arrêtez de m’écrire']) {
      const received = [wrote('a', words, 9), wrote('b', 'mon solde', 8)];
      expect(await look(received, ['b']), words).to.deep.equal({ taken: ['a'], kept: [] });
    }
  });
});
