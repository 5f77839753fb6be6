import type pg from 'pg';
import {
  type AccountFile,
  type FileApproval,
  type FileContact,
  type FileDispute,
  type FileEntry,
  type FileTask,
} from '../../domain/staff/account-file.ts';
import { type Message } from '../../domain/message.ts';

/** Exchanges of a file that are read; the whole is in the dossier. */
const mostExchanges = 100;

type Said = Omit<FileEntry, 'text'> & { readonly message: Message | null; readonly text: string | null };

const timeline = `SELECT x.* FROM (
    SELECT solde_ms(o.queued_at) AS at, 'out' AS direction, o.channel, coalesce(o.address, t.address, c.key) AS "with", o.message, NULL AS text, o.status, o.reason,
        (SELECT coalesce(json_agg(json_build_object('status', v.status, 'at', solde_ms(v.at)) ORDER BY v.at, v.id), '[]') FROM deliveries v WHERE v.outbox_id = o.id) AS receipts,
        o.seq AS place
      FROM outbox o LEFT JOIN contact_points t ON t.id = o.contact_point_id LEFT JOIN conversations c ON c.id = o.conversation_id WHERE o.debtor_id = $1
    UNION ALL
    SELECT solde_ms(i.received_at), 'in', i.channel, c.key, NULL, i.text, NULL, NULL, '[]', i.id
      FROM inbox i LEFT JOIN conversations c ON c.id = i.conversation_id
      WHERE i.id IN (SELECT inbox_id FROM outbox WHERE debtor_id = $1 UNION SELECT inbox_id FROM audit_events WHERE debtor_id = $1)
    UNION ALL
    SELECT solde_ms(g.at), g.direction, g.outlet, g.by, NULL, coalesce(g.note, ''), NULL, g.outcome, '[]', 0
      FROM contact_log g WHERE g.debtor_id = $1 AND g.outlet NOT IN ('sms', 'whatsapp', 'email')) x`;

const tasks = `SELECT t.id, t.kind, t.reason, solde_ms(t.opened_at) AS since, t.due_on AS "dueOn" FROM tasks t
  WHERE t.debtor_id = $1 AND t.done_at IS NULL ORDER BY t.due_on NULLS LAST, t.opened_at, t.id`;

const approvals = `SELECT a.id, a.kind, a.asked_by AS "askedBy", solde_ms(a.asked_at) AS "askedAt" FROM approvals a
  WHERE a.debtor_id = $1 AND a.decided_at IS NULL ORDER BY a.asked_at, a.id`;

const disputes = `SELECT s.id, s.words, s.answer FROM disputes s WHERE s.debtor_id = $1 ORDER BY s.opened_on, s.id`;

const contacts = `SELECT c.name, (SELECT json_agg(DISTINCT dc.role ORDER BY dc.role) FROM debtor_contacts dc WHERE dc.debtor_id = $1 AND dc.contact_id = c.id) AS roles,
    (SELECT json_build_object('kind', r.kind, 'until', r.until_on) FROM representatives r WHERE r.debtor_id = $1 AND r.contact_id = c.id
      ORDER BY r.recorded_at DESC LIMIT 1) AS represents,
    coalesce((SELECT json_agg(json_build_object('channel', p.channel, 'address', p.address, 'state', CASE
          WHEN p.ended_at IS NOT NULL THEN 'ended'
          WHEN EXISTS (SELECT FROM opt_outs u WHERE u.channel = p.channel AND u.address = p.address AND u.resumed_at IS NULL) THEN 'opted-out'
          WHEN p.quarantined_at IS NOT NULL THEN 'quarantined' WHEN p.verified_at IS NULL THEN 'unverified' ELSE 'usable' END,
        'consent', CASE WHEN p.consent IS NOT NULL THEN json_build_object('at', p.consent ->> 'at', 'how', p.consent ->> 'how') END)
      ORDER BY p.channel, p.address) FROM contact_points p WHERE p.contact_id = c.id), '[]') AS points
  FROM contacts c WHERE EXISTS (SELECT FROM debtor_contacts dc WHERE dc.debtor_id = $1 AND dc.contact_id = c.id) ORDER BY c.name NULLS LAST, c.id`;

const standing = `SELECT CASE WHEN d.blocked_since IS NOT NULL THEN json_build_object('since', d.blocked_since, 'reason', d.blocked_reason) END AS blocked,
    CASE WHEN f.risk IS NOT NULL THEN json_build_object('points', f.risk, 'reasons', f.risk_reasons, 'on', f.risk_on) END AS risk
  FROM debtors d LEFT JOIN credit_files f ON f.creditor_id = d.creditor_id AND f.debtor_id = d.id WHERE d.id = $1`;

/** What was said, as it was read: its text and its rows. */
function wordsOf({ message, text }: Said): string {
  if (message === null) return text ?? '';
  const rows = (message.rows ?? []).map(({ label, value }) => `${label} : ${value}`);
  return [message.text, ...rows, message.closing ?? ''].filter((part) => part !== '').join('\n');
}

type Parts = Pick<
  AccountFile,
  'blocked' | 'risk' | 'disputes' | 'tasks' | 'approvals' | 'contacts' | 'timeline' | 'exchanges'
>;

/** What is kept of a debtor beside its account and case; the newest exchanges of the timeline, and how many there are. */
export async function readFileParts(client: pg.ClientBase, debtorId: string): Promise<Parts> {
  const rowsOf = async <Row extends pg.QueryResultRow>(text: string): Promise<readonly Row[]> =>
    (await client.query<Row>(text, [debtorId])).rows;
  const said = await rowsOf<Said>(`${timeline} ORDER BY x.at DESC, x.place DESC LIMIT ${mostExchanges}`);
  const [counted] = await rowsOf<{ count: number }>(`SELECT count(*)::integer AS count FROM (${timeline}) n`);
  const [stands] = await rowsOf<Pick<Parts, 'blocked' | 'risk'>>(standing);
  return {
    ...{ blocked: stands?.blocked ?? null, risk: stands?.risk ?? null },
    disputes: await rowsOf<FileDispute>(disputes),
    tasks: await rowsOf<FileTask>(tasks),
    approvals: await rowsOf<FileApproval>(approvals),
    contacts: await rowsOf<FileContact>(contacts),
    timeline: said.map((entry): FileEntry => {
      const { at, direction, channel, status, reason, receipts } = entry;
      return { ...{ at, direction, channel, status, reason, receipts }, with: entry.with, text: wordsOf(entry) };
    }),
    exchanges: counted?.count ?? said.length,
  };
}
