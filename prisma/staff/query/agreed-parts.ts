import { all, type Asking, dayOf, inDays, tenantOf } from './asking.ts';
import { counts, isDisputeOpen, isHoldOn, isPlanRunning, isPromiseOpen } from './standing.ts';

export type AgreedMeasure = 'disputed' | 'promised' | 'planned';

/** How a part of open lines is found: parts WITH which, what joins them to a line `l`, the part in minor units, and lines that may have any. */
export type AgreedParts = {
  readonly parts: readonly string[];
  readonly joins: string;
  readonly minor: string;
  readonly reason?: string;
  readonly conditions: readonly string[];
};

type Table = { readonly name: string; readonly sql: string };

function disputes(asking: Asking): Table {
  return {
    name: 'contested',
    sql: `SELECT x.line_id, sum(x.amount_minor)::bigint AS minor FROM disputes x
      WHERE x.creditor_id = ${tenantOf(asking)} AND ${isDisputeOpen('x', dayOf(asking))} GROUP BY 1`,
  };
}

/** A dispute that was accepted is held until its credit note is there; a hold without an amount is of all that is open. */
function disputeHolds(asking: Asking): Table {
  return {
    name: 'held',
    sql: `SELECT y.id AS line_id, bool_or(h.amount_minor IS NULL) AS whole, sum(h.amount_minor)::bigint AS minor
      FROM holds h JOIN due_lines y ON y.creditor_id = h.creditor_id AND y.debtor_id = h.debtor_id AND (h.line_id IS NULL OR y.id = h.line_id)
      WHERE h.creditor_id = ${tenantOf(asking)} AND h.reason = 'dispute' AND ${isHoldOn('h', dayOf(asking))} GROUP BY 1`,
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
  const paid = `SELECT sum(a.amount_minor) FROM allocations a JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id
    WHERE a.line_id = y.line_id AND p.value_date >= x.made_on AND ${counts(dayOf(asking))}`;
  return {
    name: 'promised',
    sql: `SELECT y.line_id, sum(greatest(0, y.amount_minor - coalesce((${paid}), 0)))::bigint AS minor FROM promises x JOIN promise_lines y ON y.promise_id = x.id
      WHERE x.creditor_id = ${tenantOf(asking)} AND ${all([isPromiseOpen('x', dayOf(asking)), ...due])} GROUP BY 1`,
  };
}

/** The contested part of a line, as domain/held-amount has it. */
const disputed =
  'CASE WHEN held.whole THEN l.open ELSE least(l.open, greatest(coalesce(contested.minor, 0), coalesce(held.minor, 0))) END';

/** Which reasons a line's contested part is of: its disputes in their order as far as it reaches, what is left awaits a credit note. */
function byReason(asking: Asking): Table {
  return {
    name: 'named',
    sql: `SELECT x.line_id, x.reason, x.amount_minor::bigint AS minor, sum(x.amount_minor) OVER (PARTITION BY x.line_id ORDER BY x.opened_on, x.id)::bigint AS upto
      FROM disputes x WHERE x.creditor_id = ${tenantOf(asking)} AND ${isDisputeOpen('x', dayOf(asking))}
      UNION ALL SELECT c.line_id, NULL, NULL, NULL FROM (SELECT line_id FROM contested UNION SELECT line_id FROM held) c`,
  };
}

const ofReason = `CASE WHEN named.reason IS NULL THEN greatest(0, (${disputed}) - coalesce(contested.minor, 0))
  ELSE greatest(0, least(named.upto, ${disputed}) - (named.upto - named.minor)) END`;

function withParts(tables: readonly Table[]): readonly string[] {
  return tables.map(({ name, sql }) => `${name} AS MATERIALIZED (${sql})`);
}

function join(tables: readonly Table[]): string {
  return tables.map(({ name }) => `LEFT JOIN ${name} ON ${name}.line_id = l.id`).join(' ');
}

function disputedParts(asking: Asking, splitByReason: boolean): AgreedParts {
  const tables = [disputes(asking), disputeHolds(asking)];
  const some = { conditions: ['l.id IN (SELECT c.line_id FROM contested c UNION ALL SELECT h.line_id FROM held h)'] };
  if (!splitByReason) return { parts: withParts(tables), joins: join(tables), minor: disputed, ...some };
  const named = byReason(asking);
  return {
    parts: withParts([...tables, named]),
    joins: `${join(tables)} JOIN named ON named.line_id = l.id`,
    ...{ minor: ofReason, reason: 'named.reason', ...some },
  };
}

/** How the disputed, promised or planned part of open lines is found; together they are never more than is open. */
export function agreedParts(asking: Asking, part: AgreedMeasure | 'free', splitByReason: boolean): AgreedParts {
  if (part === 'disputed') return disputedParts(asking, splitByReason);
  const tables = [
    disputes(asking),
    disputeHolds(asking),
    plans(asking),
    ...(part === 'planned' ? [] : [promises(asking, part === 'promised' ? inDays(asking, 'promised', 'x.due') : [])]),
  ];
  const room = `(l.open - ${disputed})`;
  const onPlan = `CASE WHEN planned.line_id IS NOT NULL THEN ${room} ELSE 0 END`;
  const promised = `CASE WHEN planned.line_id IS NOT NULL THEN 0 ELSE least(${room}, coalesce(promised.minor, 0)) END`;
  const minor = part === 'planned' ? onPlan : part === 'promised' ? promised : `${room} - ${onPlan} - ${promised}`;
  return {
    parts: withParts(tables),
    joins: join(tables),
    minor,
    conditions: part === 'free' ? [] : [`l.id IN (SELECT s.line_id FROM ${part} s)`],
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
