import { type PromiseLine } from '../../domain/account.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Context } from '../form.ts';

/** Open promises on these lines, which a new agreement replaces: `50,00 € (27 novembre 2026)`; null when there is none. */
export function replacedText(lines: readonly PromiseLine[], context: Context): string | null {
  const ids = new Set(lines.map(({ lineId }) => lineId));
  const replaced = (context.account?.promises ?? []).filter(
    (promise) => promise.status === 'open' && promise.lines.some(({ lineId }) => ids.has(lineId)),
  );
  if (replaced.length === 0) return null;
  return replaced
    .map(({ amount, due }) => `${formatMoney(amount, context.language)} (${formatDate(due, context.language)})`)
    .join(', ');
}
