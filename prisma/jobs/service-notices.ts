import type pg from 'pg';
import { type Account, type ContactPoint } from '../../domain/account.ts';
import { type Calendar } from '../../domain/calendar.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Message } from '../../domain/message.ts';
import { instalmentsToAnnounce, isToThank, servicePoint } from '../../domain/service-notices.ts';
import { inTenant } from '../in-tenant.ts';
import { type DayJob, type DayOrder } from './day-job.ts';

const firstHour = 10;
const lastHour = 18;

/** Messages of service leave by day: what is queued at night waits until ten in the debtor's zone; the queue's clock is the real one. */
const enqueue = `INSERT INTO outbox (id, creditor_id, contact_point_id, debtor_id, debtor_version, channel, class, message, dedupe_key, status, queued_at, not_before)
  SELECT gen_random_uuid(), $1, $2, $3, $4, $5, 'service', $6, $7, 'READY', solde_instant($8), CASE WHEN extract(hour FROM local) < ${String(firstHour)}
      THEN clock_timestamp() + (date_trunc('day', local) + interval '${String(firstHour)} hours' - local) WHEN extract(hour FROM local) >= ${String(lastHour)}
      THEN clock_timestamp() + (date_trunc('day', local) + interval '${String(24 + firstHour)} hours' - local) END
    FROM (SELECT solde_instant($8) AT TIME ZONE $9 AS local) x
  ON CONFLICT ON CONSTRAINT outbox_dedupe_key DO NOTHING`;

type Sent = { readonly point: ContactPoint; readonly message: Message; readonly key: string; readonly facts: object };

/** Queues a message once; what was queued before is no news. */
async function queueOnce(client: pg.ClientBase, order: DayOrder, account: Account, sent: Sent): Promise<number> {
  const { id, version, zone } = account.debtor;
  const { rowCount } = await client.query(enqueue, [
    ...[order.creditorId, sent.point.id, id, version, sent.point.channel],
    ...[JSON.stringify(sent.message), sent.key, order.at, zone],
  ]);
  if (rowCount !== 1) return 0;
  const facts = { key: sent.message.key, channel: sent.point.channel, ...sent.facts };
  await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
    ...[order.creditorId, order.at],
    JSON.stringify([{ kind: 'service.queued', actor: 'system', debtor: id, facts }]),
  ]);
  return 1;
}

async function accountOf(client: pg.ClientBase, creditorId: string, debtorId: string): Promise<Account | null> {
  await client.query('SELECT FROM debtors WHERE id = $1 FOR NO KEY UPDATE', [debtorId]);
  const text = 'SELECT solde_account($1, $2) AS account';
  return (await client.query<{ account: Account | null }>(text, [creditorId, debtorId])).rows[0]?.account ?? null;
}

/** Who has an instalment within a week; the day itself is computed on the account. */
const planned = `SELECT DISTINCT p.debtor_id AS id, '' AS notice, NULL::uuid AS point, ARRAY[]::uuid[] AS lines FROM plans p JOIN instalments i ON i.plan_id = p.id
  WHERE p.status IN ('active', 'late') AND i.due BETWEEN $1::date AND $1::date + 9 ORDER BY 1`;

/** The address of the conversation in which the plan was agreed. */
const agreedBy = `SELECT t.id FROM audit_events e JOIN conversations c ON c.id = e.conversation_id JOIN contact_points t ON t.address = c.key AND t.channel = c.channel
    JOIN debtor_contacts d ON d.contact_id = t.contact_id AND d.debtor_id = e.debtor_id
  WHERE e.debtor_id = $1 AND e.kind = 'plan-accepted' AND e.facts ->> 'id' = $2 ORDER BY e.id DESC LIMIT 1`;

async function noPoint(client: pg.ClientBase, order: DayOrder, debtorId: string, key: string): Promise<void> {
  await client.query("SELECT solde_open_task($1, $2, 'plan-notice', 'no-address', '{}', $3, solde_instant($4), $5)", [
    ...[order.creditorId, debtorId, key, order.at, order.today],
  ]);
}

async function announceOne(client: pg.ClientBase, order: DayOrder, debtorId: string): Promise<number> {
  const { service } = order;
  const account = await accountOf(client, order.creditorId, debtorId);
  if (account === null || service === undefined) return 0;
  const calendar: Calendar = service.calendarOf(account.debtor, order.at);
  let queued = 0;
  for (const coming of instalmentsToAnnounce(makeLedger(account, calendar.today), calendar)) {
    const key = `plan-notice:${coming.planId}:${String(coming.position)}`;
    const agreed = await client.query<{ id: string }>(agreedBy, [debtorId, coming.planId]);
    const point = servicePoint(account, agreed.rows[0]?.id ?? null, order.at);
    if (point === null) {
      await noPoint(client, order, debtorId, key);
      continue;
    }
    const message = service.planNotice({ account, point }, coming);
    const facts = { plan: coming.planId, position: coming.position, due: coming.due };
    queued += await queueOnce(client, order, account, { point, message, key, facts });
  }
  return queued;
}

/** Who was written to lately, with the last notice that counted and the lines of all that did, of their present cycle. */
const written = `SELECT n.debtor_id AS id, (array_agg(n.id ORDER BY n.counted_on DESC, n.recorded_at DESC))[1] AS notice,
    (array_agg(n.contact_point_id ORDER BY n.counted_on DESC, n.recorded_at DESC))[1] AS point, array_agg(DISTINCT r.line_id) AS lines
  FROM notices n JOIN reminders r ON r.notice_id = n.id
  WHERE n.status = 'counted' AND n.counted_on > $1::date - 180 AND r.cycle = (SELECT max(o.cycle) FROM reminders o WHERE o.line_id = r.line_id)
    AND NOT EXISTS (SELECT FROM solde_open_lines(n.creditor_id) o WHERE o.debtor_id = n.debtor_id AND o.due < $1::date)
  GROUP BY n.debtor_id ORDER BY 1`;

type Written = {
  readonly id: string;
  readonly notice: string;
  readonly point: string | null;
  readonly lines: readonly string[];
};

async function thankOne(client: pg.ClientBase, order: DayOrder, of: Written): Promise<number> {
  const { service } = order;
  const account = await accountOf(client, order.creditorId, of.id);
  if (account === null || service === undefined) return 0;
  const calendar = service.calendarOf(account.debtor, order.at);
  const point = servicePoint(account, of.point, order.at);
  if (point === null || !isToThank(makeLedger(account, calendar.today), of.lines, calendar)) return 0;
  const message = service.thanks({ account, point });
  const facts = { notice: of.notice };
  return await queueOnce(client, order, account, { point, message, key: `thanks:${of.notice}`, facts });
}

async function each(
  pool: pg.Pool,
  order: DayOrder,
  query: string,
  work: (client: pg.PoolClient, found: Written) => Promise<number>,
): Promise<number> {
  if (order.service === undefined) return 0;
  const found = await inTenant(
    pool,
    order.creditorId,
    async (client) => (await client.query(query, [order.today])).rows as Written[],
  );
  let queued = 0;
  for (const one of found) queued += await inTenant(pool, order.creditorId, (client) => work(client, one));
  return queued;
}

/** Announces each instalment three days before it, once, where the plan was agreed. */
export const announceInstalments: DayJob = async (pool, order) => {
  const queued = await each(pool, order, planned, (client, { id }) => announceOne(client, order, id));
  return { queued };
};

/** Thanks those who were written to and have settled it, once. */
export const sayThanks: DayJob = async (pool, order) => {
  return { queued: await each(pool, order, written, (client, of) => thankOne(client, order, of)) };
};
