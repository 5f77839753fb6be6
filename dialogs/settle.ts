import { accountAfter } from '../domain/account-after.ts';
import { type Language } from '../domain/language.ts';
import { type Message } from '../domain/message.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type Request } from '../domain/request.ts';
import { isCare, settleCare } from './care.ts';
import { conclude, type Draft } from './converse.ts';
import { type Context } from './form.ts';
import { isProofTooOld, settleForm } from './settle-act.ts';
import { type Notice, noticesOf, settleVerifiedAddress } from './settle-contact.ts';
import { settleCode, settleIdentify, settleSendCode } from './settle-identity.ts';
import { type DialogState } from './state.ts';
import { finish, type Talk, withState } from './talk.ts';

/** What is said and remembered at the end of a turn. */
export type Settled = {
  readonly state: DialogState; // plain JSON
  readonly language: Language;
  readonly messages: readonly Message[];
  readonly notices?: readonly Notice[]; // what someone must read elsewhere than here
};

function settleRequest(talk: Talk, request: Request, outcome: Outcome): Talk {
  if (isCare(request)) return settleCare(talk, request, outcome);
  switch (request.kind) {
    case 'identify':
      return settleIdentify(talk, outcome);
    case 'send-code':
      return request.purpose === 'confirm' && isProofTooOld(outcome.refusal)
        ? settleForm(talk, request, outcome)
        : settleSendCode(talk, outcome);
    case 'check-code':
      return settleCode(talk, outcome);
    case 'verify-address':
      return settleVerifiedAddress(talk, outcome);
    default:
      return settleForm(talk, request, outcome);
  }
}

/**
 * Words what happened, and only that; `context` is as it is after the decision, so it holds the account once someone is
 * identified. Always called, also when nothing was asked of the rules. Pure.
 */
export function settle(draft: Draft, outcome: Outcome, context: Context): Settled {
  const held = draft.held as Talk; // what `converse` put there
  const talk = draft.request === null ? held : settled(held, draft.request, outcome, context);
  const state = withState(talk, { updatedAt: context.now }).state;
  const { value: language } = state.language;
  return { state, language, messages: talk.messages, notices: noticesOf(outcome, { ...context, language }) };
}

function settled(held: Talk, request: Request, outcome: Outcome, context: Context): Talk {
  const language = held.state.language.value;
  // What is said next, of another form in the same turn too, must be true once these facts are written.
  const account = context.account === null ? null : accountAfter(context.account, outcome.facts);
  const decided = { ...held, request: null, settling: true, asked: -1, context: { ...context, account, language } };
  return finish(conclude(settleRequest(decided, request, outcome)));
}
