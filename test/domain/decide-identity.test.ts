import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { type ContactPoint } from '../../domain/account.ts';
import { addressMix, type AddressMix } from '../../domain/address-mix.ts';
import { addDays, type CivilDate, date } from '../../domain/civil-date.ts';
import { type SlotValue } from '../../domain/command.ts';
import { decide } from '../../domain/decide.ts';
import { decoyMasks } from '../../domain/decoy-masks.ts';
import { type Fact } from '../../domain/fact.ts';
import { guessKey } from '../../domain/guess-key.ts';
import { type Mask } from '../../domain/outcome.ts';
import { maskHint, type MaskChannel } from '../../domain/mask.ts';
import { money } from '../../domain/money.ts';
import { type IdentityFile } from '../../domain/verification.ts';
import { demoPortfolio } from '../../prisma/demo/demo-portfolio.ts';
import { anInput, aPoint, minute, now } from './an-input.ts';

const born = date('1988-04-12');
const file: IdentityFile = {
  debtorKind: 'consumer',
  birthDate: born,
  siren: null,
  postcode: null,
  invoices: [],
  lastInvoiceAmount: null,
  letterCodeHash: null,
};
const reachable = ['sms', 'email'] as const;
const email = aPoint({ id: 'mail', channel: 'email', address: 'camille@essai.example' });

const digest = (text: string): string => createHmac('sha256', 'secret').update(text).digest('hex');
const on = (of: CivilDate): SlotValue => ({ kind: 'date', date: of });

/** The customers of the demo, as they are drawn from for decoys. */
function demoSample(): readonly (readonly ContactPoint[])[] {
  const { contact_points: rows } = demoPortfolio(date('2026-11-22')).tables;
  const contacts = new Map<unknown, ContactPoint[]>();
  for (const row of rows) {
    const { id, contact_id: of, channel, address } = row as Record<string, string>;
    const point = aPoint({ id: id!, channel: channel as ContactPoint['channel'], address: address! });
    contacts.set(of, [point, ...(contacts.get(of) ?? [])]);
  }
  return [...contacts.values()];
}

const sample = demoSample();
const mix = addressMix(sample, reachable, now);

type Offer = { readonly masks: readonly Mask[]; readonly facts: readonly Fact[] };

/** What whoever makes that guess on the page is offered, and what is written; `points`: null when nobody has the reference. */
function guessed(points: readonly ContactPoint[] | null, guess: SlotValue, reference = 'LUM-1001'): Offer {
  const input = anInput(null, { channel: 'web', counterpart: 'web-user' });
  const named = points === null ? null : { debtorId: 'debtor', file, points };
  const decoys = decoyMasks(digest(guessKey(reference, [guess])), mix);
  const { result, facts } = decide(
    { kind: 'identify', reference, factors: [guess] },
    {
      ...input,
      evidence: {
        ...input.evidence,
        named,
        decoys: decoys.map((of, at) => ({ id: String(at + 1), ...of, pointId: null })),
        reachable,
      },
    },
  );
  return result.kind === 'masks' ? { masks: result.masks, facts } : expect.fail(result.kind);
}

const shapeOf = (masks: readonly Mask[]): string => masks.map(({ id, channel }) => `${id} ${channel}`).join(', ');
const shown = (masks: readonly Mask[]): string => masks.map(({ channel, hint }) => `${channel} ${hint}`).join(', ');

const channels = fc.constantFrom<MaskChannel>('sms', 'whatsapp', 'email');
const somePoints = fc.array(
  fc.record({ channel: channels, n: fc.integer({ min: 0, max: 99 }), optedOut: fc.boolean(), role: fc.boolean() }),
  { maxLength: 6 },
);

function pointsOf(
  drawn: readonly { channel: MaskChannel; n: number; optedOut: boolean; role: boolean }[],
): ContactPoint[] {
  return drawn.map(({ channel, n, optedOut, role }, at) =>
    aPoint({
      id: `p${String(at)}`,
      contactId: `c${String(n % 3)}`,
      role: role ? 'payables' : 'director',
      channel,
      optedOut,
      verifiedAt: n % 2 === 0 ? null : now - n,
      address:
        channel === 'email'
          ? `${'abcdefgh'.charAt(n % 8)}${String(n)}@essai.example`
          : `+336399800${String(n).padStart(2, '0')}`,
    }),
  );
}

describe('the addresses offered for a code', () => {
  it('come in one order and numbering, whether they exist or not', () => {
    for (const points of [
      [email, aPoint()],
      [aPoint(), email],
    ]) {
      expect(shapeOf(guessed(points, on(born)).masks)).to.equal('1 sms, 2 email');
    }
    const stopped = aPoint({ optedOut: true });
    expect(shapeOf(guessed([stopped, email], on(born)).masks)).to.equal('1 email');
  });

  it('are one telephone and one e-mail at most, however many there are, and what is shown is what is sent to', () => {
    const points = [
      aPoint({ id: 'old', address: '+33639980011', verifiedAt: now - 5 }),
      aPoint({ id: 'new', address: '+33639980022', verifiedAt: now - 1 }),
      aPoint({ id: 'app', address: '+33639980022', channel: 'whatsapp', verifiedAt: now - 1 }),
      email,
      { ...email, id: 'boss', role: 'site', address: 'zoe@essai.example', verifiedAt: now } as const,
    ];
    const { masks, facts } = guessed(points, on(born));
    expect(shown(masks)).to.equal('sms •• 22, email c•••');
    const claim = facts.flatMap((fact) => (fact.kind === 'identity-tried' ? [fact.claim] : []))[0];
    expect(claim?.masks.map(({ pointId }) => pointId)).to.deep.equal(['new', 'mail']);
  });

  it('leave out what was only typed in a conversation, until a day after its code came back', () => {
    for (const [usableFrom, expected] of [
      [null, '1 email'],
      [now + minute, '1 email'],
      [now, '1 sms, 2 email'],
    ] as const) {
      expect(shapeOf(guessed([aPoint({ usableFrom }), email], on(born)).masks), String(usableFrom)).to.equal(expected);
    }
  });

  it('look and are written alike for a right factor, a wrong one and a reference that nobody has', () => {
    const bare = (offer: Offer): unknown => {
      expect(shapeOf(offer.masks)).to.match(/^1 (?:sms|email)$|^1 sms, 2 email$/);
      for (const { channel, hint } of offer.masks) {
        expect(hint).to.match(channel === 'email' ? /^\S•••$/ : /^•• \d\d$/);
      }
      return offer.facts.map((fact) =>
        fact.kind === 'identity-tried' ? { ...fact, claim: Object.keys(fact.claim ?? {}) } : fact.kind,
      );
    };
    fc.assert(
      fc.property(somePoints, fc.string(), fc.integer({ min: 1, max: 20_000 }), (drawn, reference, days) => {
        const points = pointsOf(drawn);
        const right = bare(guessed(points, on(born), reference));
        const wrong = on(addDays(date('1940-01-01'), days));
        expect(bare(guessed(points, wrong, reference))).to.deep.equal(right);
        expect(bare(guessed(null, wrong, reference))).to.deep.equal(right);
      }),
    );
  });

  it('change with every guess, so that the right one is not the one that changes them', () => {
    const guesses = Array.from({ length: 60 }, (_, at) => addDays(date('1988-03-01'), at));
    const seen = guesses.map((day) => shown(guessed([aPoint(), email], on(day)).masks));
    expect(seen).to.deep.equal(guesses.map((day) => shown(guessed([aPoint(), email], on(day)).masks)));
    expect(new Set(seen).size).to.be.greaterThan(25); // hardly two alike: 89 in a hundred show two digits and a letter
  });

  it('have, where nobody is known, the shapes that customers have, as often as they have them', () => {
    const countOf = (shapes: readonly string[]): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const shape of shapes) counts[shape] = (counts[shape] ?? 0) + 1 / shapes.length;
      return counts;
    };
    const real = countOf(sample.map((points) => shapeOf(guessed(points, on(born)).masks)));
    const many = Array.from({ length: 4_000 }, (_, at) => `LUM-${String(at)}`);
    const invented = countOf(many.map((reference) => shapeOf(guessed(null, on(born), reference).masks)));
    expect(Object.keys(invented).toSorted()).to.deep.equal(Object.keys(real).toSorted());
    for (const [shape, share] of Object.entries(real)) expect(invented[shape], shape).to.be.closeTo(share, 0.03);
  });

  it('show, where nobody is known, letters and digits as often as customers’ addresses do', () => {
    const letters: AddressMix = addressMix(
      Array.from({ length: 100 }, (_, at) => [
        { ...email, address: `${at < 90 ? 'c' : 'd'}${String(at)}@essai.example` },
      ]),
      reachable,
      now,
    );
    const drawn = Array.from({ length: 1_000 }, (_, at) => decoyMasks(digest(String(at)), letters)[0]?.hint);
    expect(new Set(drawn)).to.deep.equal(new Set([maskHint('email', 'c'), maskHint('email', 'd')]));
    expect(drawn.filter((hint) => hint === 'c•••').length).to.be.closeTo(900, 40);
  });

  it('have some shape even for a creditor with hardly a customer, on the channels that there are', () => {
    const shapes = (of: readonly MaskChannel[]): readonly string[] => {
      const few = addressMix([], of, now);
      const drawn = Array.from({ length: 300 }, (_, at) => decoyMasks(digest(String(at)), few));
      return [...new Set(drawn.map((masks) => masks.map(({ channel }) => channel).join(' ')))].toSorted();
    };
    expect(shapes(['sms', 'email'])).to.deep.equal(['email', 'sms', 'sms email']);
    expect(shapes(['email'])).to.deep.equal(['email']);
    expect(shapes(['whatsapp'])).to.deep.equal(['whatsapp']);
    expect(shapes([])).to.deep.equal(['']);
  });
});

describe('a guess at somebody’s identity', () => {
  const key = (...values: readonly SlotValue[]): string => guessKey('LUM-1001', values);
  const digits = (text: string): SlotValue => ({ kind: 'digits', digits: text });
  const paid = (minor: number, currency = 'EUR'): SlotValue => ({ kind: 'money', money: money(minor, currency) });
  const invoice = (number: string): SlotValue => ({ kind: 'invoice', number });

  it('is the same however it is written', () => {
    expect(new Set([key(on(born)), key(digits('12041988')), key(digits('19880412'))]).size).to.equal(1);
    expect(key(paid(100))).to.equal(key(paid(100, 'GBP')));
    expect(key(paid(100), invoice('fa 2026 0101'))).to.equal(key(invoice('FA-2026-0101'), paid(100)));
    expect(guessKey('FA-2026-0101', [paid(100)])).to.equal(
      guessKey('FA-2026-0101', [paid(100), invoice('FA-2026-0101')]),
    );
  });

  it('is not changed by what nothing is compared with', () => {
    expect(key(on(born), invoice('FA-2026-0101'))).to.equal(key(on(born)));
    expect(key(on(born), { kind: 'text', text: 'bonjour' })).to.equal(key(on(born)));
  });

  it('is another one with another value or reference', () => {
    const all = [key(), key(on(born)), key(digits('12041989')), key(digits('48213')), key(paid(100)), key(paid(101))];
    all.push(key(paid(100, 'JPY')), key(paid(100), invoice('FA-1')), key(paid(100), invoice('FA-2')));
    all.push(guessKey('LUM-1002', [on(born)]));
    expect(new Set(all).size).to.equal(all.length);
  });
});
