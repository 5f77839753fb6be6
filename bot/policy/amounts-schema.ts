import { z } from 'zod';
import { decimalsOf, money } from '../../domain/money.ts';

const amount = z.number().nonnegative().max(1_000_000_000);

/** Amounts by currency, as `{ EUR: 100.00 }`: none has more decimals than its currency. */
export const amountsSchema = z.record(z.string().regex(/^[A-Z]{3}$/), amount).transform((byCurrency, context) =>
  Object.entries(byCurrency).map(([currency, value]) => {
    const scale = 10 ** decimalsOf(currency);
    const minor = Math.round(value * scale);
    if (Math.abs(minor / scale - value) > 1e-9)
      context.addIssue({ code: 'custom', path: [currency], message: `${value} has more decimals than ${currency}` });
    return money(minor, currency);
  }),
);
