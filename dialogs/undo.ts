import { type DialogState } from './state.ts';
import { reply } from './reply.ts';
import { ask, option, subjectOf, type Talk, tellWords, words } from './talk.ts';

type Made = NonNullable<DialogState['lastAct']>;

/** What this conversation did last; else what the account got today, the newest kind of commitment first. */
function lastMade(talk: Talk): Made | null {
  if (talk.state.lastAct !== null) return talk.state.lastAct;
  const { account, calendar } = talk.context;
  const plan = account?.plans.findLast((of) => of.status === 'active' && of.signedOn === calendar.today);
  if (plan !== undefined) return { what: 'plan', id: plan.id };
  const promise = account?.promises.findLast((of) => of.status === 'open' && of.madeOn === calendar.today);
  return promise === undefined ? null : { what: 'promise', id: promise.id };
}

/** Asks whether to take back the last act; nothing is taken back by a word said in passing. */
export function askUndo(talk: Talk): Talk {
  const made = lastMade(talk);
  if (made === null) return tellWords(talk, 'nothingToCancel');
  const text = words(talk, 'undoAsk', { subject: subjectOf(talk, made.what) });
  const options = [option('do:yes', words(talk, 'yes')), option('do:no', words(talk, 'no'))];
  const asked = ask(talk, reply(talk.context.language, 'engine.undoAsk', text, { options }), { kind: 'undo', ...made });
  return { ...asked, still: true };
}
