import { expect } from 'chai';
import { makeModelUse } from '../../../prisma/stores/model-use.ts';
import { readEvents } from '../../../prisma/staff/read-events.ts';
import { at, openStaffRig, type StaffRig, today } from '../staff/staff-rig.ts';

const day = 24 * 3_600_000;

describe('what the language model is asked for on a day', () => {
  let rig: StaffRig;
  const use = (requests: number, tokens: number): ReturnType<typeof makeModelUse> =>
    makeModelUse(rig.database.pool, { requests, tokens });
  const counted = async (): Promise<Record<string, unknown> | undefined> =>
    (
      await rig.rows(
        'SELECT requests, tokens::int AS tokens FROM model_use WHERE creditor_id = $1 ORDER BY on_date LIMIT 1',
        [rig.creditor.id],
      )
    )[0];
  const tasks = async (): Promise<readonly Record<string, unknown>[]> =>
    await rig.rows("SELECT due_on::text AS day FROM tasks WHERE creditor_id = $1 AND kind = 'model-spent' ORDER BY 1", [
      rig.creditor.id,
    ]);

  before(async () => {
    rig = await openStaffRig();
  });
  after(() => rig.database.drop());
  beforeEach(async () => {
    await rig.rows('DELETE FROM model_use');
    await rig.rows('DELETE FROM tasks');
  });

  it('is never more than the requests of a day, however many ask at once', async () => {
    const { take } = use(3, 1_000_000);
    const taken = await Promise.all(Array.from({ length: 12 }, () => take(rig.creditor.id, 10, at)));
    expect(taken.filter(Boolean)).to.have.length(3);
    expect(await counted()).to.deep.equal({ requests: 3, tokens: 30 });
  });

  it('is never more than the tokens of a day, and what was really needed counts in the end', async () => {
    const { take, settle } = use(100, 1_000);
    expect(await take(rig.creditor.id, 1_001, at)).to.equal(false);
    expect(await take(rig.creditor.id, 600, at)).to.equal(true);
    expect(await take(rig.creditor.id, 600, at)).to.equal(false);
    await settle(rig.creditor.id, -400, at);
    expect(await counted()).to.deep.equal({ requests: 1, tokens: 200 });
    expect(await take(rig.creditor.id, 600, at)).to.equal(true);
  });

  it('opens one task on a day that reached it, and is told as one event', async () => {
    const { take } = use(1, 1_000);
    expect(await take(rig.creditor.id, 10, at)).to.equal(true);
    expect(await tasks()).to.deep.equal([]);
    await Promise.all(Array.from({ length: 5 }, () => take(rig.creditor.id, 10, at)));
    expect(await tasks()).to.deep.equal([{ day: today }]);
    const events = await readEvents(rig.database.pool, { creditorId: rig.creditor.id, today, at });
    const told = events.filter(({ topic }) => topic === 'spend-cap');
    expect(told.map(({ detail, account }) => ({ detail, account }))).to.deep.equal([
      { detail: 'model-spent', account: null },
    ]);
    expect(await take(rig.creditor.id, 10, at + day)).to.equal(true);
    expect(await take(rig.creditor.id, 10, at + day)).to.equal(false);
    expect(await tasks()).to.have.length(2);
  });

  it('is nobody else’s', async () => {
    const other = await openStaffRig(rig.database);
    const { take } = use(1, 1_000);
    expect(await take(rig.creditor.id, 10, at)).to.equal(true);
    expect(await take(other.creditor.id, 10, at)).to.equal(true);
    expect(await take(rig.creditor.id, 10, at)).to.equal(false);
  });

  it('is nothing where nothing may be asked', async () => {
    expect(await use(0, 1_000).take(rig.creditor.id, 10, at)).to.equal(false);
    expect(await counted()).to.equal(undefined);
  });
});
