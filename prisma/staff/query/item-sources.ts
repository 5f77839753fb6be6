import { all, type Asking, dayOf, filtersOf, inDays, localDay, tenantOf, within } from './asking.ts';
import { contactEvents } from './contact-events.ts';
import { chosen, ofCurrencies, ofDebtors } from './debtor-conditions.ts';
import {
  isContested,
  isDisputeOpen,
  isHoldOn,
  isPlanRunning,
  isPromiseOpen,
  isStopped,
  statusThen,
} from './standing.ts';
import { periods, type Source } from './source.ts';
import { wholeDays } from './whole.ts';

type Kind = Pick<Source, 'thing' | 'money' | 'columns'> & {
  readonly codes: Source['codes'];
  readonly keys: Source['keys'];
  readonly joins?: string;
};

/** Things of debtors, from a statement of their rows. */
function itemSource(asking: Asking, rows: string, kind: Kind): Source {
  const { thing } = kind;
  return {
    parts: [`m AS (SELECT i.*, ${dayOf(asking)} - i.day AS late FROM (${rows}) i)`],
    ...{ thing, money: kind.money, amountOf: 'thing', ageing: false, dated: false, columns: kind.columns },
    measure: kind.money ? 'amount' : thing,
    keys: { ...kind.keys, ...periods('m.day'), ...(kind.money ? { currency: 'm.currency' } : {}) },
    codes: { ...kind.codes, currency: 'currency' },
    joins: kind.joins ?? '',
  };
}

/** That a thing began so many days before the day of the question. */
function ofAge(asking: Asking, day: string): readonly string[] {
  return filtersOf(asking, 'age-days').flatMap(({ range }) =>
    within(`${dayOf(asking)} - ${day}`, wholeDays(range), (value) => asking.bind(value, 'integer')),
  );
}

function has(asking: Asking, ...fields: readonly string[]): boolean {
  return asking.query.filters.some(({ field }) => fields.includes(field));
}

/** Promises: those still waited for, or, where days or a status are asked for, whatever became of them by then. */
export function promiseSource(asking: Asking): Source {
  const day = dayOf(asking);
  const status = statusThen.promise('x', day);
  const conditions = [
    `x.creditor_id = ${tenantOf(asking)} AND x.made_on <= ${day}`,
    ...filtersOf(asking, 'promise-status').map((filter) => chosen(asking, status, filter)),
    ...(has(asking, 'promise-status', 'promised', 'opened') || asking.query.groupBy === 'status'
      ? []
      : [isPromiseOpen('x', day)]),
    ...(has(asking, 'promise-status') ? [] : [`(${status}) <> 'withdrawn'`]),
    ...inDays(asking, 'promised', 'x.due'),
    ...inDays(asking, 'opened', 'x.made_on'),
    ...ofAge(asking, 'x.made_on'),
    ...ofCurrencies(asking, 'x'),
    ...ofDebtors(asking, 'x.debtor_id'),
  ];
  const rows = `SELECT x.id, x.debtor_id, x.currency, x.amount_minor::bigint AS minor, x.due AS day, x.made_on, ${status} AS status FROM promises x WHERE ${all(conditions)}`;
  return itemSource(asking, rows, {
    ...{ thing: 'promise', money: true, keys: { status: 'm.status' }, codes: { status: 'promise-status' } },
    columns: [
      { key: 'made', kind: 'date', sql: 'r.made_on' },
      { key: 'due', kind: 'date', sql: 'r.day' },
      { key: 'status', kind: 'code', of: 'promise-status', sql: 'r.status' },
    ],
  });
}

/** Plans: those that run, or, where days or a status are asked for, whatever became of them. */
export function planSource(asking: Asking): Source {
  const day = dayOf(asking);
  const conditions = [
    `x.creditor_id = ${tenantOf(asking)} AND x.offered_on <= ${day}`,
    ...filtersOf(asking, 'plan-status').map((filter) => chosen(asking, 'x.status', filter)),
    ...(has(asking, 'plan-status', 'opened') || asking.query.groupBy === 'status' ? [] : [isPlanRunning(asking, 'x')]),
    ...inDays(asking, 'opened', 'coalesce(x.signed_on, x.offered_on)'),
    ...ofAge(asking, 'coalesce(x.signed_on, x.offered_on)'),
    ...ofCurrencies(asking, 'x'),
    ...ofDebtors(asking, 'x.debtor_id'),
  ];
  const rows = `SELECT x.id, x.debtor_id, x.currency, x.total_minor::bigint AS minor, coalesce(x.signed_on, x.offered_on) AS day, x.status,
      (SELECT min(t.due) FROM instalments t WHERE t.plan_id = x.id AND t.due >= ${day}) AS next, (SELECT count(*) FROM instalments t WHERE t.plan_id = x.id) AS parts
    FROM plans x WHERE ${all(conditions)}`;
  return itemSource(asking, rows, {
    ...{ thing: 'plan', money: true, keys: { status: 'm.status' }, codes: { status: 'plan-status' } },
    columns: [
      { key: 'signed', kind: 'date', sql: 'r.day' },
      { key: 'status', kind: 'code', of: 'plan-status', sql: 'r.status' },
      { key: 'instalments', kind: 'count', sql: 'r.parts' },
      { key: 'next', kind: 'date', sql: 'r.next' },
    ],
  });
}

/** Disputes: those not answered, or, where days or a status are asked for, whatever became of them by then. What is only looked into is none. */
export function disputeSource(asking: Asking): Source {
  const day = dayOf(asking);
  const status = statusThen.dispute('x', day);
  const conditions = [
    `x.creditor_id = ${tenantOf(asking)} AND x.opened_on <= ${day} AND ${isContested('x')}`,
    ...filtersOf(asking, 'dispute-reason').map((filter) => chosen(asking, 'x.reason', filter)),
    ...filtersOf(asking, 'dispute-status').map((filter) => chosen(asking, status, filter)),
    ...(has(asking, 'dispute-status', 'opened', 'answered') || asking.query.groupBy === 'status'
      ? []
      : [isDisputeOpen('x', day)]),
    ...inDays(asking, 'opened', 'x.opened_on'),
    ...(has(asking, 'answered') ? [`x.answered_on <= ${day}`, ...inDays(asking, 'answered', 'x.answered_on')] : []),
    ...ofAge(asking, 'x.opened_on'),
    ...ofCurrencies(asking, 'x'),
    ...ofDebtors(asking, 'x.debtor_id'),
  ];
  const rows = `SELECT x.id, x.debtor_id, x.line_id, x.currency, x.amount_minor::bigint AS minor, x.opened_on AS day, x.answer_by, x.reason, ${status} AS status
    FROM disputes x WHERE ${all(conditions)}`;
  return itemSource(asking, rows, {
    ...{ thing: 'dispute', money: true, keys: { reason: 'm.reason', status: 'm.status' } },
    codes: { reason: 'dispute-reason', status: 'dispute-status' },
    joins: 'JOIN due_lines l ON l.id = r.line_id JOIN invoices v ON v.id = l.invoice_id',
    columns: [
      { key: 'invoice', kind: 'text', sql: 'v.number' },
      { key: 'reason', kind: 'code', of: 'dispute-reason', sql: 'r.reason' },
      { key: 'status', kind: 'code', of: 'dispute-status', sql: 'r.status' },
      { key: 'opened', kind: 'date', sql: 'r.day' },
      { key: 'age', kind: 'days', sql: 'r.late' },
      { key: 'answer-by', kind: 'date', sql: 'r.answer_by' },
    ],
  });
}

/** What is not chased on the day, and why; with days, what began on them, ended or not. */
export function holdSource(asking: Asking): Source {
  const day = dayOf(asking);
  const conditions = [
    `x.creditor_id = ${tenantOf(asking)} AND x.from_on <= ${day}`,
    ...filtersOf(asking, 'hold').map((filter) => chosen(asking, 'x.reason', filter)),
    ...(has(asking, 'opened') ? [] : [isHoldOn('x', day)]),
    ...inDays(asking, 'opened', 'x.from_on'),
    ...ofAge(asking, 'x.from_on'),
    ...ofDebtors(asking, 'x.debtor_id'),
  ];
  const rows = `SELECT x.id, x.debtor_id, x.line_id, NULL::text AS currency, NULL::bigint AS minor, x.from_on AS day, x.until_on, x.reason FROM holds x WHERE ${all(conditions)}`;
  return itemSource(asking, rows, {
    ...{ thing: 'hold', money: false, keys: { reason: 'm.reason' }, codes: { reason: 'hold' } },
    joins: 'LEFT JOIN due_lines l ON l.id = r.line_id LEFT JOIN invoices v ON v.id = l.invoice_id',
    columns: [
      { key: 'reason', kind: 'code', of: 'hold', sql: 'r.reason' },
      { key: 'from', kind: 'date', sql: 'r.day' },
      { key: 'until', kind: 'date', sql: 'r.until_on' },
      { key: 'invoice', kind: 'text', sql: 'v.number' },
    ],
  });
}

/** Who may not be written to any more at an address of theirs: one row for each debtor whom the address is of. */
export function stopSource(asking: Asking): Source {
  const day = dayOf(asking);
  const local = (moment: string): string => localDay(asking, moment);
  const said = local('x.opted_out_at');
  const conditions = [
    `x.creditor_id = ${tenantOf(asking)} AND ${isStopped('x', local, day)}`,
    ...filtersOf(asking, 'channel').map((filter) => chosen(asking, 'x.channel', filter)),
    ...inDays(asking, 'opened', said),
    ...ofAge(asking, said),
    ...ofDebtors(asking, 'z.debtor_id'),
  ];
  const rows = `SELECT DISTINCT z.debtor_id || ' ' || x.channel || ' ' || x.address AS id, z.debtor_id, NULL::text AS currency, NULL::bigint AS minor, ${said} AS day, x.channel
    FROM opt_outs x JOIN contact_points y ON y.creditor_id = x.creditor_id AND y.address = x.address AND y.channel = ANY (solde_same_address(x.channel))
    JOIN debtor_contacts z ON z.contact_id = y.contact_id WHERE ${all(conditions)}`;
  return itemSource(asking, rows, {
    ...{ thing: 'stop', money: false, keys: { channel: 'm.channel' }, codes: { channel: 'channel' } },
    columns: [
      { key: 'channel', kind: 'code', of: 'channel', sql: 'r.channel' },
      { key: 'date', kind: 'date', sql: 'r.day' },
    ],
  });
}

/** What waits for a person on the day; with days, what was opened on them, done or not. */
export function taskSource(asking: Asking): Source {
  const day = dayOf(asking);
  const opened = localDay(asking, 'x.opened_at');
  const conditions = [
    `x.creditor_id = ${tenantOf(asking)} AND x.debtor_id IS NOT NULL AND ${opened} <= ${day}`,
    ...(has(asking, 'opened') ? [] : [`x.done_at IS NULL OR ${localDay(asking, 'x.done_at')} > ${day}`]),
    ...inDays(asking, 'opened', opened),
    ...ofAge(asking, opened),
    ...ofDebtors(asking, 'x.debtor_id'),
  ];
  const rows = `SELECT x.id, x.debtor_id, NULL::text AS currency, NULL::bigint AS minor, ${opened} AS day, x.kind AS reason, x.due_on FROM tasks x WHERE ${all(conditions)}`;
  return itemSource(asking, rows, {
    ...{ thing: 'task', money: false, keys: { reason: 'm.reason' }, codes: { reason: 'task' } },
    columns: [
      { key: 'task', kind: 'code', of: 'task', sql: 'r.reason' },
      { key: 'opened', kind: 'date', sql: 'r.day' },
      { key: 'due', kind: 'date', sql: 'r.due_on' },
    ],
  });
}

/** Each time we wrote or called. */
export function contactSource(asking: Asking): Source {
  const conditions = [
    ...filtersOf(asking, 'channel').map((filter) => chosen(asking, 'x.channel', filter)),
    ...inDays(asking, 'contacted', 'x.day'),
    ...ofDebtors(asking, 'x.debtor_id'),
  ];
  const rows = `SELECT x.id, x.debtor_id, NULL::text AS currency, NULL::bigint AS minor, x.day, x.channel, x.what FROM (${contactEvents(asking)}) x WHERE ${all(conditions)}`;
  return itemSource(asking, rows, {
    ...{ thing: 'contact', money: false, keys: { channel: 'm.channel' }, codes: { channel: 'channel' } },
    columns: [
      { key: 'date', kind: 'date', sql: 'r.day' },
      { key: 'channel', kind: 'code', of: 'channel', sql: 'r.channel' },
      { key: 'level', kind: 'code', of: 'level', sql: 'r.what' },
    ],
  });
}
