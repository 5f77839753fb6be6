import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { makeCalendars } from '../../../bot/calendars.ts';
import { makeTold, type ToldDeps } from '../../../bot/staff/told.ts';
import { dateIn } from '../../../bot/calendars.ts';
import { appUrl } from '../../../prisma/app-url.ts';
import { openPool } from '../../../prisma/pool.ts';
import { disputesDue, readEvents } from '../../../prisma/staff/read-events.ts';
import { makeStaffQueries } from '../../../prisma/staff/query/make-staff-queries.ts';
import { reachableStaff } from '../../../prisma/staff/reachable-staff.ts';
import { tellStaff } from '../../../prisma/staff/tell-staff.ts';
import { listCreditors } from '../../../prisma/jobs/list-creditors.ts';
import { eventually } from '../../support/eventually.ts';
import { people, startTeamsRig, type TeamsRig } from './teams-rig.ts';

const hour = 3_600_000;

describe('what staff is told without asking', () => {
  let teams: TeamsRig;
  let pool: ReturnType<typeof openPool>;
  let nine: number; // in the morning, in Paris, on a working day

  before(async () => {
    teams = await startTeamsRig();
    pool = openPool(appUrl(teams.service.ownerUrl), () => undefined, 4);
    for (const who of ['manager', 'clerk', 'sales', 'administrator'] as const) await teams.say(who, 'aide');
    // The service itself tells by the calendar too: what it told is forgotten here.
    await teams.rows('DELETE FROM staff_told');
    const [offset] = await teams.rows("SELECT value::text AS by FROM settings WHERE key = 'clock.offset'");
    nine = Date.now() + Number(offset?.['by'] ?? 0) - hour;
  });
  after(async () => {
    await pool.end();
    await teams.stop();
  });
  beforeEach(async () => {
    await teams.rows('DELETE FROM staff_told');
    await teams.rows('DELETE FROM staff_settings');
  });

  const told = (at: number, more: Partial<ToldDeps> = {}): (() => Promise<void>) =>
    makeTold({
      creditors: (now) => listCreditors(pool, now),
      reachable: (creditorId) => reachableStaff(pool, creditorId),
      events: (of) => readEvents(pool, of),
      disputesDue: (of) => disputesDue(pool, of),
      queries: makeStaffQueries({ pool }),
      tell: (telling, write) => tellStaff(pool, telling, write),
      dispatch: () => undefined, // the service finds what waits
      calendar: makeCalendars(),
      clock: () => at,
      newId: randomUUID,
      log: () => undefined,
      ...more,
    });
  const digests = async (): Promise<readonly unknown[]> =>
    (
      await teams.rows(
        "SELECT u.handle FROM staff_told t JOIN staff_users u ON u.id = t.staff_user_id WHERE t.topic = 'digest' ORDER BY 1",
      )
    ).map(({ handle }) => handle);

  it('is a digest for each person, once a day, however many processes tell', async () => {
    const before = teams.heard().length;
    await Promise.all([told(nine)(), told(nine)(), told(nine + 600_000)()]);
    expect(await digests()).to.deep.equal(['alex', 'camille', 'noa', 'sacha']);
    await eventually(() => {
      const shown = teams
        .heard()
        .slice(before)
        .filter(({ all }) => all.includes('Votre point du'));
      expect(shown.map(({ to }) => to).toSorted()).to.deep.equal([
        'a:administrator',
        'a:clerk',
        'a:manager',
        'a:sales',
      ]);
    });
    await told(nine + 2 * hour)();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const all = teams
      .heard()
      .slice(before)
      .filter((shown) => shown.all.includes('Votre point du'));
    expect(all).to.have.length(4);
    const sales = all.find(({ to }) => to === 'a:sales')?.all ?? '';
    expect(sales).to.include('Durand').and.to.not.include('Menuiserie Maquette');
  });

  it('comes in their hours and on their days, and not where it is switched off', async () => {
    await told(nine - 3 * hour)(); // six in the morning
    expect(await digests()).to.deep.equal([]);
    const [noa] = await teams.rows('SELECT id, creditor_id AS creditor FROM staff_users WHERE aad_object_id = $1', [
      people.clerk,
    ]);
    const settings =
      'INSERT INTO staff_settings (staff_user_id, creditor_id, from_minute, days, off_topics) VALUES ($1, $2, 300, $3, $4)';
    await teams.rows(settings, [noa?.['id'], noa?.['creditor'], [1, 2, 3, 4, 5, 6, 7], []]);
    await told(nine - 3 * hour)();
    expect(await digests()).to.deep.equal(['noa']);
    await teams.rows('DELETE FROM staff_told');
    await teams.rows("UPDATE staff_settings SET off_topics = '{digest}'");
    await told(nine)();
    expect(await digests()).to.deep.equal(['alex', 'camille', 'sacha']);
  });

  it('is what happened, each thing once, to whom it concerns', async () => {
    await told(nine)();
    const shown = await teams.rows(
      "SELECT DISTINCT u.handle, t.topic FROM staff_told t JOIN staff_users u ON u.id = t.staff_user_id WHERE t.topic = 'dispute-opened' ORDER BY 1",
    );
    expect(shown.map(({ handle }) => handle)).to.deep.equal(['camille', 'noa', 'sacha']);
    const count = async (): Promise<unknown> => (await teams.rows('SELECT count(*)::int AS n FROM outbox'))[0];
    const before = await count();
    await told(nine + hour)();
    expect(await count()).to.deep.equal(before);
  });

  it('is told again when it could not be kept, and never half', async () => {
    const failing = told(nine, {
      tell: (telling, write) => tellStaff(pool, telling, (fresh) => ({ ...write(fresh), id: 'no id at all' })),
    });
    await failing();
    expect(await digests()).to.deep.equal([]);
    await told(nine)();
    expect(await digests()).to.have.length(4);
  });

  it('is nothing on a public holiday', async () => {
    const christmas = Date.parse('2026-12-25T09:00:00Z');
    expect(dateIn('Europe/Paris', christmas)).to.equal('2026-12-25');
    await told(christmas)();
    expect(await digests()).to.deep.equal([]);
  });
});
