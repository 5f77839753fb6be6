import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { openTask } from './open-task.ts';

export type SalesWord = {
  readonly creditorId: string;
  readonly debtorId: string;
  readonly owner: string; // handle
  readonly levelId: string; // of the policy, or `block`
  readonly lineIds: readonly string[];
  readonly on: CivilDate;
  readonly notBefore: CivilDate; // the step comes on that day at the earliest
  readonly at: Instant;
};

/** Tells the sales owner what will be done, once for a step and a day, with a task that says how to pause it. */
export async function tellSalesOwner(client: pg.ClientBase, word: SalesWord): Promise<void> {
  const key = `${word.levelId}:${word.debtorId}:${word.on}`;
  const { rowCount } = await client.query(
    `INSERT INTO sales_notices (id, creditor_id, debtor_id, owner, level_id, line_ids, told_on, dedupe_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT ON CONSTRAINT sales_notices_dedupe_key DO NOTHING`,
    [
      ...[randomUUID(), word.creditorId, word.debtorId, word.owner, word.levelId, word.lineIds, word.on],
      `sales:${key}`,
    ],
  );
  if (rowCount === 0) return;
  await openTask(client, {
    ...{ creditorId: word.creditorId, at: word.at, kind: 'sales-told', reason: word.levelId, debtorId: word.debtorId },
    ...{ facts: { owner: word.owner, notBefore: word.notBefore }, dueOn: word.notBefore, key: `sales-told:${key}` },
  });
}
