import { balance, type Balance, isClaimed } from '../../domain/balance.ts';
import { collectionOf } from '../../domain/collection.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { freshness } from '../../domain/freshness.ts';
import { lastPayment } from '../../domain/last-payment.ts';
import { type Ledger, makeLedger } from '../../domain/ledger.ts';
import { type Message, type Option, type Row } from '../../domain/message.ts';
import { type Money, subtract, sum } from '../../domain/money.ts';
import { planProgress } from '../../domain/plan-progress.ts';
import { settledLines } from '../../domain/settled-lines.ts';
import { type Context, type Form } from '../form.ts';
import { balanceTexts } from '../messages/balance.ts';
import { documentTexts } from '../messages/document.ts';
import { menuTexts } from '../messages/subjects.ts';
import { say, type Values } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';
import { canAgree } from './can-agree.ts';

type Key = keyof (typeof balanceTexts)['fr'];

function text(context: Context, key: Key, values: Values = {}): string {
  return say(balanceTexts, key, context.language, values);
}

function amount(context: Context, of: Money): string {
  return formatMoney(of, context.language);
}

function isAllAgreed(of: Balance): boolean {
  return (
    of.agreed.minor > 0 && of.agreed.minor === of.overdue.minor + of.comingDue.minor && of.claimedCharges.minor === 0
  );
}

/** The decisive sentence of one currency: to pay, nothing to pay, or in the person's favour. */
function headline(context: Context, of: Balance): string {
  if (of.net.minor > 0)
    return text(context, isAllAgreed(of) ? 'toPayAgreed' : 'toPay', { net: amount(context, of.net) });
  if (of.net.minor === 0) return text(context, 'even');
  return text(context, 'inFavour', { net: amount(context, { ...of.net, minor: -of.net.minor }) });
}

const parts = ['overdue', 'comingDue', 'agreed', 'claimedCharges', 'credits', 'disputed', 'inTransit'] as const;

/** What is agreed on is told by itself: it is neither late nor coming by its old date. */
function rowsOf(context: Context, balance: Balance): Row[] {
  const { agreed, agreedOverdue } = balance;
  const of = {
    ...balance,
    overdue: subtract(balance.overdue, agreedOverdue),
    comingDue: subtract(balance.comingDue, subtract(agreed, agreedOverdue)),
  };
  return parts
    .filter((part) => of[part].minor > 0)
    .map((part) => ({
      label: text(context, part),
      value: part === 'credits' ? `− ${amount(context, of.credits)}` : amount(context, of[part]),
    }));
}

/** An agreed date or plan, with what comes next. */
function agreements(context: Context, ledger: Ledger): string[] {
  const { account } = ledger;
  const promised = account.promises
    .filter((promise) => promise.status === 'open')
    .map((promise) =>
      text(context, promise.due < context.calendar.today ? 'promisedPast' : 'promised', {
        amount: amount(context, promise.amount),
        date: formatDate(promise.due, context.language),
      }),
    );
  const planned = account.plans
    .filter((plan) => ['accepted', 'active', 'late'].includes(plan.status))
    .flatMap((plan) => {
      const { next, missing } = planProgress(plan, ledger, context.policy?.graceDays ?? 0);
      return next === null
        ? []
        : [
            text(context, next.due < context.calendar.today ? 'plannedPast' : 'planned', {
              amount: amount(context, next.missing),
              date: formatDate(next.due, context.language),
              left: amount(context, missing),
            }),
          ];
    });
  return [...planned, ...promised];
}

const shownInstalments = 3;

/** The next dates of each running plan, with their amounts. */
function instalmentRows(context: Context, ledger: Ledger): Row[] {
  return ledger.account.plans
    .filter((plan) => ['accepted', 'active', 'late'].includes(plan.status))
    .flatMap((plan) =>
      planProgress(plan, ledger, context.policy?.graceDays ?? 0)
        .instalments.filter(({ missing }) => missing.minor > 0)
        .slice(0, shownInstalments)
        .map(({ due, missing }) => ({
          label: text(context, 'instalment', { date: formatDate(due, context.language) }),
          value: amount(context, missing),
        })),
    );
}

function lastPaid(context: Context, ledger: Ledger): string[] {
  const last = lastPayment(ledger);
  if (last === null) return [];
  const values = { amount: amount(context, last.amount), date: formatDate(last.valueDate, context.language) };
  return [text(context, 'lastPayment', values)];
}

/** What comes by itself: nobody pays it twice. */
function comingOf(context: Context, ledger: Ledger, of: Balance): string[] {
  const moving = of.inTransit.minor > 0 ? [text(context, 'moving', { amount: amount(context, of.inTransit) })] : [];
  const planned = ledger.lines.filter(
    (view) => view.open.currency === of.currency && isClaimed(view) && collectionOf(ledger, view) === 'planned',
  );
  const byDay = Map.groupBy(planned, ({ line }) => line.due);
  const collected = [...byDay].map(([due, views]) =>
    text(context, 'collected', {
      amount: amount(
        context,
        sum(
          views.map(({ open }) => open),
          of.currency,
        ),
      ),
      date: formatDate(due, context.language),
    }),
  );
  return [...moving, ...collected];
}

/** Of which day the accounts are, once they are older than the policy takes for granted. */
function knownTo(context: Context): string[] {
  const judged = freshness(context.creditor.knownTo, context.calendar.today, context.policy);
  if (judged.kind !== 'stale') return [];
  return [text(context, 'knownTo', { date: formatDate(judged.knownTo, context.language) })];
}

/** What is open but not asked for, without its amount: nobody is reminded of it. */
function asideOf(context: Context, balances: readonly Balance[]): string[] {
  return (['timeBarred', 'elsewhere'] as const)
    .filter((part) => balances.some((of) => of[part].minor > 0))
    .map((part) => text(context, part === 'timeBarred' ? 'barred' : 'elsewhere'));
}

/** What makes sense next, the most useful first. */
function nextSteps(context: Context, ledger: Ledger, balances: readonly Balance[]): Option[] {
  const owing = balances.some((of) => of.net.minor > 0);
  const toAgree = canAgree(ledger, null) ? (['plan', 'promise'] as const) : [];
  const flows = owing ? (['pay', ...toAgree, 'dispute', 'invoices'] as const) : (['invoices', 'document'] as const);
  const settled = {
    id: startAction('document', { kind: 'text', text: 'settled' }),
    label: say(documentTexts, 'settled', context.language),
  };
  const others = [...flows, 'human' as const].map((flow) => ({
    id: startAction(flow),
    label: say(menuTexts, flow, context.language),
  }));
  return settledLines(ledger).length > 0 ? [settled, ...others] : others;
}

/** The state of the account on the debtor's day, currencies side by side, never added up. */
function answer(context: Context): readonly Message[] {
  const { account, calendar } = context;
  if (account === null) return [];
  const ledger = makeLedger(account, calendar.today);
  const balances = balance(ledger);
  const open = balances.filter((of) => of.net.minor !== 0 || of.overdue.minor > 0 || of.comingDue.minor > 0);
  const aside = asideOf(context, balances);
  const none = aside.length > 0 ? 'nothingAsked' : 'nothingOpen';
  const lines = [
    ...(open.length === 0 ? [text(context, none)] : open.map((of) => headline(context, of))),
    ...open.flatMap((of) => comingOf(context, ledger, of)),
    ...aside,
    ...agreements(context, ledger),
    ...lastPaid(context, ledger),
    ...(settledLines(ledger).length > 0 ? [text(context, 'settled')] : []),
    ...knownTo(context),
  ];
  const rows = [...open.flatMap((of) => rowsOf(context, of)), ...instalmentRows(context, ledger)];
  const extras = { options: nextSteps(context, ledger, balances), ...(rows.length > 0 ? { rows } : {}) };
  return [reply(context.language, 'balance.summary', lines.join('\n'), extras)];
}

/** "Combien je dois ?" */
export const balanceForm: Form = {
  flow: 'balance',
  version: 1,
  level: 2,
  slots: [],
  answer: (_slots, context) => answer(context),
};
