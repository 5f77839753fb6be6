import { formatMoney } from '../../domain/format.ts';
import { type Option } from '../../domain/message.ts';
import { type Plannable } from '../../domain/plannable.ts';
import { type Context } from '../form.ts';

/** One option per currency and payee; the payees are named as soon as one of them is not the creditor. */
export function payeeOptions(found: readonly Plannable[], action: string, context: Context): Option[] {
  const named = found.some(({ payee }) => payee !== null);
  return found.map(({ key, currency, payee, net }) => {
    const amount = formatMoney(net, context.language);
    const holder = payee?.holder ?? context.creditor.name;
    return {
      id: `${action}${key}`,
      label: named ? `${holder}, ${amount}` : amount,
      keywords: named ? [holder] : [currency],
    };
  });
}
