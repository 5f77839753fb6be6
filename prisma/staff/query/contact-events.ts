import { type Asking, dayOf, localDay, tenantOf } from './asking.ts';

/**
 * Whenever we wrote to or called a debtor unasked, by the day of the question: messages and letters that left, and calls and whatever else people
 * wrote down; what was recorded with a notice that counts is counted once.
 */
export function contactEvents(asking: Asking): string {
  const day = dayOf(asking);
  const left = "n.status IN ('sent', 'counted') AND n.outlet <> 'desk'";
  return `SELECT n.id, n.debtor_id, coalesce(n.counted_on, n.decided_on) AS day, n.outlet AS channel, n.level_id AS what FROM notices n
      WHERE n.creditor_id = ${tenantOf(asking)} AND ${left} AND coalesce(n.counted_on, n.decided_on) <= ${day}
    UNION ALL
    SELECT c.id, c.debtor_id, ${localDay(asking, 'c.at')}, c.outlet, c.outcome FROM contact_log c
      WHERE c.creditor_id = ${tenantOf(asking)} AND c.direction = 'out' AND ${localDay(asking, 'c.at')} <= ${day}
        AND NOT EXISTS (SELECT FROM notices n WHERE n.id = c.notice_id AND ${left})`;
}
