import type pg from 'pg';
import { type Objection } from './steps.ts';

/** A file that has less than this part of the last one, in lines or in an amount, may not be whole. */
const wholeFrom = 0.8;

type Scale = { readonly rows: number; readonly amounts: Readonly<Record<string, number>> };

const ofFile = `SELECT (SELECT count(*) FROM import_items WHERE open > 0)::int AS rows,
  (SELECT coalesce(jsonb_object_agg(currency, minor), '{}') FROM (SELECT currency, sum(open) AS minor FROM import_items WHERE open > 0 GROUP BY 1) x) AS amounts`;

/** What is open here counts where there was no snapshot yet: the first one may be cut off too. */
const ofLedger = `SELECT count(*)::int AS rows, coalesce(jsonb_object_agg(currency, minor) FILTER (WHERE minor IS NOT NULL), '{}') AS amounts FROM (
  SELECT l.currency, CASE WHEN row_number() OVER (PARTITION BY l.currency) = 1 THEN sum(l.amount_minor - coalesce(b.minor, 0)) OVER (PARTITION BY l.currency) END AS minor
  FROM due_lines l LEFT JOIN import_booked b ON b.line_id = l.id WHERE l.amount_minor > coalesce(b.minor, 0)) x`;

const ofLast = `SELECT rows, amounts, fresh_to AS on FROM imports WHERE kind = 'open-items' AND rows IS NOT NULL ORDER BY fresh_to DESC, imported_at DESC LIMIT 1`;

function share(now: number, before: number): string {
  return `${Math.floor((now * 100) / before)} %`;
}

function comparison(now: Scale, before: Scale): string | null {
  const rows = now.rows < before.rows * wholeFrom ? [`${now.rows} lines against ${before.rows}`] : [];
  const amounts = Object.entries(before.amounts).flatMap(([currency, minor]) => {
    const found = now.amounts[currency] ?? 0;
    return found < minor * wholeFrom ? [`${share(found, minor)} of the amount in ${currency}`] : [];
  });
  const less = [...rows, ...amounts];
  return less.length === 0 ? null : less.join(', ');
}

/** Notes what this snapshot holds, for the next one to be compared with. */
async function note(client: pg.ClientBase): Promise<Scale> {
  const { rows } = await client.query<Scale>(ofFile);
  const scale = rows[0] ?? { rows: 0, amounts: {} };
  await client.query('CREATE TEMP TABLE import_scale ON COMMIT DROP AS SELECT $1::int AS rows, $2::jsonb AS amounts', [
    scale.rows,
    JSON.stringify(scale.amounts),
  ]);
  return scale;
}

/**
 * Why a snapshot cannot be taken as it is: it is older than the last one, a refused row does not say which line it is (so that nothing
 * can be called absent), or it is much smaller than the last one, which a person may confirm.
 */
export async function snapshotObjection(client: pg.ClientBase): Promise<Objection | null> {
  const now = await note(client);
  const { rows: named } = await client.query<{ line: number }>(
    'SELECT line FROM import_refused WHERE grp IS NULL ORDER BY row LIMIT 1',
  );
  if (named[0] !== undefined) {
    return { problem: `line ${named[0].line} names no invoice: what is absent cannot be told`, ask: false };
  }
  const { rows: last } = await client.query<Scale & { on: string; isOlder: boolean }>(
    `SELECT l.*, l.on > current_setting('app.today')::date AS "isOlder" FROM (${ofLast}) l`,
  );
  const [previous] = last;
  if (previous?.isOlder === true) {
    return {
      problem: `the accounts are already known up to ${previous.on}; an older snapshot is not taken`,
      ask: false,
    };
  }
  const before = previous ?? (await client.query<Scale>(ofLedger)).rows[0];
  const less = before === undefined ? null : comparison(now, before);
  if (less === null) return null;
  return {
    problem: `it is much smaller than ${previous === undefined ? 'what is open here' : 'the last one'}: ${less}`,
    ask: true,
  };
}
