import { all, type Asking, dayOf, filtersOf, inDays, tenantOf } from './asking.ts';
import { chosen } from './debtor-conditions.ts';
import { counts, isDisputeOpen, isHoldOn, isPlanRunning, isPromiseOpen } from './standing.ts';

export type AgreedMeasure = 'disputed' | 'promised' | 'planned';

/**
 * How a part of open lines is found: parts WITH which, what joins them to a line `l`, the part in minor units, and lines that may have any. With a
 * reason a line may come several times.
 */
export type AgreedParts = {
  readonly parts: readonly string[];
  readonly joins: string;
  readonly minor: string;
  readonly reason?: string;
  readonly conditions: readonly string[];
};

type Table = { readonly name: string; readonly sql: string };

/** Open disputes. */
function queue(asking: Asking, columns: string): string {
  return `SELECT x.line_id, ${columns} FROM disputes x WHERE x.creditor_id = ${tenantOf(asking)} AND ${isDisputeOpen('x', dayOf(asking))}`;
}

/**
 * Of each line its open disputes, from `open`, and its dispute holds: a dispute that was accepted is held until its credit note is there, and a hold
 * without an amount is of all that is open.
 */
function contested(asking: Asking, open: string): Table {
  const holding = [`h.creditor_id = ${tenantOf(asking)} AND h.reason = 'dispute'`, isHoldOn('h', dayOf(asking))];
  return {
    name: 'contested',
    sql: `SELECT x.line_id, coalesce(solde_sum(x.minor), 0) AS minor, coalesce(solde_sum(x.held), 0) AS held, bool_or(x.whole) AS whole FROM (
        SELECT q.line_id, q.minor, NULL::bigint AS held, false AS whole FROM (${open}) q
        UNION ALL SELECT h.line_id, NULL, h.amount_minor, h.amount_minor IS NULL FROM holds h WHERE ${all([...holding, 'h.line_id IS NOT NULL'])}
        UNION ALL SELECT y.id, NULL, NULL, true FROM holds h JOIN due_lines y ON y.creditor_id = h.creditor_id AND y.debtor_id = h.debtor_id
          WHERE ${all([...holding, 'h.line_id IS NULL'])}) x GROUP BY 1`,
  };
}

function plans(asking: Asking): Table {
  return {
    name: 'planned',
    sql: `SELECT DISTINCT y.line_id FROM plans x JOIN plan_lines y ON y.plan_id = x.id
      WHERE x.creditor_id = ${tenantOf(asking)} AND ${isPlanRunning(asking, 'x')}`,
  };
}

/** What open promises still wait for: less what was paid of the line since they were made; `due` narrows them. */
function promises(asking: Asking, due: readonly string[]): Table {
  const paid = `SELECT solde_sum(a.amount_minor) FROM allocations a JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id
    WHERE a.line_id = y.line_id AND p.value_date >= x.made_on AND ${counts(dayOf(asking))}`;
  return {
    name: 'promised',
    sql: `SELECT y.line_id, solde_sum(greatest(0, y.amount_minor - coalesce((${paid}), 0))) AS minor FROM promises x JOIN promise_lines y ON y.promise_id = x.id
      WHERE x.creditor_id = ${tenantOf(asking)} AND ${all([isPromiseOpen('x', dayOf(asking)), ...due])} GROUP BY 1`,
  };
}

/** The contested part of a line, as domain/held-amount has it; null where nothing is contested. */
const disputed =
  'CASE WHEN contested.whole THEN l.open ELSE least(l.open, coalesce(greatest(contested.minor, contested.held), 0)) END';

const ofReason = `CASE WHEN named.reason IS NULL THEN greatest(0, (${disputed}) - contested.minor)
  ELSE greatest(0, least(named.upto, ${disputed}) - (named.upto - named.minor)) END`;

/** Which reasons a line's contested part is of: its disputes in their order as far as it reaches, what is held beyond them awaits a credit note. */
function byReason(asking: Asking): readonly Table[] {
  const columns =
    'x.reason, x.amount_minor::bigint AS minor, solde_sum(x.amount_minor) OVER (PARTITION BY x.line_id ORDER BY x.opened_on, x.id) AS upto';
  return [
    { name: 'queue', sql: queue(asking, columns) },
    contested(asking, 'SELECT * FROM queue'),
    {
      name: 'named',
      sql: 'SELECT * FROM queue UNION ALL SELECT c.line_id, NULL, NULL, NULL FROM contested c WHERE c.whole OR c.held > c.minor',
    },
  ];
}

function withParts(tables: readonly Table[]): readonly string[] {
  return tables.map(({ name, sql }) => `${name} AS MATERIALIZED (${sql})`);
}

/**
 * Lines of a table of ours: today the join finds them, and saying it twice makes the planner compare each with each; of a past day they are to be few
 * before their allocations are added up.
 */
function narrowed({ asOf, ground }: Asking, table: string): readonly string[] {
  const isPast = ground.settledTo !== null && ground.settledTo > asOf;
  return isPast ? [`l.id IN (SELECT s.line_id FROM ${table} s)`] : [];
}

/** What is contested of lines; where reasons are asked for, what of it is contested for each. */
function disputedParts(asking: Asking, splitByReason: boolean): AgreedParts {
  const conditions = narrowed(asking, 'contested');
  const joined = 'JOIN contested ON contested.line_id = l.id';
  const asked = filtersOf(asking, 'dispute-reason');
  if (!splitByReason && asked.length === 0) {
    const tables = [contested(asking, queue(asking, 'x.amount_minor AS minor'))];
    return { parts: withParts(tables), joins: joined, minor: disputed, conditions };
  }
  const among = all(['named.line_id = l.id', ...asked.map((filter) => chosen(asking, 'named.reason', filter))]);
  return {
    ...{ parts: withParts(byReason(asking)), joins: `${joined} JOIN named ON ${among}`, conditions },
    ...{ minor: ofReason, reason: 'named.reason' },
  };
}

/** How the disputed, promised or planned part of open lines is found; together they are never more than is open. */
export function agreedParts(asking: Asking, part: AgreedMeasure | 'free', splitByReason: boolean): AgreedParts {
  if (part === 'disputed') return disputedParts(asking, splitByReason);
  const tables = [
    contested(asking, queue(asking, 'x.amount_minor AS minor')),
    plans(asking),
    ...(part === 'planned' ? [] : [promises(asking, part === 'promised' ? inDays(asking, 'promised', 'x.due') : [])]),
  ];
  const room = `(l.open - ${disputed})`;
  const onPlan = `CASE WHEN planned.line_id IS NOT NULL THEN ${room} ELSE 0 END`;
  const promised = `CASE WHEN planned.line_id IS NOT NULL THEN 0 ELSE least(${room}, coalesce(promised.minor, 0)) END`;
  const minor = part === 'planned' ? onPlan : part === 'promised' ? promised : `${room} - ${onPlan} - ${promised}`;
  return {
    parts: withParts(tables),
    joins: tables
      .map(({ name }) => `${name === part ? 'JOIN' : 'LEFT JOIN'} ${name} ON ${name}.line_id = l.id`)
      .join(' '),
    minor,
    conditions: part === 'free' ? [] : narrowed(asking, part),
  };
}

/** That nothing keeps the line from being called about: no hold of its own or of its account, but those that stand for what was agreed. */
export function isFree(asking: Asking): string {
  const holding = (line: string): string =>
    `SELECT FROM holds h WHERE h.creditor_id = ${tenantOf(asking)} AND ${all([
      isHoldOn('h', dayOf(asking)),
      "h.reason NOT IN ('dispute', 'promise', 'plan')",
      line,
    ])}`;
  return `NOT EXISTS (${holding('h.debtor_id = l.debtor_id AND h.line_id IS NULL')}) AND NOT EXISTS (${holding('h.line_id = l.id AND h.amount_minor IS NULL')})`;
}
