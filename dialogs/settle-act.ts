import { type Message } from '../domain/message.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type Request } from '../domain/request.ts';
import { leave, pushFlow } from './advance.ts';
import { answerBy } from './debtor/answer-by.ts';
import { formContext } from './fill.ts';
import { handOver } from './handed.ts';
import { doneTexts, refusalTexts } from './messages/refusals.ts';
import { say } from './messages/wording.ts';
import { reply } from './reply.ts';
import { awaitNewAddress } from './settle-contact.ts';
import { isAboutCode, settleWrongCode, tellRefusal } from './settle-identity.ts';
import { type DialogState } from './state.ts';
import { option, popFrame, replaceTop, type Talk, tell, topFrame, withState, words } from './talk.ts';

/** What the engine says when the form has no words of its own. */
function plainWords(talk: Talk, request: Request, outcome: Outcome): Message {
  const { language } = talk.context;
  const { refusal, result } = outcome;
  if (refusal !== null) {
    const options = [option('do:human', words(talk, 'human'))];
    return reply(language, `refusal.${refusal}`, say(refusalTexts, refusal, language), { options });
  }
  if (result.kind === 'review') {
    const key = result.why === 'director' ? 'director' : 'review';
    return reply(language, `done.${key}`, say(doneTexts, key, language, { by: answerBy(outcome, talk.context) }));
  }
  const key = request.kind === 'document' ? 'document' : request.kind === 'undo' ? 'undone' : 'recorded';
  return reply(language, `done.${key}`, say(doneTexts, key, language));
}

/** The files an outcome made go with the first message. */
function withFile(messages: readonly Message[], outcome: Outcome): readonly Message[] {
  const [first, ...rest] = messages;
  const file = outcome.result.kind === 'done' ? outcome.result.file : null;
  if (first === undefined || file === null || first.files !== undefined) return messages;
  const more = outcome.result.kind === 'done' ? (outcome.result.more ?? []) : [];
  const links = [file, ...more].map(({ blobId, name, mime }) => ({
    ref: { kind: 'blob' as const, blobId },
    name,
    mime,
  }));
  return [{ ...first, files: links }, ...rest];
}

/** The commitment these facts made, so that it can be taken back; else the one before. */
function lastActOf(talk: Talk, outcome: Outcome): DialogState['lastAct'] {
  for (const fact of outcome.facts) {
    if (fact.kind === 'promise-made') return { what: 'promise', id: fact.id };
    if (fact.kind === 'plan-accepted') return { what: 'plan', id: fact.id };
    const dispute = fact.kind === 'dispute-opened' ? fact.disputes[0] : undefined;
    if (dispute !== undefined) return { what: 'dispute', id: dispute.id };
    if (fact.kind === 'withdrawn') return null;
  }
  return talk.state.lastAct;
}

/** The recap is shown anew: the account moved, or the confirmation was of something else. */
const recapAgain = new Set<Outcome['refusal']>(['terms-changed', 'confirmation-mismatch']);
/** The proof is too old for a binding act: identity first, then the recap again. */
export function isProofTooOld(refusal: Outcome['refusal']): boolean {
  return refusal === 'not-identified' || refusal === 'identity-expired';
}

/** Words what became of a form's request, from the outcome alone, and goes on with what was interrupted. */
export function settleForm(talk: Talk, request: Request, outcome: Outcome): Talk {
  const { refusal } = outcome;
  const free = withState(talk, { proof: null });
  if (refusal !== null && request.kind === 'act' && isAboutCode(refusal)) return settleWrongCode(talk, refusal);
  if (refusal !== null && recapAgain.has(refusal)) return tellRefusal(replaceTop(free, { recapped: null }), refusal);
  if (refusal !== null && isProofTooOld(refusal)) return identifyAgain(tellRefusal(free, refusal));
  const said = withFile(wordsOf(talk, request, outcome), outcome);
  // A person or a document asked for while a code is awaited leaves the code as it is.
  const ended = request.kind === 'act' ? free : talk;
  const told = handOver(withState(tell(ended, ...said), { lastAct: lastActOf(talk, outcome), pending: null }), outcome);
  const { result } = outcome;
  if (result.kind === 'code-sent' && result.mask !== null) return awaitNewAddress(told, result.mask);
  return request.kind === 'undo' ? told : leave(popFrame(told));
}

/** The form's own words, else the engine's. */
function wordsOf(talk: Talk, request: Request, outcome: Outcome): readonly Message[] {
  const frame = topFrame(talk);
  const form = frame === null || request.kind === 'undo' ? null : talk.formOf(frame.flow);
  const own = frame === null ? [] : (form?.settle?.(frame.slots, outcome, formContext(talk, frame)) ?? []);
  return own.length > 0 ? own : [plainWords(talk, request, outcome)];
}

/** Leads through identification once more, although a session goes on. */
function identifyAgain(talk: Talk): Talk {
  const frames = talk.state.frames.filter((frame) => frame.flow !== 'identify');
  const pushed = pushFlow(withState(talk, { frames }), 'identify', []);
  return replaceTop(pushed, { slots: { again: { kind: 'text', text: 'expired' } } });
}
