import { type Account } from '../domain/account.ts';
import { formatDate, formatMoney } from '../domain/format.ts';
import { sum } from '../domain/money.ts';
import { cancel } from './navigate.ts';
import { reply } from './reply.ts';
import { type DialogState } from './state.ts';
import { ask, option, subjectOf, type Talk, tell, tellWords, words } from './talk.ts';

type Made = NonNullable<DialogState['lastAct']>;
type What = Made['what'];

const standingPlans = ['accepted', 'active', 'late'];

/** What stands on the account of that kind, whenever it was made; the newest last. */
function standing(account: Account | null, what: What): readonly { readonly id: string; readonly on: string | null }[] {
  if (account === null) return [];
  switch (what) {
    case 'promise':
      return account.promises.filter((of) => of.status === 'open').map((of) => ({ id: of.id, on: of.madeOn }));
    case 'plan':
      return account.plans
        .filter((of) => standingPlans.includes(of.status))
        .map((of) => ({ id: of.id, on: of.signedOn }));
    case 'dispute':
      return account.disputes.filter((of) => of.status === 'open').map((of) => ({ id: of.id, on: of.openedOn }));
  }
}

/** What this conversation did last; else what the account got today, the newest kind of commitment first. */
function lastMade(talk: Talk, kind: What | undefined): Made | null {
  const { lastAct } = talk.state;
  if (lastAct !== null && (kind === undefined || lastAct.what === kind)) return lastAct;
  const { account, calendar } = talk.context;
  for (const what of kind === undefined ? (['plan', 'promise', 'dispute'] as const) : [kind]) {
    const made = standing(account, what).findLast(({ on }) => on === calendar.today);
    if (made !== undefined) return { what, id: made.id };
  }
  return null;
}

/** Exactly what would be taken back, and what that changes. */
function scopeOf(talk: Talk, { what, id }: Made): string {
  const { account, language } = talk.context;
  const promise = account?.promises.find((of) => what === 'promise' && of.id === id);
  if (promise !== undefined) {
    const values = { amount: formatMoney(promise.amount, language), date: formatDate(promise.due, language) };
    return words(talk, 'undoPromise', values);
  }
  const plan = account?.plans.find((of) => what === 'plan' && of.id === id);
  if (plan !== undefined) {
    return words(talk, 'undoPlan', { total: formatMoney(plan.total, language), count: plan.instalments.length });
  }
  return scopeOfDispute(talk, { what, id });
}

/** A dispute of several due lines is one act with several rows; all of them are named by their sum. */
function scopeOfDispute(talk: Talk, { what, id }: Made): string {
  const { account, language } = talk.context;
  const named = account?.disputes.find((of) => what === 'dispute' && of.id === id);
  const invoiceOf = (lineId: string): string | undefined => account?.lines.find((of) => of.id === lineId)?.invoiceId;
  const invoice = account?.invoices.find((of) => named !== undefined && of.id === invoiceOf(named.lineId));
  if (account === null || named === undefined || invoice === undefined)
    return words(talk, 'undoAny', { subject: subjectOf(talk, what) });
  const parts = account.disputes.filter(
    (of) => of.status === 'open' && of.openedOn === named.openedOn && invoiceOf(of.lineId) === invoice.id,
  );
  const same = parts.filter((of) => of.reason === named.reason && of.itemIds.join() === named.itemIds.join());
  const amount = sum(
    same.map((of) => of.amount),
    named.amount.currency,
  );
  return words(talk, 'undoDispute', { amount: formatMoney(amount, language), number: invoice.number });
}

/** What was agreed on another day is a person's to take back. */
function nothingToday(talk: Talk, of: What | undefined): Talk {
  const kinds = of === undefined ? (['plan', 'promise', 'dispute'] as const) : [of];
  const isThere = kinds.some((what) => standing(talk.context.account, what).length > 0);
  if (!isThere) return tellWords(talk, 'nothingToCancel');
  const options = [option('do:human', words(talk, 'human'))];
  return {
    ...tell(talk, reply(talk.context.language, 'engine.undoLater', words(talk, 'undoLater'), { options })),
    still: true,
  };
}

/** Asks whether to take back the last act, or the last of that kind; nothing is taken back by a word said in passing. */
export function askUndo(talk: Talk, of?: What): Talk {
  const isGoing = talk.state.frames.length > 0;
  const made = of === undefined && isGoing ? null : lastMade(talk, of);
  if (made === null) return isGoing ? cancel(talk) : nothingToday(talk, of);
  const options = [option('do:yes', words(talk, 'undoYes')), option('do:no', words(talk, 'undoNo'))];
  const text = scopeOf(talk, made);
  const asked = ask(talk, reply(talk.context.language, 'engine.undoAsk', text, { options }), { kind: 'undo', ...made });
  return { ...asked, still: true };
}

/** "Annuler" where nothing is going on means what was just done, when something was. */
export function cancelOrUndo(talk: Talk): Talk {
  const isMade = talk.state.frames.length === 0 && talk.state.pending === null && lastMade(talk, undefined) !== null;
  return isMade ? askUndo(talk) : cancel(talk);
}
