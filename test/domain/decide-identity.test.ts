import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { type ContactPoint } from '../../domain/account.ts';
import { date } from '../../domain/civil-date.ts';
import { decide } from '../../domain/decide.ts';
import { type Mask } from '../../domain/outcome.ts';
import { decoyMasks } from '../../domain/mask.ts';
import { type IdentityFile } from '../../domain/verification.ts';
import { demoPortfolio } from '../../prisma/demo/demo-portfolio.ts';
import { anInput, aPoint } from './an-input.ts';

const file: IdentityFile = {
  debtorKind: 'consumer',
  birthDate: date('1988-04-12'),
  siren: null,
  postcode: null,
  invoices: [],
  lastInvoiceAmount: null,
  letterCodeHash: null,
};
const reachable = ['sms', 'email'] as const;
const email = aPoint({ id: 'mail', channel: 'email', address: 'camille@essai.example' });

/** What is offered on the page to whoever gives the right birth date of someone with these addresses, or another one. */
function offered(points: readonly ContactPoint[], born: string, digest = '00000000'): readonly Mask[] {
  const input = anInput(null, { channel: 'web', counterpart: 'web-user' });
  const named = { debtorId: 'debtor', file, points };
  const decoys = decoyMasks(digest, reachable).map((of, at) => ({ id: String(at + 1), ...of, pointId: null }));
  const { result } = decide(
    { kind: 'identify', reference: 'LUM-1001', factors: [{ kind: 'date', date: date(born) }] },
    { ...input, evidence: { ...input.evidence, named, decoys, reachable } },
  );
  return result.kind === 'masks' ? result.masks : expect.fail(result.kind);
}

const shapeOf = (masks: readonly Mask[]): string => masks.map(({ id, channel }) => `${id} ${channel}`).join(', ');

describe('the addresses offered for a code', () => {
  it('come in one order and numbering, whether they exist or not', () => {
    for (const points of [
      [email, aPoint()],
      [aPoint(), email],
    ]) {
      expect(shapeOf(offered(points, '1988-04-12'))).to.equal('1 sms, 2 email');
    }
    expect(shapeOf(offered([email, aPoint()], '1988-04-13'))).to.equal('1 sms, 2 email');
    const stopped = aPoint({ optedOut: true });
    expect(shapeOf(offered([stopped, email], '1988-04-12'))).to.equal('1 email');
  });

  it('have, where nobody is known, every shape that the demo’s customers have', () => {
    const { contact_points: rows } = demoPortfolio(date('2026-11-22')).tables;
    const contacts = new Map<unknown, ContactPoint[]>();
    for (const row of rows) {
      const { contact_id: of, channel, address } = row as Record<string, string>;
      const point = aPoint({ channel: channel as ContactPoint['channel'], address: address! });
      contacts.set(of, [point, ...(contacts.get(of) ?? [])]);
    }
    const real = new Set([...contacts.values()].map((points) => shapeOf(offered(points, '1988-04-12'))));
    real.add(shapeOf(offered([email], '1988-04-12'))); // whoever stopped our messages keeps the e-mail
    const digests = Array.from({ length: 200 }, (_, n) => createHash('sha256').update(String(n)).digest('hex'));
    const invented = new Set(digests.map((digest) => shapeOf(offered([], '1988-04-13', digest))));
    expect([...invented].toSorted()).to.include.members([...real]);
    expect(invented.size).to.equal(3);
  });
});
