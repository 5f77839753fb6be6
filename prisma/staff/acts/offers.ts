import { type Instant } from '../../../domain/calendar.ts';
import { type ActOffer } from '../../../domain/staff/acts/act-outcome.ts';
import { type ActId, actIds, actRules } from '../../../domain/staff/acts/act-rules.ts';
import { type ActTarget } from '../../../domain/staff/acts/act-target.ts';
import { type OpenTransaction } from '../../in-tenant.ts';
import { findStaff } from '../staff-order.ts';
import { type Sitting, whyNotAct } from './ground.ts';
import { type Resolved, resolveTarget } from './resolve-target.ts';

type Choice = { readonly id: string; readonly label: string };

/** What there is to choose from on an account; codes are worded by who shows them. */
const choicesOf: Readonly<Record<string, string>> = {
  staff: `SELECT handle AS id, name AS label FROM staff_users WHERE handle IS NOT NULL AND disabled_at IS NULL AND $1::uuid IS DISTINCT FROM id
            AND roles && '{clerk,sales,manager}' ORDER BY name`,
  line: `SELECT l.id, i.number || ' · ' || l.due AS label FROM due_lines l JOIN invoices i ON i.id = l.invoice_id
          WHERE l.debtor_id = $1 AND l.closed IS NULL AND l.amount_minor > (SELECT coalesce(sum(a.amount_minor), 0) FROM allocations a WHERE a.line_id = l.id AND a.reversed_on IS NULL)
          ORDER BY l.due, i.number LIMIT 50`,
  contact: `SELECT DISTINCT c.id, coalesce(c.name, dc.role) AS label FROM contacts c JOIN debtor_contacts dc ON dc.contact_id = c.id WHERE dc.debtor_id = $1 ORDER BY 2 LIMIT 50`,
  point: `SELECT DISTINCT p.id, p.channel || ' · ' || p.address AS label FROM contact_points p JOIN debtor_contacts dc ON dc.contact_id = p.contact_id
           WHERE dc.debtor_id = $1 AND p.ended_at IS NULL AND p.quarantined_at IS NULL ORDER BY 2 LIMIT 50`,
  proof: `SELECT id, name AS label FROM blobs WHERE debtor_id = $1 AND quarantine IS NULL ORDER BY stored_at DESC LIMIT 20`,
};

/** Acts that make no sense as the account is: asked for all the same, they are refused. */
async function unfit(
  { client }: OpenTransaction,
  { kind, debtorId, live, approval }: Resolved,
  at: Instant,
): Promise<readonly ActId[]> {
  if (!live) return actIds;
  if (kind === 'approval') return approval === 'plan' ? [] : ['counter-plan'];
  if (kind !== 'account') return [];
  const { rows } = await client.query<{ blocked: boolean; paused: boolean; told: boolean; deceased: boolean }>(
    `SELECT d.blocked_since IS NOT NULL AS blocked, coalesce(d.protection = 'deceased', false) AS deceased,
       EXISTS (SELECT FROM sales_notices s WHERE s.debtor_id = d.id) AS told,
       EXISTS (SELECT FROM sales_notices s WHERE s.debtor_id = d.id AND s.paused_until > solde_day_of(d.id, solde_instant($2))) AS paused FROM debtors d WHERE d.id = $1`,
    [debtorId, at],
  );
  const is = rows[0] ?? { blocked: false, paused: false, told: false, deceased: false };
  return [
    is.blocked ? 'propose-block' : 'lift-block',
    ...(is.paused ? [] : (['end-pause'] as const)),
    ...(is.told ? [] : (['pause'] as const)),
    ...(is.deceased ? (['mark-deceased'] as const) : []),
  ];
}

/** What a person may do to that now, in the order of the table of acts; nothing where they may not see it. */
export async function findOffers({ place, scope, at }: Sitting, target: ActTarget): Promise<readonly ActOffer[]> {
  const who = await findStaff(place.client, scope.who.handle);
  const found = await resolveTarget(place.client, target, at.now);
  if (who?.id !== scope.who.id || found === null) return [];
  const out = await unfit(place, found, at.now);
  const may = actIds.filter((id) => !out.includes(id) && whyNotAct(who, id, found) === null);
  const known = new Map<string, readonly Choice[]>();
  for (const of of new Set(may.flatMap((id) => actRules[id].fields.map((field) => field.of ?? '')))) {
    const text = choicesOf[of];
    if (text === undefined) continue;
    const { rows } = await place.client.query<Choice>(text, [found.debtorId]);
    known.set(of, rows);
  }
  return may.map((act): ActOffer => {
    const { fields, people, undoMs } = actRules[act];
    const filled = fields.map((field) => {
      const choices = known.get(field.of ?? '');
      return choices === undefined ? field : { ...field, choices };
    });
    return { act, target, fields: filled, people, undoMs };
  });
}
