import { type ContactPoint } from '../domain/account.ts';
import { mayReceiveCode } from '../domain/address-of-record.ts';
import { confirmingPoints } from '../domain/decide-contact-change.ts';
import { reachesDirectorAmount } from '../domain/director-amount.ts';
import { maskHint } from '../domain/mask.ts';
import { type Mask } from '../domain/outcome.ts';
import { type Act, type Request } from '../domain/request.ts';
import { type Context } from './form.ts';
import { codeTexts } from './messages/code.ts';
import { say } from './messages/wording.ts';
import { reply } from './reply.ts';
import { type Proof } from './state.ts';
import { ask, option, type Talk, tell, tellWords, withState, words } from './talk.ts';

type CodeKey = keyof (typeof codeTexts)['fr'];

function text(talk: Talk, key: CodeKey, values = {}): string {
  return say(codeTexts, key, talk.context.language, values);
}

/** The masked name of an address: `SMS ••••01`. */
export function maskLabel(talk: Talk, mask: Mask): string {
  return text(talk, mask.channel, { hint: mask.hint });
}

/** Whose addresses of record may confirm that act: for a change of address another one of the same person, from an amount on the director's. */
function confirming(act: Act, { account, policy, now }: Context): readonly ContactPoint[] {
  const points = account?.points ?? [];
  if (act.kind === 'contact-change') return confirmingPoints(act.terms, points, now);
  const usable = points.filter((point) => mayReceiveCode(point, now));
  const directors = usable.filter(({ role }) => role === 'director');
  return directors.length > 0 && isForDirector(act, account, policy) ? directors : usable;
}

function isForDirector(act: Act, account: Context['account'], policy: Context['policy']): boolean {
  if (account === null || (act.kind !== 'plan' && act.kind !== 'promise')) return false;
  return reachesDirectorAmount(act.terms.lines, account, policy);
}

/** Whether the words of whoever is speaking do not bind, while a code to a director's address would. */
export function needsDirectorsCode(talk: Talk, act: Act): boolean {
  const { account, contactId, policy } = talk.context;
  if (!isForDirector(act, account, policy)) return false;
  const points = confirming(act, talk.context).filter(({ role }) => role === 'director');
  return points.length > 0 && !points.some((point) => point.contactId === contactId);
}

/** The addresses of record a confirmation code of that act may go to. */
function masksOf(talk: Talk, act: Act): readonly Mask[] {
  const { reachable } = talk.context;
  const seen = new Set<string>();
  return confirming(act, talk.context)
    .filter((point) => reachable?.includes(point.channel) !== false)
    .filter(({ address }) => !seen.has(address) && seen.add(address)) // one number on two channels is one choice
    .map((point) => ({ id: point.id, channel: point.channel, hint: maskHint(point.channel, point.address) }));
}

function otherOptions(talk: Talk, proof: Proof): ReturnType<typeof option>[] {
  const resend = proof.maskId === null ? [] : [option('do:resend', text(talk, 'resend'))];
  const other = proof.masks.length > 1 ? [option('do:other', text(talk, 'other'))] : [];
  return [...resend, ...other, option('do:human', words(talk, 'human'))];
}

const enterKeys = {
  identify: 'enterCode',
  confirm: 'enterConfirmCode',
  'contact-change': 'enterAddressCode',
} as const;

/** Asks what the proof going on waits for: the choice of an address, or the digits of the code. */
export function askProof(talk: Talk): Talk {
  const { proof } = talk.state;
  if (proof === null) return talk;
  const { language } = talk.context;
  if (proof.maskId !== null) {
    const key = enterKeys[proof.purpose];
    return ask(talk, reply(language, `code.${key}`, text(talk, key), { options: otherOptions(talk, proof) }), {
      kind: 'code',
    });
  }
  const options = [
    ...proof.masks.map((mask) => option(`mask:${mask.id}`, maskLabel(talk, mask))),
    option('do:human', words(talk, 'human')),
  ];
  return ask(talk, reply(language, 'code.where', text(talk, 'where'), { options }), { kind: 'mask' });
}

/** Asks for a code to that address. */
export function sendCode(talk: Talk, maskId: string): Talk {
  const { proof } = talk.state;
  if (proof?.masks.some((mask) => mask.id === maskId) !== true) return askProof(talk);
  const request: Request = { kind: 'send-code', maskId, purpose: proof.purpose, hash: proof.hash };
  return { ...withState(talk, { proof: { ...proof, maskId }, pending: { kind: 'code' } }), request };
}

/** Begins the proof that binds exactly these terms; with one address of record the code goes there at once. */
export function beginConfirmation(talk: Talk, { act, hash }: { readonly act: Act; readonly hash: string }): Talk {
  const masks = masksOf(talk, act);
  const { language } = talk.context;
  const directors = needsDirectorsCode(talk, act) && masks.length > 0;
  const told = directors ? tell(talk, reply(language, 'code.director', text(talk, 'director'))) : talk;
  const begun = withState(told, { proof: { purpose: 'confirm', hash, masks, maskId: null } });
  const only = masks.length === 1 ? masks[0] : undefined;
  if (only !== undefined) return sendCode(begun, only.id);
  if (masks.length > 0) return askProof(begun);
  const options = [option('do:human', words(talk, 'human')), option('do:cancel', words(talk, 'cancel'))];
  const none = reply(language, 'code.nowhere', text(talk, 'nowhere'), { options });
  return { ...tell(withState(talk, { proof: null }), none), still: true };
}

/** Starts the choice of an address again. */
export function otherAddress(talk: Talk): Talk {
  const { proof } = talk.state;
  return proof === null
    ? tellWords(talk, 'nothingPending')
    : askProof(withState(talk, { proof: { ...proof, maskId: null } }));
}
