import { expect } from 'chai';
import { type Account } from '../../../domain/account.ts';
import { addDays, date } from '../../../domain/civil-date.ts';
import { type CaseFile } from '../../../domain/escalation/case-file.ts';
import { escalate } from '../../../domain/escalation/escalate.ts';
import { aHold, aLine, aCalendar, eur } from '../an-account.ts';
import { aCase, aCompany, aLevel, anEntry, aPoint, aPolicy, day, daysAgo, ladder } from './a-case.ts';
import { told } from './told.ts';

const late = (days: number, with_: Partial<Account> = {}): Account =>
  aCompany([aLine('1', daysAgo(days), 10_000)], with_);
const courteous = ['notice courteous 1@2=10000 by email/sms'];

describe('the ladder', () => {
  const at = (days: number, levels: ReturnType<typeof anEntry>[] = []): string[] => told(aCase(late(days), { levels }));

  it('climbs from the look before the due day to the decision', () => {
    expect(at(-8)).to.deep.equal(['1:not-due-yet 2026-06-17']);
    expect(at(-7)).to.deep.equal(['pre-due-check check 1@1=10000']);
    expect(at(0)).to.deep.equal(['pre-due-check check 1@1=10000']);
    expect(at(1)).to.deep.equal(['1:not-due-yet 2026-06-18']);
    expect(at(3)).to.deep.equal(courteous);
    const [first, call, firm] = [anEntry('1', 'courteous', 17), anEntry('1', 'call', 10), anEntry('1', 'firm', 15)];
    expect(at(20, [first])).to.deep.equal(['notice call 1@3=10000 by phone/email']);
    expect(at(20, [first, call])).to.deep.equal(['notice firm 1@4=10000 by email/letter']);
    expect(at(35, [first, call, firm])).to.deep.equal(['notice formal 1@5=10000 by registered-letter']);
    const formal = anEntry('1', 'formal', 15);
    expect(at(50, [first, call, firm, formal])).to.deep.equal(['decision decision 1@6=10000']);
    expect(at(51, [first, call, firm, formal, anEntry('1', 'decision', 1)])).to.deep.equal(['1:ladder-ended']);
  });

  it('lets the check lapse at the due day, made or not', () => {
    expect(at(3, [anEntry('1', 'check', 5, { status: 'queued', outlet: 'desk' })])).to.deep.equal(courteous);
    expect(at(-2, [anEntry('1', 'check', 5, { outlet: 'desk' })])).to.deep.equal(['1:not-due-yet 2026-06-19']);
  });

  it('asks payables once we have looked, where the policy says by what', () => {
    const levels = [aLevel(1, 'check', -7, { kind: 'check', outlets: ['email'] }), ...ladder.slice(1)];
    const of = (entries: ReturnType<typeof anEntry>[]): string[] =>
      told(aCase(late(-3), { levels: entries }, { policies: [aPolicy({ levels })] }));
    const looked = anEntry('1', 'check', 2, { outlet: 'desk' });
    expect(of([])).to.deep.equal(['pre-due-check check 1@1=10000']);
    expect(of([looked])).to.deep.equal(['notice check 1@1=10000 by email']);
    expect(of([looked, anEntry('1', 'check', 1, { outlet: 'email' })])).to.deep.equal(['1:not-due-yet 2026-06-20']);
  });

  it('counts a level only when it reached them: what runs is waited for, what failed goes by the next way', () => {
    const standing = (
      status: 'queued' | 'sent' | 'failed' | 'suppressed' | 'withdrawn' | 'awaiting-approval',
      ago: number,
    ): string[] => at(20, [anEntry('1', 'courteous', ago, { status })]);
    expect(standing('queued', 1)).to.deep.equal(['1:level-running']);
    expect(standing('sent', 7)).to.deep.equal(['1:level-running']);
    expect(standing('awaiting-approval', 40)).to.deep.equal(['1:awaiting-approval']);
    expect(standing('failed', 0)).to.deep.equal(['notice courteous 1@2=10000 by sms']);
    expect(standing('sent', 8)).to.deep.equal(['notice courteous 1@2=10000 by sms']); // nobody ever confirmed it
    expect(standing('suppressed', 0)).to.deep.equal(['1:level-running 2026-06-17']);
    expect(standing('suppressed', 1)).to.deep.equal(courteous);
    expect(standing('withdrawn', 9)).to.deep.equal(['1:level-running 2026-06-17']);
    expect(standing('withdrawn', 10)).to.deep.equal(courteous);
  });

  it('has a person look for an address, once, when every way failed', () => {
    const levels = [
      anEntry('1', 'courteous', 2, { status: 'failed' }),
      anEntry('1', 'courteous', 1, { status: 'failed', outlet: 'sms' }),
    ];
    expect(told(aCase(late(20), { levels }))).to.deep.equal([
      'address-check courteous 1@2=10000',
      '1:no-usable-channel',
    ]);
    expect(told(aCase(late(20), { levels, openTasks: ['address-check'] }))).to.deep.equal(['1:no-usable-channel']);
  });

  it('counts offsets from the due day, the level before and the end of the month', () => {
    const by = (from: 'due' | 'previous' | 'end-of-month', due: string): string => {
      const levels = [aLevel(1, 'one', 0), aLevel(2, 'two', 5, { offset: { days: 5, from } })];
      const entry = anEntry('1', 'one', 3, { level: 1 });
      const account = aCompany([aLine('1', due, 10_000)]);
      return told(aCase(account, { levels: [entry] }, { policies: [aPolicy({ levels })] })).join();
    };
    expect(by('due', '2026-06-12')).to.equal('1:not-due-yet 2026-06-17');
    expect(by('due', '2026-06-11')).to.include('notice two');
    expect(by('previous', '2026-01-01')).to.equal('1:not-due-yet 2026-06-18'); // counted on 13 June
    expect(by('end-of-month', '2026-06-01')).to.equal('1:not-due-yet 2026-07-05');
    expect(by('end-of-month', '2026-05-31')).to.include('notice two');
  });

  it('goes on by the mapping when the policy changed on the way', () => {
    const levels = [aLevel(1, 'soft', 3), aLevel(2, 'hard', 10)];
    const of = (mapping: Record<string, string>): string =>
      told(
        aCase(
          late(20),
          { levels: [anEntry('1', 'courteous', 9)] },
          { policies: [aPolicy({ version: '2', levels, mapping })] },
        ),
      ).join();
    expect(of({ courteous: 'soft' })).to.include('notice hard');
    expect(of({ courteous: 'hard' })).to.equal('1:ladder-ended');
  });

  it('begins a new cycle for a line that was settled and opened again', () => {
    const levels = [anEntry('1', 'courteous', 40), anEntry('1', 'call', 30)];
    expect(told(aCase(late(60), { levels, cycles: { '1': 2 } }))).to.deep.equal(courteous);
  });
});

describe('one message', () => {
  const two = aCompany([aLine('1', daysAgo(12), 10_000), aLine('2', daysAgo(4), 5_000)]);

  it('groups all lines, each at its own level, and shows the other late ones', () => {
    const levels = [anEntry('1', 'courteous', 5)];
    expect(told(aCase(two, { levels }))).to.deep.equal(['notice call 1@3=10000 2@2=5000 by phone/email']);
    const both = [...levels, anEntry('2', 'courteous', 5)];
    expect(told(aCase(two, { levels: both }))).to.deep.equal([
      'notice call 1@3=10000 2@0=5000 by phone/email',
      '2:not-due-yet 2026-06-22',
    ]);
  });

  it('keeps a formal notice to the lines that reached it; the rest waits a day', () => {
    const account = aCompany([
      aLine('1', daysAgo(40), 10_000),
      aLine('2', daysAgo(4), 5_000),
      aLine('3', daysAgo(1), 700),
    ]);
    const levels = ['courteous', 'call', 'firm'].map((id) => anEntry('1', id, 12));
    expect(told(aCase(account, { levels }))).to.deep.equal([
      'notice formal 1@5=10000 by registered-letter',
      '3:not-due-yet 2026-06-18',
      '2:contact-too-recent 2026-06-17',
    ]);
  });

  it('lets a graver one that only waits for days to pass go first: else an invoice a week would put it off for ever', () => {
    const account = aCompany([aLine('1', daysAgo(40), 10_000), aLine('2', daysAgo(4), 5_000)]);
    const levels = ['courteous', 'call', 'firm'].map((id) => anEntry('1', id, 5));
    const contacts = { today: 0, week: 1, month: 3, lastOn: addDays(day, -5), withoutReply: 3, lastReplyOn: null };
    expect(told(aCase(account, { levels, contacts }))).to.deep.equal([
      '1:contact-too-recent 2026-06-19',
      '2:contact-too-recent 2026-06-19',
    ]);
  });

  it('is one even where a sole trader bought in both capacities', () => {
    const account = {
      ...two,
      debtor: { ...two.debtor, kind: 'sole-trader' as const },
      points: [aPoint('me', { role: 'self' })],
    };
    const invoices = account.invoices.map((invoice, index) => ({
      ...invoice,
      capacity: index === 0 ? ('private' as const) : ('professional' as const),
    }));
    const policies = [aPolicy(), aPolicy({ id: 'fr-b2c', pack: 'fr-b2c', debtorKinds: ['consumer'] })];
    expect(told(aCase({ ...account, invoices }, {}, { policies }))).to.deep.equal([
      'notice courteous 1@2=10000 by email',
      '2:contact-too-recent 2026-06-17',
    ]);
  });
});

describe('proceedings', () => {
  const split = aCompany([aLine('1', daysAgo(40), 10_000), aLine('2', daysAgo(5), 5_000)]); // issued 30 days before due
  const file = (with_: object): Partial<CaseFile> => ({
    proceedings: [
      { kind: 'insolvency', judgedOn: addDays(day, -60), publishedOn: null, reference: null, since: day, ...with_ },
    ],
  });

  it('splits lines by the day they arose: later ones go on', () => {
    expect(told(aCase(split, file({})))).to.deep.equal(['notice courteous 2@2=5000 by email/sms', '1:insolvency']);
    expect(told(aCase(split, file({ judgedOn: null })))).to.deep.equal(['1:insolvency', '2:insolvency']);
    const held = { ...split, holds: [aHold('1', { reason: 'insolvency' as const })] };
    expect(told(aCase(held))).to.deep.equal(['notice courteous 2@2=5000 by email/sms', '1:insolvency']);
  });

  it('holds 30 days on a filing that was only said', () => {
    const said = (ago: number): string[] =>
      told(aCase(late(5), file({ kind: 'declared', judgedOn: null, since: addDays(day, -ago) })));
    expect(said(29)).to.deep.equal(['1:insolvency 2026-06-17']);
    expect(said(30)).to.deep.equal(courteous);
  });
});

describe('the sales owner', () => {
  const levels = ['courteous', 'call', 'firm'].map((id) => anEntry('1', id, 12));
  const formal = (days: number, toldOn: string | null, more: Partial<CaseFile> = {}): string[] =>
    told(
      aCase(late(days), {
        ...{ levels, salesOwner: 'sofia' },
        toldSalesOwner: toldOn === null ? [] : [{ level: 'formal', on: date(toldOn), lineIds: ['1'] }],
        ...more,
      }),
    );

  it('hears of a formal notice two working days before it', () => {
    expect(formal(32, null)).to.deep.equal(['1:not-due-yet 2026-06-19']);
    expect(formal(33, null)).to.deep.equal(['tell-sales-owner formal 1@5=10000', '1:not-due-yet 2026-06-18']);
    expect(formal(40, null)).to.deep.equal(['tell-sales-owner formal 1@5=10000', '1:sales-owner-untold 2026-06-18']);
    expect(formal(40, '2026-06-15')).to.deep.equal(['1:sales-owner-untold 2026-06-17']);
    expect(formal(40, '2026-06-12')).to.deep.equal(['notice formal 1@5=10000 by registered-letter']);
    expect(formal(40, '2026-06-01')).to.deep.equal([
      'tell-sales-owner formal 1@5=10000',
      '1:sales-owner-untold 2026-06-18',
    ]); // before the last level
    expect(formal(40, '2026-06-12', { pausedUntil: addDays(day, 1) })).to.deep.equal(['*:sales-pause 2026-06-17']);
  });
});

describe('days given back', () => {
  it('are those on which the ball was ours, each once', () => {
    const hold = (reason: 'check' | 'promise' | 'dispute', id: string): ReturnType<typeof aHold> =>
      aHold('1', { id, reason, source: `dispute:${id}`, from: addDays(day, -4), until: addDays(day, -1) });
    const dispute = (status: 'accepted' | 'rejected'): Account['disputes'] => [
      {
        id: 'd',
        lineId: '1',
        itemIds: [],
        amount: eur(10_000),
        reason: 'quality',
        status,
        openedOn: addDays(day, -4),
        answerBy: day,
      },
    ];
    const after = (with_: Partial<Account>): string[] => told(aCase(late(5, with_)));
    expect(after({ holds: [hold('check', 'c')] })).to.deep.equal(['1:not-due-yet 2026-06-17']);
    expect(after({ holds: [hold('check', 'c'), hold('check', 'c2')] })).to.deep.equal(['1:not-due-yet 2026-06-17']);
    expect(after({ holds: [hold('promise', 'p')] })).to.deep.equal(courteous);
    expect(after({ holds: [hold('dispute', 'd')], disputes: dispute('rejected') })).to.deep.equal(courteous);
    expect(after({ holds: [hold('dispute', 'd')], disputes: dispute('accepted') })).to.deep.equal([
      '1:not-due-yet 2026-06-17',
    ]);
  });
});

describe('addresses', () => {
  const by = (points: Account['points'], with_: Partial<Account['debtor']> = {}): string => {
    const account = late(5, { points });
    const { steps } = escalate(aCase({ ...account, debtor: { ...account.debtor, ...with_ } }));
    const [step] = steps;
    return step?.kind === 'notice' ? step.outlets.map(({ pointId }) => pointId).join() : (step?.kind ?? 'none');
  };

  it('asks payables, then the director, never a buyer, a site or who only speaks for them', () => {
    expect(by([aPoint('d', { role: 'director' }), aPoint('p')])).to.equal('p');
    expect(by([aPoint('d', { role: 'director' }), aPoint('b', { role: 'buyer' })])).to.equal('d');
    for (const role of ['buyer', 'site', 'adviser', 'representative'] as const)
      expect(by([aPoint('x', { role })]), role).to.equal('task');
  });

  it('leaves out what stopped, said "not me" or is not of record', () => {
    const usable = aPoint('sms', { channel: 'sms' });
    for (const with_ of [
      { optedOut: true },
      { quarantined: true },
      { usableFrom: null },
      { usableFrom: Date.parse('2026-06-16T09:00:00Z') },
    ])
      expect(by([aPoint('mail', with_), usable])).to.equal('sms');
  });
});

describe('another day', () => {
  it('changes nothing but the date', () => {
    const on = (missed: number): string[] => {
      const calendar = aCalendar(addDays(day, missed));
      const account = late(5);
      return told(aCase({ ...account, creditor: { ...account.creditor, knownTo: calendar.today } }, {}, { calendar }));
    };
    expect([0, 1, 3].map(on)).to.deep.equal([courteous, courteous, courteous]);
  });
});
