import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type ApprovalKind } from '../../domain/staff/approval.ts';

export type ApprovalWish = {
  readonly creditorId: string;
  readonly kind: ApprovalKind;
  readonly debtorId: string | null;
  readonly noticeId: string | null;
  readonly facts: Readonly<Record<string, unknown>>; // what is asked, so that it can be decided from here alone
  readonly askedBy: string; // `staff:<handle>`, or the rule's name
  readonly at: Instant;
  readonly key: string;
};

/** Asks for a named person's decision, once for its key while it is undecided; gives its id, null when one waits already. */
export async function askApproval(client: pg.ClientBase, wish: ApprovalWish): Promise<string | null> {
  const id = randomUUID();
  const { rowCount } = await client.query(
    `INSERT INTO approvals (id, creditor_id, debtor_id, kind, notice_id, facts, asked_by, asked_at, dedupe_key)
     SELECT $1, $2, $3, $4, $5, $6, $7, solde_instant($8), $9 || ':' || (SELECT count(*) FROM approvals a WHERE a.dedupe_key LIKE $9 || ':%')
     WHERE NOT EXISTS (SELECT FROM approvals a WHERE a.dedupe_key LIKE $9 || ':%' AND a.decided_at IS NULL)`,
    [
      ...[id, wish.creditorId, wish.debtorId, wish.kind, wish.noticeId, JSON.stringify(wish.facts)],
      ...[wish.askedBy, wish.at, wish.key],
    ],
  );
  return rowCount === 1 ? id : null;
}
