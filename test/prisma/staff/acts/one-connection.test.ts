import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { makeDrawNotice } from '../../../../bot/draw-notice.ts';
import { drawDefaultNotice } from '../../../../bot/draw-default-notice.ts';
import { readPolicies } from '../../../../bot/policy-files.ts';
import { disputeAnswer } from '../../../../dialogs/staff/dispute-answer.ts';
import { planAnswer } from '../../../../dialogs/staff/plan-answer.ts';
import { staffMessage } from '../../../../dialogs/staff/staff-message.ts';
import { outlets } from '../../../../domain/escalation/policy.ts';
import { makeRunOrders } from '../../../../prisma/escalation/make-run-orders.ts';
import { openPool } from '../../../../prisma/pool.ts';
import { appUrl } from '../../../../prisma/app-url.ts';
import { makeStaffActs } from '../../../../prisma/staff/acts/make-staff-acts.ts';
import { at, calendars, today } from '../staff-rig.ts';
import { type ActsRig, openActsRig } from './acts-rig.ts';

describe('closing the task of a letter from a card', () => {
  let rig: ActsRig;
  let single: ReturnType<typeof openPool>;

  before(async () => {
    rig = await openActsRig();
    single = openPool(appUrl(rig.database.ownerUrl), () => undefined, 1);
  });
  after(async () => {
    await single.end();
    await rig.database.drop();
  });

  it('needs one connection: the rules are read in its own transaction', async () => {
    const policies = new URL('../../../../policies/', import.meta.url);
    const orderOf = makeRunOrders(single, {
      ...{ production: false, shippedRates: [], zone: 'Europe/Paris', reachable: outlets, calendar: calendars },
      ...{ newId: randomUUID, draw: makeDrawNotice(await readPolicies(policies)), chatUrl: (slug) => slug },
    });
    let read = 0;
    const acts = makeStaffActs({
      ...{ pool: single, calendars, policy: () => null },
      rules: (place) => {
        read += 1;
        return orderOf(place.creditorId, at, false, place);
      },
      newToken: () => randomBytes(16).toString('base64url'),
      words: { dispute: disputeAnswer, planNotice: drawDefaultNotice, plan: planAnswer, message: staffMessage },
    });
    const { id: noticeId } = await rig.notice();
    const task = randomUUID();
    await rig.rows(
      `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at) VALUES ($1::uuid, $2, 'post-letter', 'due', $3, $4, $1::text, now())`,
      [task, rig.creditor.id, rig.debtor.id, JSON.stringify({ noticeId })],
    );
    const wish = { act: 'complete-task', target: { kind: 'task' as const, id: task }, inputs: { tracking: '1A' } };
    const shown = await acts.prepare(rig.scope('noa'), wish, { today, now: at });
    expect(shown).to.deep.equal({ kind: 'refused', why: 'awaiting-approval' });
    expect(read).to.equal(1);
  });
});
