import { type Outcome, type RefusalCode } from '../domain/outcome.ts';
import { codeTexts } from './messages/code.ts';
import { identifyTexts } from './messages/identify.ts';
import { refusalTexts } from './messages/refusals.ts';
import { say } from './messages/wording.ts';
import { showMenu } from './menu.ts';
import { maskLabel } from './proof.ts';
import { reply } from './reply.ts';
import { setLanguage } from './speak.ts';
import { type Frame, type Proof } from './state.ts';
import { option, replaceTop, type Talk, tell, topFrame, withState, words } from './talk.ts';

/** Says why something was not done. */
export function tellRefusal(talk: Talk, refusal: RefusalCode): Talk {
  const { language } = talk.context;
  return tell(talk, reply(language, `refusal.${refusal}`, say(refusalTexts, refusal, language)));
}

/** The end of a proof that cannot go on: a person is offered, nothing is asked again. */
function stuck(talk: Talk, refusal: RefusalCode): Talk {
  const { language } = talk.context;
  const options = [option('do:human', words(talk, 'human')), option('do:end', words(talk, 'end'))];
  const told = tell(talk, reply(language, `refusal.${refusal}`, say(refusalTexts, refusal, language), { options }));
  return { ...withState(told, { proof: null, pending: null }), still: true };
}

/** Known at last: what was asked for goes on by itself, in the account's language unless another was chosen. */
function identified(talk: Talk): Talk {
  const { account } = talk.context;
  const spoken = account === null ? talk : setLanguage(talk, { value: account.debtor.language, from: 'account' });
  const { language } = spoken.context;
  const frames = withoutProof(spoken.state.frames);
  const known = withState(spoken, { frames, proof: null, pending: null, misses: { here: 0, overall: 0 } });
  const told = tell(known, reply(language, 'code.identified', say(codeTexts, 'identified', language)));
  return frames.length === 0 && known.state.queue.length === 0 ? showMenu(told) : told;
}

/** What proved who is speaking is about nothing else: a birth date is no date to pay on. */
function withoutProof(frames: readonly Frame[]): readonly Frame[] {
  const proofs = frames.filter(({ flow }) => flow === 'identify').flatMap(({ slots }) => Object.values(slots));
  const used = new Set(proofs.map((value) => JSON.stringify(value)));
  return frames
    .filter(({ flow }) => flow !== 'identify')
    .map((frame) => ({
      ...frame,
      recapped: null,
      held: frame.held.filter((value) => value.kind === 'invoice' || !used.has(JSON.stringify(value))),
    }));
}

/** The proof took too long: from the first question on. */
function startOver(talk: Talk, refusal: RefusalCode): Talk {
  const top = topFrame(talk);
  const fresh = top?.flow === 'identify' ? replaceTop(talk, { slots: {}, skipped: [] }) : talk;
  return tellRefusal(withState(fresh, { proof: null, pending: null }), refusal);
}

/** A reference and its factors were judged; an unknown reference and a wrong factor are worded alike. */
export function settleIdentify(talk: Talk, outcome: Outcome): Talk {
  const { result, refusal } = outcome;
  if (result.kind === 'identified') return identified(talk);
  if (result.kind === 'masks') {
    return withState(talk, { proof: { purpose: 'identify', hash: null, masks: result.masks, maskId: null } });
  }
  if (refusal !== null && refusal !== 'not-identified') {
    const { frames } = talk.state;
    return stuck(withState(talk, { frames: frames.filter((frame) => frame.flow !== 'identify') }), refusal);
  }
  const { language } = talk.context;
  const frame = topFrame(talk);
  const again = frame?.slots['again'];
  const cleared = replaceTop(talk, { slots: again === undefined ? {} : { again }, skipped: [] });
  return tell(cleared, reply(language, 'identify.notMatched', say(identifyTexts, 'notMatched', language)));
}

/** A code left, or could not. For identity the sentence is the same for everyone. */
export function settleSendCode(talk: Talk, outcome: Outcome): Talk {
  const { proof } = talk.state;
  if (proof === null) return talk;
  const { language } = talk.context;
  const mask = proof.masks.find((candidate) => candidate.id === proof.maskId);
  if (outcome.refusal === null) {
    const key = proof.purpose === 'identify' ? 'sentIdentify' : 'sentConfirm';
    const label = mask === undefined ? '' : maskLabel(talk, mask);
    const where = label.charAt(0).toLocaleLowerCase(language) + label.slice(1);
    return tell(talk, reply(language, `code.${key}`, say(codeTexts, key, language, { where })));
  }
  if (outcome.refusal === 'identity-expired') return startOver(talk, outcome.refusal);
  const others = proof.masks.filter(({ id }) => id !== proof.maskId);
  if (others.length > 0 && isAboutAddress(outcome.refusal, proof)) {
    return tellRefusal(withState(talk, { proof: { ...proof, masks: others, maskId: null } }), outcome.refusal);
  }
  return stuck(talk, outcome.refusal);
}

/** Whether another address may do. A stranger's codes are counted by the reference, so that for them none would. */
function isAboutAddress(refusal: RefusalCode, { purpose }: Proof): boolean {
  return refusal === 'code-unavailable' || (refusal === 'code-too-many' && purpose === 'confirm');
}

/** Whether a refusal is about the digits just typed, so that others may be tried. */
export function isAboutCode(refusal: RefusalCode | null): boolean {
  return refusal === 'code-wrong' || refusal === 'code-expired' || refusal === 'code-too-many';
}

/** The digits were not right: again, another code, or a person. */
export function settleWrongCode(talk: Talk, refusal: RefusalCode): Talk {
  return refusal === 'code-too-many' ? stuck(talk, refusal) : tellRefusal(talk, refusal);
}

/** The digits of an identity code were judged. */
export function settleCode(talk: Talk, outcome: Outcome): Talk {
  if (outcome.result.kind === 'identified') return identified(talk);
  const refusal = outcome.refusal ?? 'code-wrong';
  if (refusal === 'identity-expired') return startOver(talk, refusal);
  return isAboutCode(refusal) ? settleWrongCode(talk, refusal) : stuck(talk, refusal);
}
