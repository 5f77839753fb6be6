import { expect } from 'chai';
import { type CivilDate } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { type SentNotice } from '../../domain/sent-notice.ts';
import { consumer } from './support/account.ts';
import { Journey } from './support/journey.ts';
import { Spoken } from './support/spoken.ts';

const day = (text: string): CivilDate => text as CivilDate;

const notice: SentNotice = {
  on: day('2026-11-18'),
  outlet: 'email',
  rule: { policy: 'fr-b2c', version: 'fr-b2c-2026-12', level: 'courteous' },
  lines: [
    {
      ...{ lineId: 'l', invoiceId: 'i', number: 'FA-2026-0101', issued: day('2026-08-16'), due: day('2026-09-15') },
      ...{ open: money(18450, 'EUR'), claim: money(18450, 'EUR'), disputed: money(0, 'EUR'), daysLate: 68, level: 1 },
    },
  ],
};

function asked(notices: readonly SentNotice[], words: string): Spoken {
  return new Spoken({ account: consumer(), policy: null, notices }).says(words);
}

describe('why this message?', () => {
  it('is answered with the rule, its version, the day, the way and the amounts of then', () => {
    asked([notice], 'Pourquoi ce message ?').hears(
      'notre dernier message',
      'le 18/11/2026, par e-mail',
      'FA-2026-0101 : 184,50 € à régler, échéance du 15/09/2026',
      'Règle : fr-b2c, étape courteous, version fr-b2c-2026-12',
    );
  });

  it('is answered in English', () => {
    asked([notice, notice], 'in English please')
      .says('why did you write to me?')
      .hears('our last 2 messages', 'on 18/11/2026, by e-mail');
  });

  it('says so where we wrote nothing of our own accord', () => {
    asked([], 'pourquoi vous m’avez écrit ?').hears('pas écrit de nous-mêmes', '276,80 €');
  });

  it('tells nothing of an account to a stranger', () => {
    const stranger = new Journey().says({ kind: 'ask', faq: 'why-contacted' });
    expect(stranger.requests).to.deep.equal([]);
    stranger.doesNotHear(/FA-|184/);
  });
});
