import { expect } from 'chai';
import fc from 'fast-check';
import { type Account, type Dispute } from '../../../domain/account.ts';
import { addDays, date } from '../../../domain/civil-date.ts';
import { type CaseFile } from '../../../domain/escalation/case-file.ts';
import { chargeSteps, type ChargeSteps } from '../../../domain/escalation/charge-steps.ts';
import { escalate } from '../../../domain/escalation/escalate.ts';
import { type WaivedInterest } from '../../../domain/waived-interest.ts';
import { type RateRow } from '../../../domain/rates.ts';
import { aCharge, aCreditNote, aDebtor, aHold, aLine, allocated, aPayment, eur } from '../an-account.ts';
import { exactInterest } from './exact-interest.ts';
import { aCase, aCompany, anEntry, aPolicy, day, daysAgo, ladder } from './a-case.ts';

const rate: RateRow = {
  ...{
    id: 'r',
    kind: 'late-payment',
    from: date('2026-01-01'),
    until: date('2026-07-01'),
    yearlyPpm: 121_500,
    source: 'test',
  },
};
const asked = [anEntry('1', 'courteous', 17), anEntry('1', 'call', 9)];
const firm = anEntry('1', 'firm', 15);
const company = (with_: Partial<Account> = {}, minor = 100_000): Account =>
  aCompany([aLine('1', daysAgo(40), minor)], with_);

/** The charges of the notice the engine makes, or of that level, with the file given. */
function stepsOf(
  account: Account,
  levels: CaseFile['levels'],
  more: Partial<CaseFile> = {},
  rates = [rate],
): ChargeSteps {
  const input = aCase(account, { levels, ...more });
  const notice = escalate(input).steps.find((step) => step.kind === 'notice');
  return chargeSteps({
    account,
    file: input.file,
    policy: aPolicy(),
    calendar: input.calendar,
    rates,
    level: notice?.level ?? ladder[3]!,
    lines: notice?.lines ?? [],
  });
}

const told = ({ propose, announce, claim, left, askPerson }: ChargeSteps): string =>
  [
    ...propose.map(({ kind, amount }) => `propose ${kind} ${amount.minor}`),
    ...announce.map(({ id }) => `announce ${id}`),
    ...claim.map(({ id }) => `claim ${id}`),
    ...left.map(({ why, on }) => `${why}${on === null ? '' : ` ${on}`}`),
    ...(askPerson === null ? [] : [`person: ${askPerson}`]),
  ].join(', ');

const charge = (id: string, with_: object): ReturnType<typeof aCharge> =>
  aCharge(id, '1', 4_000, { kind: 'indemnity', status: 'announced', on: addDays(day, -15), ...with_ });

describe('what a notice says of charges', () => {
  it('announces the fixed sum and interest to the day, at the level of the policy', () => {
    // 1,000.00 × 12.15 % × 40 / 365 = 13.315
    expect(told(stepsOf(company(), asked))).to.equal('propose indemnity 4000, propose interest 1332');
    expect(told(stepsOf(company(), []))).to.equal(''); // a courteous word speaks of none
  });

  it('announces nothing at the first reminder of a line, whatever level the message has', () => {
    const lines = [aLine('1', daysAgo(40), 100_000), aLine('2', daysAgo(5), 100_000)];
    const steps = stepsOf(aCompany(lines), asked);
    expect(told(steps)).to.equal('propose indemnity 4000, propose interest 1332, first-reminder');
    expect(steps.left[0]!.lineId).to.equal('2');
  });

  it('charges nothing on small invoices', () => {
    expect(told(stepsOf(company({}, 9_999), asked))).to.equal('below-minimum');
    expect(told(stepsOf(company({}, 10_000), asked))).to.equal('propose indemnity 4000, propose interest 133');
  });

  it('waits for a rate with interest alone: the principal is asked all the same', () => {
    expect(told(stepsOf(company(), asked, {}, []))).to.equal('propose indemnity 4000, no-rate 2026-05-08');
    expect(escalate(aCase(company(), { levels: asked }, { rates: [] })).steps).to.have.length(1);
  });

  it('announces as it stands what was proposed before, and proposes what ran up since alone', () => {
    const charges = [charge('c', { status: 'proposed' }), aCharge('i', '1', 1_000, { status: 'proposed' })];
    expect(told(stepsOf(company({ charges }), asked))).to.equal('propose interest 332, announce c, announce i');
    const waived = [charge('c', { status: 'waived' }), aCharge('i', '1', 1_332, { status: 'waived' })];
    expect(told(stepsOf(company({ charges: waived }), asked))).to.equal('');
  });

  it('claims only what a message that reached them announced', () => {
    const levels = [...asked, firm];
    expect(told(stepsOf(company({ charges: [charge('c', {})] }), levels))).to.equal('claim c');
    expect(told(stepsOf(company({ charges: [charge('c', { on: addDays(day, -14) })] }), levels))).to.equal(
      'not-announced',
    );
    expect(told(stepsOf(company({ charges: [charge('c', { status: 'proposed' })] }), levels))).to.equal(
      'not-announced',
    );
    expect(told(stepsOf(company({ charges: [] }), levels))).to.equal('');
  });

  it('has a person look when more was announced than is due now', () => {
    const interest = aCharge('i', '1', 1_000, { status: 'announced', on: addDays(day, -15) });
    const levels = [...asked, firm];
    expect(told(stepsOf(company({ charges: [interest] }), levels))).to.equal('claim i');
    const holds = [aHold('1', { reason: 'dispute', amount: eur(60_000) })];
    expect(told(stepsOf(company({ charges: [interest], holds }), levels))).to.equal('more-than-due');
  });

  it('charges the undisputed part alone', () => {
    const holds = [aHold('1', { reason: 'dispute', amount: eur(60_000) })];
    expect(told(stepsOf(company({ holds }), asked))).to.equal('propose indemnity 4000, propose interest 533');
  });

  describe('on what was contested', () => {
    const contested = (minor: number, status: Dispute['status']): Dispute => ({
      ...{ id: 'd', lineId: '1', itemIds: [], amount: eur(minor), reason: 'price', status },
      ...{ openedOn: date(daysAgo(30)), answerBy: date(daysAgo(1)) },
    });
    const given = (minor: number, ago: number): readonly WaivedInterest[] => [
      { lineId: '1', amount: eur(minor), until: date(daysAgo(ago)) },
    ];
    const whole = 1_332; // 1,000.00 × 12.15 % × 40 / 365
    type Row = readonly [what: string, with_: Partial<Account>, file: Partial<CaseFile>, interest: number];
    const rows: readonly Row[] = [
      ['while it is open: of the rest alone', { disputes: [contested(60_000, 'open')] }, {}, 533],
      ['rejected: from the due date', { disputes: [contested(60_000, 'rejected')] }, {}, whole],
      [
        'rejected and given up: of the rest, and of all since the answer', // 40,000 × 30 + 100,000 × 10
        { disputes: [contested(60_000, 'rejected')] },
        { waivedInterest: given(60_000, 10) },
        732,
      ],
      ['given up on all of it: since the answer alone', {}, { waivedInterest: given(100_000, 10) }, 333],
      ['given up on another line', {}, { waivedInterest: [{ ...given(60_000, 10)[0]!, lineId: '2' }] }, whole],
      [
        'charged and waived before the answer: nothing of it is taken off what runs later',
        { charges: [aCharge('i', '1', 900, { status: 'waived', on: date(daysAgo(15)) })] },
        { waivedInterest: given(100_000, 10) },
        333,
      ],
      [
        'waived together with what was not contested: that stays waived',
        { charges: [aCharge('i', '1', 900, { status: 'waived', on: date(daysAgo(15)) })] },
        { waivedInterest: given(60_000, 10) },
        333,
      ],
      [
        'cancelled with the answer, given up on 600.00: the rest of it is due', // 40,000 × 30 + 100,000 × 10
        { charges: [aCharge('i', '1', 900, { status: 'waived', on: date(daysAgo(15)) })] },
        { waivedInterest: given(60_000, 10), cancelledCharges: ['i'] },
        732,
      ],
      [
        'waived for another reason: never charged anew',
        { charges: [aCharge('i', '1', 900, { status: 'waived', on: date(daysAgo(15)) })] },
        {},
        whole - 900,
      ],
    ];
    for (const [what, with_, file, minor] of rows)
      it(`asks for interest, ${what}`, () => {
        const found = stepsOf(company(with_), asked, file).propose.find(({ kind }) => kind === 'interest');
        expect(found?.amount.minor).to.equal(minor);
      });

    it('accepted: nothing of what was credited', () => {
      const note = aCreditNote('n', daysAgo(5), 60_000);
      const settled = {
        ...allocated(aPayment('n', daysAgo(5), 60_000), '1', 60_000),
        source: { kind: 'credit-note', id: 'n' },
      } as const;
      const with_ = { disputes: [contested(60_000, 'accepted')], creditNotes: [note], allocations: [settled] };
      expect(told(stepsOf(company(with_), asked))).to.equal('propose indemnity 4000, propose interest 533');
    });
  });

  describe('on an invoice that was contested and credited in part', () => {
    const until = addDays(day, 0);
    const hundredths = 1_215;

    it('asks for the interest of what stays alone, to the cent of exact fractions, whatever was charged before the answer', () => {
      const part = fc.record({
        late: fc.integer({ min: 30, max: 120 }),
        minor: fc.integer({ min: 20_000, max: 5_000_000 }),
        credited: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        answered: fc.double({ min: 0, max: 1, noNaN: true }),
        paid: fc.array(
          fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 0.3, noNaN: true })),
          {
            maxLength: 3,
          },
        ),
        charged: fc.integer({ min: 1, max: 900_000 }),
      });
      fc.assert(
        fc.property(part, ({ late, minor, credited, answered, paid, charged }) => {
          const within = (share: number): number => Math.round(share * (late - 1));
          const given = Math.max(1, Math.floor(minor * credited));
          const payments = paid.map(([when, share], index): readonly [string, number, string] => [
            ...([daysAgo(within(when)), Math.floor((minor - given) * share) + 1, `p${index}`] as const),
          ]);
          const note = aCreditNote('n', daysAgo(within(answered)), given);
          const settled = {
            ...allocated(aPayment('n', daysAgo(within(answered)), given), '1', given),
            source: { kind: 'credit-note', id: 'n' },
          } as const;
          const account = aCompany([aLine('1', daysAgo(late), minor)], {
            creditNotes: [note],
            payments: payments.map(([on, amount, id]) => aPayment(id, on, amount)),
            allocations: [
              settled,
              ...payments.map(([on, amount, id]) => allocated(aPayment(id, on, amount), '1', amount)),
            ],
            charges: [aCharge('i', '1', charged, { status: 'waived', on: date(daysAgo(within(answered))) })],
          });
          const exact = exactInterest(
            minor - given,
            payments.map(([on, amount]) => [date(on), amount]),
            { after: date(daysAgo(late)), until },
            () => hundredths,
          );
          const steps = stepsOf(account, asked, { cancelledCharges: ['i'] });
          const proposed = steps.propose.find(({ kind }) => kind === 'interest')?.amount.minor ?? 0;
          expect(proposed).to.equal(exact);
        }),
        { numRuns: 2_000 },
      );
    });
  });

  it('leaves insured claims and key accounts to a person', () => {
    const credit = {
      limit: null,
      insurer: 'x',
      insured: eur(1),
      maximumExtensionDays: null,
      claimBy: null,
      retentionOfTitle: false,
      guarantees: [],
    };
    expect(told(stepsOf(company(), asked, { credit }))).to.equal('person: insured');
    expect(told(stepsOf(company(), asked, { keyAccount: true }))).to.equal('person: key-account');
  });

  it('asks a consumer for no fixed sum, and for interest from the formal notice only', () => {
    const legal = { ...rate, kind: 'legal-professional-creditor' as const, yearlyPpm: 26_200 };
    const account = { ...company({}, 1_000_000), debtor: aDebtor() };
    const policy = aPolicy({ charges: { ...aPolicy().charges, interest: 'legal-from-notice', indemnity: 'fr-40' } });
    const of = (levels: CaseFile['levels']): string => {
      const { file, calendar } = aCase(account, { levels });
      const view = {
        invoiceId: account.lines[0]!.invoiceId,
        number: '1',
        issued: day,
        due: day,
        open: eur(1),
        claim: eur(1),
        disputed: eur(0),
        daysLate: 40,
      };
      return told(
        chargeSteps({
          account,
          file,
          policy,
          calendar,
          rates: [legal],
          level: ladder[3]!,
          lines: [{ ...view, lineId: '1', level: 4 }],
        }),
      );
    };
    expect(of(asked)).to.equal('');
    expect(of([...asked, anEntry('1', 'formal', 10)])).to.equal('propose interest 718'); // 10,000.00 × 2.62 % × 10 / 365
    expect(of([...asked, anEntry('1', 'formal', 10, { status: 'sent' })])).to.equal('');
  });
});
