import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { noteBounce, resumeAll, stopAll } from '../../../prisma/staff/switch-sending.ts';
import { openStaffRig, type StaffRig } from './staff-rig.ts';

describe('sending is stopped and let go on', () => {
  let rig: StaffRig;

  before(async () => {
    rig = await openStaffRig();
  });
  after(async () => {
    await rig.database.drop();
  });

  const isStopped = async (): Promise<boolean> => {
    const [row] = await rig.rows('SELECT stopped_at IS NOT NULL AS stopped FROM creditors WHERE id = $1', [
      rig.creditor.id,
    ]);
    return row?.['stopped'] === true;
  };

  it('stopped by whoever works on accounts, let go on by a manager or an administrator', async () => {
    const { pool } = rig.database;
    expect(await stopAll(pool, rig.as('lou'))).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
    expect([await stopAll(pool, rig.as('noa')), await isStopped()]).to.deep.equal([{ kind: 'stopped' }, true]);
    expect(await resumeAll(pool, rig.as('noa'))).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
    expect(await isStopped()).to.equal(true);
    expect([await resumeAll(pool, rig.as('camille')), await isStopped()]).to.deep.equal([{ kind: 'resumed' }, false]);
    expect(await rig.trail()).to.deep.equal([
      'sending.stopped by shell, as noa',
      'sending.resumed by shell, as camille',
    ]);
  });

  it('a mail that came back counts no longer, as whoever closes tasks says', async () => {
    const { pool } = rig.database;
    const outbox = randomUUID();
    await rig.rows(
      `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address) SELECT $1::uuid, $2, contact_id, 'email', 'x@example.test'
         FROM debtor_contacts WHERE debtor_id = $3 LIMIT 1`,
      [outbox, rig.creditor.id, rig.debtor.id],
    );
    await rig.rows(
      `INSERT INTO outbox (id, creditor_id, contact_point_id, debtor_id, channel, class, message, dedupe_key, status, queued_at)
       VALUES ($1::uuid, $2, $1::uuid, $3, 'email', 'demand', '{}', $1::text, 'SENT', now())`,
      [outbox, rig.creditor.id, rig.debtor.id],
    );
    const mail = { outlet: 'email', legal: 'none', status: 'counted', counted_on: '2026-12-01', outbox_id: outbox };
    const { id } = await rig.notice(mail);
    expect(await noteBounce(pool, rig.as('lou'), id)).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
    expect(await noteBounce(pool, rig.as('noa'), randomUUID())).to.deep.equal({ kind: 'not-done', why: 'unknown' });
    expect(await noteBounce(pool, rig.as('noa'), id)).to.deep.equal({ kind: 'bounced' });
    const [row] = await rig.rows('SELECT status, counted_on AS counted, reason FROM notices WHERE id = $1', [id]);
    expect(row).to.deep.equal({ status: 'failed', counted: null, reason: 'bounced' });
  });
});
