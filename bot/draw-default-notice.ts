import { planNotice } from '../dialogs/staff/plan-notice.ts';
import { commonPayee } from '../documents/common-payee.ts';
import { defaultNotice } from '../documents/default-notice.ts';
import { type Account, type Plan } from '../domain/account.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { type Money } from '../domain/money.ts';

/** A plan that may end: what is missing of it on that day, and the days its notice grants. */
type LatePlan = {
  readonly account: Account;
  readonly plan: Plan;
  readonly late: readonly { readonly due: CivilDate; readonly amount: Money; readonly missing: Money }[];
  readonly missing: Money;
  readonly days: number;
  readonly on: CivilDate;
};

type Written = {
  readonly letter: { readonly subject: string; readonly body: string };
  readonly file: { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };
};

/** Words and draws the letter that comes before a plan may end, in the debtor's language. */
export async function drawDefaultNotice({ account, plan, late, missing, days, on }: LatePlan): Promise<Written> {
  const { creditor, debtor } = account;
  const { language, reference } = debtor;
  const { subject, body, opening, closing } = planNotice({ creditor, language, missing, days });
  const bytes = await defaultNotice({
    ...{ language, creditor, debtor, on, subject, opening, closing, late, missing },
    ...{ payee: commonPayee(account, plan.lines), paymentReference: reference },
  });
  const file = { name: `${reference}-plan-${on}.pdf`, mime: 'application/pdf', bytes };
  return { letter: { subject, body }, file };
}
