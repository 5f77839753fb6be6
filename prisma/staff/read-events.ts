import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Currency, money } from '../../domain/money.ts';
import { largeAmounts } from '../../domain/staff/large-amount.ts';
import { type StaffEvent } from '../../domain/staff/staff-event.ts';
import { inTenant } from '../in-tenant.ts';

/** What happened so long ago is no news: a weekend and a holiday. */
const days = 5;

type Row = {
  readonly topic: StaffEvent['topic'];
  readonly about: string;
  readonly debtorId: string | null;
  readonly reference: string | null;
  readonly name: string | null;
  readonly salesOwner: string | null;
  readonly minor: string | null;
  readonly currency: Currency | null;
  readonly detail: string | null;
};

const account = 'd.id AS "debtorId", d.reference, d.name, d.sales_owner AS "salesOwner"';
/** $1 the creditor, $2 the day, $3 how many days back, $4 what is large by currency, $5 the instant, $6 what is large in any other. */
const events = `
  SELECT 'large-overdue' AS topic, x.debtor_id || ':' || x.oldest AS about, ${account}, x.minor::text AS minor, x.currency, NULL AS detail FROM (
    SELECT l.debtor_id, l.currency, min(l.due) AS oldest, sum(l.amount_minor - l.settled_minor) AS minor FROM due_lines l
     WHERE l.creditor_id = $1 AND l.closed IS NULL AND l.due < $2::date AND l.settled_minor < l.amount_minor GROUP BY 1, 2) x
    JOIN debtors d ON d.id = x.debtor_id WHERE x.minor >= coalesce(($4::jsonb ->> x.currency)::bigint, $6::bigint) AND x.oldest >= $2::date - $3::int
  UNION ALL SELECT 'broken-promise', p.id::text, ${account}, p.amount_minor::text, p.currency, NULL
    FROM promises p JOIN debtors d ON d.id = p.debtor_id WHERE p.creditor_id = $1 AND p.status = 'broken' AND p.judged_on >= $2::date - $3::int
  UNION ALL SELECT 'dispute-opened', x.id::text, ${account}, x.amount_minor::text, x.currency, x.reason
    FROM disputes x JOIN debtors d ON d.id = x.debtor_id WHERE x.creditor_id = $1 AND x.opened_on >= $2::date - $3::int AND x.status IN ('open', 'investigating')
  UNION ALL SELECT 'delivery-failure', t.id::text, ${account}, NULL, NULL, t.reason
    FROM tasks t LEFT JOIN debtors d ON d.id = t.debtor_id WHERE t.creditor_id = $1 AND t.kind = 'undelivered' AND t.done_at IS NULL
     AND t.opened_at >= solde_instant($5) - $3::int * interval '1 day'
  UNION ALL SELECT 'access', t.id::text, NULL, NULL, NULL, NULL, NULL, NULL, t.reason FROM tasks t
    WHERE t.creditor_id = $1 AND t.kind = 'access' AND t.opened_at >= solde_instant($5) - $3::int * interval '1 day'
  UNION ALL SELECT 'spend-cap', t.id::text, NULL, NULL, NULL, NULL, NULL, NULL, t.reason FROM tasks t
    WHERE t.creditor_id = $1 AND t.kind = 'model-spent' AND t.opened_at >= solde_instant($5) - $3::int * interval '1 day'
  UNION ALL SELECT DISTINCT 'spend-cap', o.channel || ':' || o.reason || ':' || o.settled_at::date, NULL::uuid, NULL, NULL, NULL, NULL, NULL, o.reason FROM outbox o
    WHERE o.creditor_id = $1 AND o.status = 'REFUSED' AND o.reason IN ('spend-cap', 'too-many-codes', 'twilio-20003', 'twilio-30002', 'twilio-63018')
     AND o.settled_at >= solde_instant($5) - $3::int * interval '1 day'
  ORDER BY 1, 2`;

/** What happened lately at a creditor that its people are told of. */
export async function readEvents(
  pool: pg.Pool,
  { creditorId, today, at }: { readonly creditorId: string; readonly today: CivilDate; readonly at: Instant },
): Promise<readonly StaffEvent[]> {
  return await inTenant(pool, creditorId, async (client) => {
    const { byCurrency, otherwise } = largeAmounts;
    const values = [creditorId, today, days, JSON.stringify(byCurrency), at, otherwise];
    const { rows } = await client.query<Row>(events, values);
    return rows.map(({ topic, about, debtorId, reference, name, salesOwner, minor, currency, detail }) => ({
      ...{ topic, about, salesOwner, detail },
      account: debtorId === null ? null : { debtorId, reference: reference ?? '', name: name ?? '' },
      amount: minor === null || currency === null ? null : money(Number(minor), currency),
    }));
  });
}

/** How many disputes must be answered within these days, of the accounts of that sales owner, or of all. */
export async function disputesDue(
  pool: pg.Pool,
  of: {
    readonly creditorId: string;
    readonly today: CivilDate;
    readonly within: number;
    readonly owner: string | null;
  },
): Promise<readonly { readonly debtorId: string; readonly name: string; readonly answerBy: CivilDate }[]> {
  return await inTenant(pool, of.creditorId, async (client) => {
    const { rows } = await client.query<{ debtorId: string; name: string; answerBy: CivilDate }>(
      `SELECT d.id AS "debtorId", d.name, x.answer_by AS "answerBy" FROM disputes x JOIN debtors d ON d.id = x.debtor_id
       WHERE x.creditor_id = $1 AND x.status IN ('open', 'investigating') AND x.answer_by <= $2::date + $3::int AND ($4::text IS NULL OR d.sales_owner = $4)
       ORDER BY x.answer_by, d.name LIMIT 20`,
      [of.creditorId, of.today, of.within, of.owner],
    );
    return rows;
  });
}
