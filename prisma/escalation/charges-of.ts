import type pg from 'pg';
import { type Charge } from '../../domain/account.ts';
import { chargeSteps, type ChargeSteps } from '../../domain/escalation/charge-steps.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type ClaimedLine } from '../../domain/escalation/step.ts';
import { type Case } from './read-cases.ts';
import { type NoticeStep } from './step-facts.ts';
import { type RunOrder } from './sweep-order.ts';
import { type Writing } from './write-notice.ts';

type Rates = RunOrder['rates'];

type Proposed = Charge & { readonly rateRow: string | null };

/** What a message says of charges, and which of them are announced or claimed once it reached them. */
export type ToldCharges = {
  readonly told: readonly Charge[];
  readonly announces: readonly string[];
  readonly claims: readonly string[];
};

/** The same of a message that is new: the rows it proposes, and who has to decide where nothing is charged by itself. */
export type NewCharges = ToldCharges & {
  readonly proposed: readonly Proposed[];
  readonly askPerson: ChargeSteps['askPerson'];
};

type Asked = Pick<NoticeStep, 'level' | 'lines'>;

function stepsOf(
  { account, file, calendar }: Case,
  { level, lines }: Asked,
  policy: EscalationPolicy,
  rates: Rates,
): ChargeSteps {
  const steps = chargeSteps({ account, file, policy, level, lines, calendar, rates });
  const isTold = ofLines(lines);
  return {
    ...steps,
    ...{
      propose: steps.propose.filter(isTold),
      announce: steps.announce.filter(isTold),
      claim: steps.claim.filter(isTold),
    },
  };
}

function ofLines(lines: readonly ClaimedLine[]): (of: { readonly lineId: string }) => boolean {
  const ids = new Set(lines.map(({ lineId }) => lineId));
  return ({ lineId }) => ids.has(lineId);
}

function toldOf(
  { account }: Case,
  lines: readonly ClaimedLine[],
  { claim, announce }: Pick<ChargeSteps, 'claim' | 'announce'>,
): ToldCharges {
  const claimed = account.charges.filter(({ status }) => status === 'claimed').filter(ofLines(lines));
  const now = claim.map((charge): Charge => ({ ...charge, status: 'claimed' }));
  const ids = (charges: readonly Charge[]): readonly string[] => charges.map(({ id }) => id);
  return { told: [...claimed, ...now, ...announce], announces: ids(announce), claims: ids(claim) };
}

/** What a new message tells of charges: what is claimed already, and what it announces or claims itself. */
export function chargesOf(
  of: Case,
  asked: Asked,
  policy: EscalationPolicy,
  { rates, newId }: Pick<RunOrder, 'rates' | 'newId'>,
): NewCharges {
  const { propose, announce, claim, askPerson } = stepsOf(of, asked, policy, rates);
  const proposed = propose.map(({ rateRows, ...charge }): Proposed => {
    const rateRow = rateRows.length === 0 ? null : rateRows.join(',');
    return { id: newId(), ...charge, rateRow };
  });
  return { ...toldOf(of, asked.lines, { claim, announce: [...announce, ...proposed] }), proposed, askPerson };
}

/** What a message that was decided before may say of charges when it is worded again: nothing that was not kept with it. */
export function chargesAgain(of: Case, asked: Asked, policy: EscalationPolicy, rates: Rates): ToldCharges {
  return toldOf(of, asked.lines, stepsOf(of, asked, policy, rates));
}

/** Writes down which charges a notice announces and claims. */
export async function keepCharges(
  client: pg.ClientBase,
  noticeId: string,
  { announces, claims }: ToldCharges,
): Promise<void> {
  await client.query('UPDATE notices SET announces_charges = $2, claims_charges = $3 WHERE id = $1', [
    ...[noticeId, announces, claims],
  ]);
}

/** Keeps what is proposed with the notice that announces it: it is announced once that reached them. */
export async function proposeCharges(
  client: pg.ClientBase,
  noticeId: string,
  charges: NewCharges,
  { creditorId, of }: Writing,
): Promise<void> {
  for (const charge of charges.proposed) {
    await client.query(
      `INSERT INTO charges (id, creditor_id, debtor_id, invoice_id, line_id, kind, amount_minor, currency, status, basis, rate_row, on_date)
       SELECT $1, $2, $3, l.invoice_id, l.id, $5, $6, $7, 'proposed', $8, $9, $10 FROM due_lines l WHERE l.id = $4`,
      [
        ...[charge.id, creditorId, of.account.debtor.id, charge.lineId, charge.kind, charge.amount.minor],
        ...[charge.amount.currency, charge.basis, charge.rateRow, charge.on],
      ],
    );
  }
  if (charges.announces.length + charges.claims.length > 0) await keepCharges(client, noticeId, charges);
}
