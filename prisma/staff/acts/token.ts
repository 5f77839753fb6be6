import type pg from 'pg';
import { z } from 'zod';
import { type ActDone, type ActFact } from '../../../domain/staff/acts/act-outcome.ts';
import { type ActId, actIds } from '../../../domain/staff/acts/act-rules.ts';
import { type ActTarget, targetKinds } from '../../../domain/staff/acts/act-target.ts';
import { type Instant } from '../../../domain/calendar.ts';
import { sha256 } from '../../sha256.ts';
import { type Inputs } from './inputs.ts';

/** How long what was shown can be agreed to. */
export const tokenMs = 15 * 60_000;

/** What a token stands for, as it was kept. */
export type KeptToken = {
  readonly hash: string;
  readonly staffId: string;
  readonly conversation: string | null;
  readonly act: ActId;
  readonly target: ActTarget;
  readonly inputs: Inputs;
  readonly termsHash: string;
  readonly version: number | null;
  readonly expiresAt: Instant;
  readonly outcome: ActDone | null;
  readonly undo: unknown;
  readonly undoUntil: Instant | null;
  readonly undone: boolean;
};

const kept = z.object({
  ...{ hash: z.string(), staffId: z.string(), conversation: z.string().nullable(), act: z.enum(actIds) },
  ...{ target: z.object({ kind: z.enum(targetKinds), id: z.string() }), inputs: z.record(z.string(), z.string()) },
  ...{ termsHash: z.string(), version: z.number().nullable(), expiresAt: z.number(), undone: z.boolean() },
  ...{ outcome: z.custom<ActDone>().nullable(), undo: z.unknown(), undoUntil: z.number().nullable() },
});

/** The fingerprint of what was shown. */
export function termsOf(shown: {
  readonly act: ActId;
  readonly target: ActTarget;
  readonly facts: readonly ActFact[];
  readonly asked: boolean;
}): string {
  return sha256(JSON.stringify([shown.act, shown.target.kind, shown.target.id, shown.asked, shown.facts]));
}

/** Keeps a token's hash with all it stands for. */
export async function keepToken(
  client: pg.ClientBase,
  token: string,
  of: Omit<KeptToken, 'hash' | 'outcome' | 'undo' | 'undoUntil' | 'undone'> & {
    readonly creditorId: string;
    readonly debtorId: string | null;
    readonly issuedAt: Instant;
  },
): Promise<void> {
  await client.query(
    `INSERT INTO staff_action_tokens (token_hash, creditor_id, staff_user_id, conversation, act, target, inputs, terms_hash, debtor_id, version, issued_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, solde_instant($11), solde_instant($12))`,
    [
      ...[sha256(token), of.creditorId, of.staffId, of.conversation, of.act, JSON.stringify(of.target)],
      ...[JSON.stringify(of.inputs), of.termsHash, of.debtorId, of.version, of.issuedAt, of.expiresAt],
    ],
  );
}

/** Finds what a token stands for, and keeps everybody else from using it until the transaction ends. */
export async function lockToken(client: pg.ClientBase, token: string): Promise<KeptToken | null> {
  const { rows } = await client.query(
    `SELECT token_hash AS hash, staff_user_id AS "staffId", conversation, act, target, inputs, terms_hash AS "termsHash", version, solde_ms(expires_at) AS "expiresAt",
       outcome, undo, solde_ms(undo_until) AS "undoUntil", undone_at IS NOT NULL AS undone FROM staff_action_tokens WHERE token_hash = $1 FOR UPDATE`,
    [sha256(token)],
  );
  const row: unknown = rows[0];
  return row === undefined ? null : kept.parse(row);
}

/** The token is used: what came of it stays with it, its words do not. */
export async function useToken(
  client: pg.ClientBase,
  hash: string,
  end: { readonly done: ActDone; readonly undo: unknown; readonly at: Instant },
): Promise<void> {
  const { done, undo, at } = end;
  await client.query(
    `UPDATE staff_action_tokens SET used_at = solde_instant($2), outcome = $3, undo = $4, undo_until = solde_instant($5), inputs = '{}' WHERE token_hash = $1`,
    [hash, at, JSON.stringify(done), undo === undefined ? null : JSON.stringify(undo), done.undoUntil],
  );
}

export async function markUndone(client: pg.ClientBase, hash: string, at: Instant): Promise<void> {
  await client.query('UPDATE staff_action_tokens SET undone_at = solde_instant($2) WHERE token_hash = $1', [hash, at]);
}
