import type pg from 'pg';
import { type Creditor } from '../../../domain/account.ts';
import { type Channel } from '../../../domain/channel.ts';
import { isLanguage, type Language } from '../../../domain/language.ts';
import { type Session, validSubjects } from '../../../domain/session.ts';
import { type Instant } from '../../../domain/calendar.ts';

/** A handoff with its conversation. */
export type Found = {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly language: Language;
  readonly controller: 'bot' | 'human';
  readonly state: unknown;
  readonly session: Session;
  readonly reason: string;
  readonly openedAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly repliedAt: Instant | null;
  readonly closed: boolean;
  readonly holderId: string | null;
  readonly holder: string | null;
  readonly declinedBy: readonly string[];
  readonly debtorId: string | null;
  readonly salesOwner: string | null;
  readonly creditor: Pick<Creditor, 'name' | 'phone' | 'zone'>;
};

type Row = Omit<Found, 'language'> & { readonly language: string | null };

// Whose conversation it is: who was identified in it last, else whom a task of it is about.
const columns = `h.id, h.conversation_id AS "conversationId", c.channel, c.language, c.controller, c.state, c.session, h.reason, solde_ms(h.opened_at) AS "openedAt",
  solde_ms(h.accepted_at) AS "acceptedAt", solde_ms(h.replied_at) AS "repliedAt", h.closed_at IS NOT NULL AS closed, h.staff_user_id AS "holderId",
  (SELECT u.handle FROM staff_users u WHERE u.id = h.staff_user_id) AS holder, h.declined_by AS "declinedBy", d.id AS "debtorId", d.sales_owner AS "salesOwner",
  (SELECT json_build_object('name', k.name, 'phone', k.phone, 'zone', k.zone) FROM creditors k WHERE k.id = h.creditor_id) AS creditor`;
const tables = `handoffs h JOIN conversations c ON c.id = h.conversation_id LEFT JOIN debtors d ON d.id = coalesce(
    (SELECT (s ->> 'debtorId')::uuid FROM jsonb_array_elements(c.session -> 'subjects') AS s ORDER BY (s ->> 'provedAt')::numeric DESC LIMIT 1),
    (SELECT t.debtor_id FROM tasks t WHERE t.conversation_id = c.id AND t.debtor_id IS NOT NULL ORDER BY t.opened_at DESC LIMIT 1))`;

function read(row: Row): Found {
  const language = row.language !== null && isLanguage(row.language) ? row.language : 'fr';
  return { ...row, language };
}

/** Open handoffs, those that wait longest first. */
export async function openHandoffs(client: pg.ClientBase): Promise<readonly Found[]> {
  const { rows } = await client.query<Row>(
    `SELECT ${columns} FROM ${tables} WHERE h.closed_at IS NULL ORDER BY h.opened_at, h.id`,
  );
  return rows.map(read);
}

/** One of them, as it is. */
export async function findHandoff(client: pg.ClientBase, id: string): Promise<Found | null> {
  const { rows } = await client.query<Row>(`SELECT ${columns} FROM ${tables} WHERE h.id = $1`, [id]);
  return rows[0] === undefined ? null : read(rows[0]);
}

/** Keeps a handoff and its conversation as they are until the transaction ends; the conversation first, as everywhere. */
export async function lockHandoff(client: pg.ClientBase, id: string): Promise<Found | null> {
  await client.query(
    'SELECT FROM conversations WHERE id = (SELECT conversation_id FROM handoffs WHERE id = $1) FOR NO KEY UPDATE',
    [id],
  );
  await client.query('SELECT FROM handoffs WHERE id = $1 FOR NO KEY UPDATE', [id]);
  return await findHandoff(client, id);
}

/** Whether the person in the conversation proved who they are, and it still holds. */
export function isIdentified({ session, debtorId }: Found, now: Instant): boolean {
  return validSubjects(session, 2, now).some((subject) => subject.debtorId === debtorId);
}
