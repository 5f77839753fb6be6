import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Hold } from '../../../../domain/account.ts';
import { addDays, type CivilDate } from '../../../../domain/civil-date.ts';
import { proceedings, staffHoldReasons } from '../../../../domain/staff/acts/act-command.ts';
import { illnessNamed } from '../../../../domain/staff/acts/names-illness.ts';
import { mayAct } from '../../../../domain/staff/may-act.ts';
import { recordAct } from '../../record-act.ts';
import { type Act, onAccount } from '../act.ts';
import { done, type OnAccount, type Performed, refused } from '../doing.ts';
import { fact } from '../facts.ts';
import { day, maybeDay, maybeId, maybeShort, words } from '../inputs.ts';
import { keepNote } from '../keep-note.ts';

/** As far back as a hold may begin, and as far ahead as it may last, in days. */
const [farBack, farAhead] = [366, 732];

type Wish = {
  readonly reason: Hold['reason'];
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly lineId: string | null;
};

function whyNoHold({ from, until, lineId }: Wish, { locked, today }: OnAccount): string | null {
  if (from > today || from < addDays(today, -farBack)) return 'from-out-of-range';
  if (until !== null && (until <= from || until > addDays(today, farAhead))) return 'until-out-of-range';
  return lineId === null || locked.account.lines.some(({ id }) => id === lineId) ? null : 'unknown-line';
}

async function open(
  doing: OnAccount,
  wish: Wish,
  why: { readonly kind: 'hold' | 'care'; readonly words: string },
): Promise<Performed> {
  const refusal = whyNoHold(wish, doing);
  if (refusal !== null) return refused(refusal);
  const { client } = doing.place;
  const { order, who, locked } = doing;
  const debtorId = locked.account.debtor.id;
  const id = randomUUID();
  await client.query(
    `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on, until_on) VALUES ($1::uuid, $2, $3, $4, $5, 'staff:' || $1::text, $6, $7)`,
    [id, order.creditorId, debtorId, wish.lineId, wish.reason, wish.from, wish.until],
  );
  await keepNote(doing, { ...why, aboutId: id });
  const facts = { hold: id, reason: wish.reason, line: wish.lineId, from: wish.from, until: wish.until };
  const event = { kind: 'hold.opened', debtorId, facts };
  await recordAct(client, order, who, why.kind === 'care' ? event : { ...event, words: { reason: why.words } });
  const until = wish.until === null ? [] : [fact.date('until', wish.until)];
  return done([fact.code('hold', 'hold-reason', wish.reason), fact.date('from', wish.from), ...until], {
    undo: { of: 'hold', id },
  });
}

const hold = onAccount(
  'hold',
  () => z.object({ why: z.enum(staffHoldReasons), from: maybeDay, until: maybeDay, line: maybeId, reason: words }),
  async ({ why, from, until, line, reason }, doing) =>
    await open(doing, { reason: why, from: from ?? doing.today, until, lineId: line }, { kind: 'hold', words: reason }),
);

const markVulnerable = onAccount(
  'mark-vulnerable',
  () => z.object({ until: day, reason: words }),
  async (command, doing) => {
    if (illnessNamed(command.reason) !== null) return refused('names-illness');
    const { locked, today } = doing;
    const running = locked.account.holds.some(
      (one) => one.reason === 'vulnerable' && one.from <= today && (one.until === null || one.until >= command.until),
    );
    if (running) return refused('as-before');
    const wish = { reason: 'vulnerable', from: today, until: command.until, lineId: null } as const;
    return await open(doing, wish, { kind: 'care', words: command.reason });
  },
);

/** Holds that a person may end; the others end with what they protect. Care ends by who may know why it was given. */
function whyNoRelease({ source, reason }: Hold, { who, locked }: OnAccount): string | null {
  if (reason === 'vulnerable') return mayAct(who, 'see-care', locked.salesOwner) ? null : 'not-allowed';
  return /^(?:staff|call|check|credit):/.test(source) || reason === 'manual' ? null : 'ends-with-its-cause';
}

const release = onAccount(
  'release',
  () => z.object({ on: maybeDay, reason: words }),
  async ({ on, reason }, doing) => {
    const { place, order, who, target, locked, today } = doing;
    const found = locked.account.holds.find(({ id }) => id === target.id);
    if (found === undefined) return refused('unknown');
    const why = whyNoRelease(found, doing);
    if (why !== null) return refused(why);
    const day_ = on ?? today;
    if (day_ > today || day_ < found.from) return refused('on-out-of-range');
    if (found.until !== null && found.until <= day_) return refused('done-before');
    await place.client.query('UPDATE holds SET until_on = $2 WHERE id = $1', [found.id, day_]);
    await keepNote(doing, {
      kind: found.reason === 'vulnerable' ? 'care' : 'release',
      words: reason,
      aboutId: found.id,
    });
    const facts = { hold: found.id, reason: found.reason, on: day_ };
    const event = { kind: 'hold.released', debtorId: locked.account.debtor.id, facts };
    await recordAct(place.client, order, who, found.reason === 'vulnerable' ? event : { ...event, words: { reason } });
    return done([fact.code('hold', 'hold-reason', found.reason), fact.date('released', day_)], {
      undo: { of: 'release', id: found.id, until: found.until },
    });
  },
);

const markInsolvent = onAccount(
  'mark-insolvent',
  () =>
    z.object({ proceedings: z.enum(proceedings), judgedOn: maybeDay, publishedOn: maybeDay, reference: maybeShort }),
  async ({ proceedings: kind, judgedOn, publishedOn, reference }, { place, order, who, locked, today }) => {
    const { debtor } = locked.account;
    if ((kind === 'over-indebtedness') !== (debtor.kind === 'consumer') && kind !== 'declared')
      return refused('not-of-that-kind');
    if ([judgedOn, publishedOn].some((on) => on !== null && on > today)) return refused('date-in-future');
    const { rowCount } = await place.client.query(
      `INSERT INTO debtor_events (id, creditor_id, debtor_id, kind, judged_on, published_on, reference, known_on, source)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, 'staff') ON CONFLICT DO NOTHING`,
      [order.creditorId, debtor.id, kind, judgedOn, publishedOn, reference, today],
    );
    if (rowCount === 0) return refused('as-before');
    await place.client.query('SELECT solde_follow_events($1, $2, solde_instant($3))', [
      order.creditorId,
      today,
      order.at,
    ]);
    const facts = { kind, judgedOn, publishedOn, reference };
    await recordAct(place.client, order, who, { kind: 'proceedings.told', debtorId: debtor.id, facts });
    const judged = judgedOn === null ? [] : [fact.date('judged', judgedOn)];
    return done([fact.code('proceedings', 'proceedings', kind), ...judged]);
  },
);

const markDeceased = onAccount(
  'mark-deceased',
  () => z.object({ note: words }),
  async ({ note }, { place, order, who, locked }) => {
    const { debtor } = locked.account;
    if (debtor.kind === 'company' || debtor.kind === 'public-body') return refused('not-of-that-kind');
    if (locked.protection === 'deceased') return refused('as-before');
    await place.client.query("UPDATE debtors SET protection = 'deceased' WHERE id = $1", [debtor.id]);
    const facts = { before: locked.protection };
    await recordAct(place.client, order, who, { kind: 'debtor.deceased', debtorId: debtor.id, facts, words: { note } });
    return done([fact.code('protection', 'protection', 'deceased')], {
      undo: { of: 'deceased', before: locked.protection },
    });
  },
);

/** Who is not asked for anything, why, and until when. */
export const careActs = {
  ...{
    hold,
    release,
    'mark-vulnerable': markVulnerable,
    'mark-insolvent': markInsolvent,
    'mark-deceased': markDeceased,
  },
} satisfies Readonly<Record<string, Act>>;
