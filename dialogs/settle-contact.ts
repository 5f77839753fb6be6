import { type ContactPoint } from '../domain/account.ts';
import { type Message } from '../domain/message.ts';
import { type Mask, type Outcome } from '../domain/outcome.ts';
import { leave } from './advance.ts';
import { type Context } from './form.ts';
import { contactTexts } from './messages/contact.ts';
import { say } from './messages/wording.ts';
import { reply } from './reply.ts';
import { isAboutCode, settleWrongCode, tellRefusal } from './settle-identity.ts';
import { popFrame, type Talk, tell, withState } from './talk.ts';

/** A message to an address that is not the one we talk to. */
export type Notice = { readonly point: ContactPoint; readonly message: Message };

/** The change is made; its form stays until the code that just left for the new address came back. */
export function awaitNewAddress(talk: Talk, mask: Mask): Talk {
  const proof = { purpose: 'contact-change', hash: null, masks: [mask], maskId: mask.id } as const;
  return withState(talk, { proof, pending: { kind: 'code' } });
}

/** The digits sent to a new address were judged. */
export function settleVerifiedAddress(talk: Talk, { refusal }: Outcome): Talk {
  if (refusal !== null) return isAboutCode(refusal) ? settleWrongCode(talk, refusal) : tellRefusal(talk, refusal);
  const { language } = talk.context;
  const told = tell(talk, reply(language, 'contact.verified', say(contactTexts, 'verified', language)));
  return leave(popFrame(withState(told, { proof: null })));
}

/** Whoever reads the old address hears of the change there: it may not have been them. */
export function noticesOf({ facts }: Outcome, context: Context): readonly Notice[] {
  const { creditor, language, account } = context;
  const us = creditor.phone ?? creditor.email ?? creditor.address;
  return facts.flatMap((fact) => {
    if (fact.kind !== 'contact-changed') return [];
    const ended = (account?.points ?? []).filter(
      ({ id, usableFrom }) => fact.replaces.includes(id) && usableFrom !== null,
    );
    const once = ended.filter((point, at) => ended.findIndex(({ address }) => address === point.address) === at);
    const key = fact.channel === 'email' ? 'noticeEmail' : 'noticePhone';
    const text = say(contactTexts, key, language, { creditor: creditor.name, us });
    return once.map((point) => ({
      point,
      message: { ...reply(language, `contact.${key}`, text), class: 'service' as const },
    }));
  });
}
