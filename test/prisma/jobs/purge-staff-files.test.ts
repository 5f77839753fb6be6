import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { tenOf } from '../../../prisma/business-clock.ts';
import { runDay } from '../../../prisma/jobs/run-day.ts';
import { at, openStaffRig, type StaffRig } from '../staff/staff-rig.ts';

const day = 24 * 3_600_000;

describe('exports of staff are deleted after a while', () => {
  let rig: StaffRig;

  before(async () => {
    rig = await openStaffRig();
  });
  after(() => rig.database.drop());
  beforeEach(async () => {
    await rig.rows('DELETE FROM file_links');
    await rig.rows('DELETE FROM blobs');
  });

  /** Puts a file of that name, and a link to it that was used, as the service does. */
  async function file(name: string, when: number, more: Record<string, unknown> = {}, of = rig): Promise<void> {
    const id = randomUUID();
    const blob = { id, name, mime: 'text/csv', ...more };
    await of.rows('SELECT solde_put_blobs($1, $2, $3, solde_instant($4))', [
      of.creditor.id,
      JSON.stringify([blob]),
      [Buffer.from(name)],
      when,
    ]);
    await of.rows(
      'INSERT INTO file_links (token_hash, creditor_id, blob_id, expires_at, consumed_at) VALUES ($1, $2, $3, solde_instant($4), solde_instant($4))',
      [id, of.creditor.id, id, when],
    );
  }
  const names = async (): Promise<unknown> =>
    (await rig.rows('SELECT name FROM blobs ORDER BY name')).map(({ name }) => name);
  async function run(
    today: string,
    staffFilesDays?: number,
  ): Promise<Readonly<Record<string, number>> | null | undefined> {
    const { pool } = rig.database;
    const when = await tenOf(pool, today as CivilDate, 'Europe/Paris');
    const order = {
      creditorId: rig.creditor.id,
      today: today as CivilDate,
      at: when,
      graceDaysOf: () => 5,
      again: true,
    };
    const reports = await runDay(pool, staffFilesDays === undefined ? order : { ...order, staffFilesDays });
    return reports.find(({ job }) => job === 'staff-files')?.did;
  }

  it('those made for staff alone, once they are old enough, with their links', async () => {
    const other = await openStaffRig(rig.database);
    await file('old export', at - 8 * day, { forStaff: true });
    await file('new export', at - 6 * day, { forStaff: true });
    await file('old agreement', at - 400 * day, { debtorId: rig.debtor.id });
    await file('old evidence', at - 400 * day);
    await file('of somebody else', at - 400 * day, { forStaff: true }, other);
    expect(await run('2026-12-01', 7)).to.deep.equal({ files: 1 });
    expect(await names()).to.deep.equal(['new export', 'of somebody else', 'old agreement', 'old evidence']);
    expect(await rig.rows('SELECT count(*)::int AS n FROM file_links')).to.deep.equal([{ n: 4 }]);
    expect(await run('2026-12-01', 7)).to.deep.equal({ files: 0 });
    expect(await run('2026-12-03', 7)).to.deep.equal({ files: 1 });
  });

  it('none where nobody says how long they are kept', async () => {
    await file('old export', at - 800 * day, { forStaff: true });
    expect(await run('2026-12-01')).to.deep.equal({});
    expect(await names()).to.deep.equal(['old export']);
  });

  it('and no other file ever becomes one of them', async () => {
    await file('old agreement', at - 400 * day, { debtorId: rig.debtor.id });
    const change = await rig.rows('UPDATE blobs SET for_staff = true').then(
      () => 'changed',
      () => 'refused',
    );
    expect(change).to.equal('refused');
  });
});
