import { addDays } from '../../../domain/civil-date.ts';
import { all, type Asking, dayOf, inDays, localDay, tenantOf } from './asking.ts';
import { contactEvents } from './contact-events.ts';
import { ofCurrencies, ofDebtors } from './debtor-conditions.ts';
import { openLines } from './open-lines.ts';
import { isContested } from './standing.ts';
import { periods, type Source } from './source.ts';

/** The days that are looked at: those asked for, else yesterday and today. */
function inTime(asking: Asking, day: string): string {
  const asked = inDays(asking, 'opened', day);
  const since = asked.length > 0 ? asked : [`${day} >= ${asking.bind(addDays(asking.asOf, -1), 'date')}`];
  return all([`${day} <= ${dayOf(asking)}`, ...since]);
}

function events(asking: Asking): readonly string[] {
  const tenant = tenantOf(asking);
  const stopped = localDay(asking, 'x.opted_out_at');
  const of = (kind: string, table: string, day: string, more = 'true'): string =>
    `SELECT ${kind} AS reason, x.id, x.debtor_id, x.currency::text, x.amount_minor::bigint AS minor, ${day} AS day FROM ${table} x
      WHERE x.creditor_id = ${tenant} AND ${inTime(asking, day)} AND ${more}`;
  return [
    `SELECT 'overdue' AS reason, x.id, x.debtor_id, x.currency::text, x.open AS minor, x.due + 1 AS day FROM (${openLines(asking, [inTime(asking, '(l.due + 1)')])}) x`,
    of("'paid'", 'payments', 'x.value_date', "x.status IN ('settled', 'returned') AND x.ended_on IS NULL"),
    of("'payment-returned'", 'payments', 'x.returned_on'),
    of("'dispute-opened'", 'disputes', 'x.opened_on', isContested('x')),
    of("'dispute-closed'", 'disputes', 'x.answered_on', isContested('x')),
    of("'promise-made'", 'promises', 'x.made_on'),
    of("'promise-' || x.status", 'promises', 'x.judged_on', "x.status <> 'open'"),
    `SELECT 'plan-signed', x.id, x.debtor_id, x.currency::text, x.total_minor::bigint, x.signed_on FROM plans x WHERE x.creditor_id = ${tenant} AND ${inTime(asking, 'x.signed_on')}`,
    `SELECT 'stopped', NULL, s.debtor_id, NULL, NULL, s.day FROM (SELECT DISTINCT z.debtor_id, x.channel, x.address, ${stopped} AS day FROM opt_outs x
      JOIN contact_points y ON y.creditor_id = x.creditor_id AND y.address = x.address AND y.channel = ANY (solde_same_address(x.channel))
      JOIN debtor_contacts z ON z.contact_id = y.contact_id WHERE x.creditor_id = ${tenant} AND ${inTime(asking, stopped)}) s`,
    `SELECT 'contacted', x.id, x.debtor_id, NULL, NULL, x.day FROM (${contactEvents(asking)}) x WHERE ${inTime(asking, 'x.day')}`,
  ];
}

/** What is different since a day: a row for each thing that happened, by kind. */
export function changeSource(asking: Asking): Source {
  const narrowed = all([...ofDebtors(asking, 'e.debtor_id'), ...ofCurrencies(asking, 'e')]);
  return {
    parts: [
      `m AS (SELECT e.*, ${dayOf(asking)} - e.day AS late FROM (${events(asking).join('\nUNION ALL ')}) e WHERE ${narrowed})`,
    ],
    ...{
      thing: 'change',
      measure: 'amount',
      money: true,
      amountOf: 'thing',
      ageing: false,
      dated: false,
      columns: [],
      joins: '',
    },
    keys: { reason: 'm.reason', ...periods('m.day') },
    codes: { reason: 'change' },
  };
}
