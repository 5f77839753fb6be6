import { z } from 'zod';
import { money } from '../../domain/money.ts';
import { civilDay } from '../civil-day.ts';

const sumOf = z
  .object({ minor: z.int(), currency: z.string() })
  .transform(({ minor, currency }) => money(minor, currency));
const coveredLines = z.array(z.object({ lineId: z.string(), amount: sumOf }));

/** What a request for a plan keeps: the terms that were asked for, word for word. */
export const planFacts = z.object({
  terms: z.object({
    ...{ debtorId: z.string(), lines: coveredLines, excluded: coveredLines, credits: sumOf, total: sumOf },
    ...{ frequency: z.enum(['week', 'fortnight', 'month']), policyVersion: z.string() },
    instalments: z.array(z.object({ position: z.int(), due: civilDay, amount: sumOf })),
  }),
});
