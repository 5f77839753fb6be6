import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { alertCard } from '../../../dialogs/staff/digest-card.ts';
import { readEvents } from '../../../prisma/staff/read-events.ts';
import { cardText } from '../../../channels/text/card-text.ts';
import { plainWords } from '../../dialogs/staff/cards/staff-look.ts';
import { at, openStaffRig, type StaffRig, today } from './staff-rig.ts';

describe('an account that becomes late is large', () => {
  let rig: StaffRig;

  before(async () => {
    rig = await openStaffRig();
  });
  after(() => rig.database.drop());

  async function late(minor: number, currency: string): Promise<void> {
    const [invoice, line] = [randomUUID(), randomUUID()];
    const of = [rig.creditor.id, rig.debtor.id];
    const client = await rig.database.ownerPool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO invoices (id, creditor_id, debtor_id, number, issued, total_minor, currency, capacity) VALUES ($1::uuid, $2, $3, $1::text, '2026-11-01', $4, $5, 'private')`,
        [invoice, ...of, minor, currency],
      );
      await client.query(
        `INSERT INTO invoice_items (id, creditor_id, debtor_id, invoice_id, position, label, quantity, amount_minor, currency, vat_rate) VALUES ($1, $2, $3, $4, 1, 'A', '1', $5, $6, '20')`,
        [randomUUID(), ...of, invoice, minor, currency],
      );
      await client.query(
        `INSERT INTO due_lines (id, creditor_id, debtor_id, invoice_id, position, due, amount_minor, currency, means) VALUES ($1, $2, $3, $4, 1, '2026-11-30', $5, $6, 'transfer')`,
        [line, ...of, invoice, minor, currency],
      );
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }

  it('by what is large in its own currency, and the line says from how much on', async () => {
    const amounts = [
      [499_999, 'GBP'],
      [500_000, 'USD'],
      [799_999, 'JPY'],
      [800_000, 'KRW'],
      [1_500_000, 'KWD'],
      [1_400_000, 'BHD'],
    ] as const;
    for (const [minor, currency] of amounts) await late(minor, currency);
    const events = await readEvents(rig.database.pool, { creditorId: rig.creditor.id, today, at });
    const large = events.filter(({ topic }) => topic === 'large-overdue');
    expect(large.map(({ amount }) => amount?.currency).toSorted()).to.deep.equal(['KWD', 'USD']);
    await late(1, 'JPY');
    const again = await readEvents(rig.database.pool, { creditorId: rig.creditor.id, today, at });
    const yen = again.filter(({ amount }) => amount?.currency === 'JPY');
    expect(yen.map(({ amount }) => amount?.minor)).to.deep.equal([800_000]);
    const ids = { press: () => 'p', open: () => 'o' };
    const shown = (language: 'fr' | 'en'): string =>
      cardText(alertCard(yen, ids, { language, words: plainWords, zone: 'Europe/Paris' }), language);
    expect(shown('fr').replace(/[\u00a0\u202f]/g, ' ')).to.match(/signalé à partir de 800 000/);
    expect(shown('en')).to.match(/told from .*800,000 on/);
  });
});
