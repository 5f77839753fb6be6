import { agreeable } from '../../domain/agreeable.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { standingOffer } from '../../domain/offered-plan.ts';
import { type PlanTerms } from '../../domain/request.ts';
import { type Context, type Slots } from '../form.ts';

/** The terms a person offered, as they stand; null where there are none. */
export function offeredTerms({ account, calendar, policy }: Context): PlanTerms | null {
  if (account === null) return null;
  const offer = standingOffer(account, calendar.today);
  if (offer === null) return null;
  const { lines, total, frequency, instalments } = offer;
  const of = agreeable(makeLedger(account, calendar.today), null).find((one) =>
    one.lines.some(({ lineId }) => lineId === lines[0]?.lineId),
  );
  const disputed = of?.excluded.filter(({ why }) => why === 'disputed') ?? [];
  return {
    ...{ debtorId: account.debtor.id, lines, total, frequency, instalments, policyVersion: policy?.version ?? 'none' },
    excluded: disputed.map(({ lineId, amount }) => ({ lineId, amount })),
    credits: of?.credits ?? money(0, total.currency),
  };
}

const otherwise = ['start', 'payday', 'frequency', 'down', 'invoice'] as const;

/** The offered terms where as many payments are wished for as they have, and nothing was said that they are not. */
export function offerWished(slots: Slots, context: Context): PlanTerms | null {
  const { cut } = slots;
  if (cut?.kind !== 'count' || otherwise.some((name) => slots[name] !== undefined)) return null;
  const terms = offeredTerms(context);
  return terms?.instalments.length === cut.count ? terms : null;
}
