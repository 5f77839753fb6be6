import type pg from 'pg';
import { type Charge } from '../../domain/account.ts';
import { chargeSteps } from '../../domain/escalation/charge-steps.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type Case } from './read-cases.ts';
import { type NoticeStep } from './step-facts.ts';
import { type RunOrder } from './sweep-order.ts';
import { type Writing } from './write-notice.ts';

type Proposed = Charge & { readonly rateRow: string | null };

/** Charges as a message tells them, the rows that are new, and those that move on once it reached them. */
export type ToldCharges = {
  readonly told: readonly Charge[];
  readonly proposed: readonly Proposed[];
  readonly moving: readonly string[];
};

/** What a message tells of charges: what is claimed already, and what it announces or claims itself. */
export function chargesOf(
  { account, file, calendar }: Case,
  { level, lines }: Pick<NoticeStep, 'level' | 'lines'>,
  policy: EscalationPolicy,
  { rates, newId }: Pick<RunOrder, 'rates' | 'newId'>,
): ToldCharges {
  const steps = chargeSteps({ account, file, policy, level, lines, calendar, rates });
  const ids = new Set(lines.map(({ lineId }) => lineId));
  const proposed = steps.propose.map(({ rateRows, ...charge }): Proposed => {
    const rateRow = rateRows.length === 0 ? null : rateRows.join(',');
    return { id: newId(), ...charge, rateRow };
  });
  const claimed = account.charges.filter(({ status }) => status === 'claimed');
  const now = steps.claim.map((charge): Charge => ({ ...charge, status: 'claimed' }));
  const told = [...claimed, ...now, ...steps.announce, ...proposed].filter(({ lineId }) => ids.has(lineId));
  const moving = [...steps.claim, ...steps.announce, ...proposed].map(({ id }) => id);
  return { told, proposed, moving };
}

/** Keeps what is proposed with the notice that announces it: it is announced once that reached them. */
export async function proposeCharges(
  client: pg.ClientBase,
  noticeId: string,
  { proposed, moving }: ToldCharges,
  { creditorId, of }: Writing,
): Promise<void> {
  for (const charge of proposed) {
    await client.query(
      `INSERT INTO charges (id, creditor_id, debtor_id, invoice_id, line_id, kind, amount_minor, currency, status, basis, rate_row, on_date)
       SELECT $1, $2, $3, l.invoice_id, l.id, $5, $6, $7, 'proposed', $8, $9, $10 FROM due_lines l WHERE l.id = $4`,
      [
        ...[charge.id, creditorId, of.account.debtor.id, charge.lineId, charge.kind, charge.amount.minor],
        ...[charge.amount.currency, charge.basis, charge.rateRow, charge.on],
      ],
    );
  }
  if (moving.length > 0) await client.query('UPDATE notices SET charge_ids = $2 WHERE id = $1', [noticeId, moving]);
}
