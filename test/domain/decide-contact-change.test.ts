import { expect } from 'chai';
import { type ContactPoint } from '../../domain/account.ts';
import { decide } from '../../domain/decide.ts';
import { type DecisionInput } from '../../domain/decision-input.ts';
import { type StoredCode } from '../../domain/evidence.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type Act, type Confirmation, type ContactChangeTerms } from '../../domain/request.ts';
import { recapDigits, termsHash } from '../../domain/terms-hash.ts';
import { anAccount } from './an-account.ts';
import { anInput, aPoint, minute, now, sha256, withCode } from './an-input.ts';

const phone = aPoint({ id: 'phone' });
const app = aPoint({ id: 'app', channel: 'whatsapp' });
const mail = aPoint({ id: 'mail', channel: 'email', address: 'camille@essai.example' });
const points = [phone, app, mail];
const terms: ContactChangeTerms = {
  debtorId: 'debtor',
  contactId: 'contact',
  channel: 'sms',
  address: '+33639980901',
  replaces: ['app', 'phone'],
};

const actOf = (of: Partial<ContactChangeTerms> = {}): Act => ({ kind: 'contact-change', terms: { ...terms, ...of } });
const byCode = (act: Act): Confirmation => ({ how: 'code', hash: termsHash(act, sha256), digits: '123456' });

type Given = { readonly act?: Act; readonly on?: readonly ContactPoint[]; readonly code?: Partial<StoredCode> };

function changed({ act = actOf(), on = points, code = {} }: Given = {}, with_: Partial<DecisionInput> = {}): Outcome {
  const input = withCode(anInput(anAccount({ points: on })), {
    pointId: 'mail',
    termsHash: termsHash(act, sha256),
    ...code,
  });
  return decide({ kind: 'act', act, confirmation: byCode(act) }, { ...input, ...with_ });
}

const kinds = ({ facts }: Outcome): readonly string[] => facts.map(({ kind }) => kind);

describe('a change of contact details', () => {
  it('ends the old points, keeps the new one unproved, sends its code and tells the accounts', () => {
    const outcome = changed();
    expect(outcome.refusal).to.equal(null);
    expect(kinds(outcome)).to.deep.equal(['code-tried', 'contact-changed', 'code-issued', 'task-opened']);
    const [, made, code, task] = outcome.facts;
    expect(made).to.deep.include({ contactId: 'contact', address: '+33639980901', replaces: ['app', 'phone'] });
    expect(code).to.deep.include({ purpose: 'contact-change', termsHash: null, debtorId: 'debtor' });
    expect(code?.kind === 'code-issued' && code.send?.address).to.equal('+33639980901');
    expect(task).to.deep.include({ what: 'contact-change', reason: 'update-accounts' });
    expect(outcome.result).to.deep.include({ kind: 'code-sent' });
  });

  const refused: readonly (readonly [string, string, Given])[] = [
    ['a code to the address that is replaced', 'confirmation-mismatch', { code: { pointId: 'phone' } }],
    ['a code to the same number by another channel', 'confirmation-mismatch', { code: { pointId: 'app' } }],
    [
      'a code to somebody else of the same account',
      'confirmation-mismatch',
      { on: [...points, { ...mail, id: 'boss', contactId: 'boss' }], code: { pointId: 'boss', contactId: 'boss' } },
    ],
    [
      'a code to an address that is not of record yet',
      'confirmation-mismatch',
      { on: [phone, app, { ...mail, usableFrom: null }] },
    ],
    [
      'a code to the very address that is given',
      'confirmation-mismatch',
      { act: actOf({ address: mail.address, channel: 'email', replaces: [] }) },
    ],
    ['points of somebody else', 'terms-changed', { act: actOf({ replaces: ['other'] }) }],
    ['somebody else’s contact', 'not-found', { act: actOf({ contactId: 'boss' }) }],
    ['other terms than those the code was for', 'terms-changed', { code: { termsHash: 'other' } }],
  ];
  for (const [name, refusal, given] of refused) {
    it(`is not made with ${name}`, () => {
      const outcome = changed(given);
      expect(outcome.refusal).to.equal(refusal);
      expect(kinds(outcome)).not.to.include('contact-changed');
    });
  }

  it('is never made by typed words or a button, on a telephone that wrote a moment ago', () => {
    const act = actOf();
    const hash = termsHash(act, sha256);
    for (const how of ['words', 'button'] as const) {
      const confirmation: Confirmation = { how, hash, digits: recapDigits(hash) };
      const outcome = decide({ kind: 'act', act, confirmation }, anInput(anAccount({ points })));
      expect([outcome.refusal, outcome.facts]).to.deep.equal(['confirmation-mismatch', []]);
    }
  });

  it('leaves the proof of the new address to a person where no code can go out', () => {
    const { evidence } = withCode(anInput(null), { pointId: 'mail', termsHash: termsHash(actOf(), sha256) });
    for (const change of [
      { reachable: ['email'] as const },
      { attempts: { failuresLastDay: 0, codesLastHour: 3, codesLastDay: 3 } },
    ]) {
      const outcome = changed({}, { evidence: { ...evidence, ...change } });
      expect(kinds(outcome)).to.deep.equal(['code-tried', 'contact-changed', 'task-opened']);
      expect(outcome.result.kind).to.equal('done');
    }
  });

  it('goes to a person with its terms when there is nowhere else to send a code', () => {
    const { facts, result } = decide(
      { kind: 'review', act: actOf(), reasons: ['no-other-address'] },
      anInput(anAccount({ points: [phone] })),
    );
    expect(result.kind).to.equal('review');
    expect(facts[0]).to.deep.include({ kind: 'task-opened', what: 'contact-change', reason: 'no-other-address' });
  });
});

describe('the code of a new address', () => {
  const verified = (code: Partial<StoredCode>, matches = true): Outcome =>
    decide(
      { kind: 'verify-address', digits: '123456' },
      withCode(anInput(anAccount({ points })), { purpose: 'contact-change', pointId: 'new', ...code }, matches),
    );

  it('makes it an address of record a day later', () => {
    expect(verified({}).facts).to.deep.equal([
      { kind: 'code-tried', id: 'code', used: true },
      { kind: 'address-verified', pointId: 'new', debtorId: 'debtor', usableFrom: now + 24 * 60 * minute },
    ]);
  });

  it('is a code like any other: five tries, ten minutes, and for nothing else', () => {
    const refusals = [
      verified({}, false),
      verified({ tries: 5 }),
      verified({ expires: now }),
      verified({ purpose: 'confirm', termsHash: 'h' }),
      verified({ purpose: 'identify' }),
      verified({ debtorId: null }),
    ];
    expect(refusals.map(({ refusal }) => refusal)).to.deep.equal([
      'code-wrong',
      'code-too-many',
      'code-expired',
      'code-expired',
      'code-expired',
      'code-wrong',
    ]);
    for (const { facts } of refusals) expect(facts.map(({ kind }) => kind)).not.to.include('address-verified');
  });

  it('is sent again to the address that waits for it, and to no other', () => {
    const again = (on: readonly ContactPoint[]): Outcome =>
      decide(
        { kind: 'send-code', maskId: 'mail', purpose: 'contact-change', hash: null },
        anInput(anAccount({ points: on })),
      );
    const waiting = aPoint({ id: 'new', address: '+33639980901', usableFrom: null });
    const [code] = again([...points, waiting]).facts;
    expect(code).to.deep.include({ kind: 'code-issued', purpose: 'contact-change', pointId: 'new' });
    for (const on of [
      points,
      [...points, { ...waiting, usableFrom: now + minute }],
      [...points, { ...waiting, optedOut: true }],
      [...points, { ...waiting, contactId: 'boss' }],
    ]) {
      expect(again(on)).to.deep.include({ refusal: 'code-unavailable', facts: [] });
    }
  });
});

describe('an address that is not of record', () => {
  const input = (usableFrom: number | null): DecisionInput => {
    const base = anInput(anAccount({ points: [aPoint({ usableFrom })] }));
    return base;
  };

  it('receives no code to confirm with, until a day after it was proved', () => {
    const send = (usableFrom: number | null): string | null =>
      decide({ kind: 'send-code', maskId: 'point', purpose: 'confirm', hash: 'h' }, input(usableFrom)).refusal;
    expect([send(null), send(now + 1), send(now)]).to.deep.equal(['code-unavailable', 'code-unavailable', null]);
  });
});
