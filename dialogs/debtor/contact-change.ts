import { type ContactPoint } from '../../domain/account.ts';
import { type SlotValue } from '../../domain/command.ts';
import { confirmingPoints } from '../../domain/decide-contact-change.ts';
import { maskHint } from '../../domain/mask.ts';
import { type Message, type Option } from '../../domain/message.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type Act, type ContactChangeTerms } from '../../domain/request.ts';
import { type Check, type Context, type Form, type Recap, type Slots } from '../form.ts';
import { contactTexts } from '../messages/contact.ts';
import { say, type Values } from '../messages/wording.ts';
import { reply } from '../reply.ts';

type Key = keyof (typeof contactTexts)['fr'];
type What = 'phone' | 'email';

function text(context: Context, key: Key, values: Values = {}): string {
  return say(contactTexts, key, context.language, values);
}

function message(context: Context, key: Key, options: readonly Option[] = []): Message {
  return reply(context.language, `contact.${key}`, text(context, key), options.length > 0 ? { options } : {});
}

/** Numbers whose messages or calls cost more than usual, which fraud lives on, and satellites. */
const dear = /^\+(?:338|44(?:70|87|9)|87[0-8]|88[1-3]|979)/;

function whatIn(value: SlotValue | undefined): What | null {
  if (value?.kind !== 'text') return null;
  if (/mail|courriel/i.test(value.text)) return 'email';
  return /phone|num|t[ée]l|portable|mobile|cell/i.test(value.text) ? 'phone' : null;
}

function whatOf({ address, what }: Slots): What | null {
  if (address?.kind === 'phone' || address?.kind === 'email') return address.kind;
  return whatIn(what);
}

function addressOf({ address }: Slots): string | null {
  if (address?.kind === 'phone') return address.phone;
  return address?.kind === 'email' ? address.email.toLowerCase() : null;
}

/** The person's own points of that kind. */
function ownPoints(what: What | null, { account, contactId }: Context): readonly ContactPoint[] {
  const own = account?.points.filter((point) => point.contactId === contactId) ?? [];
  return own.filter(({ channel }) => (channel === 'email') === (what === 'email'));
}

/** What may be replaced: each address once, those that only wait to be proved are replaced in any case. */
function known(slots: Slots, context: Context): readonly ContactPoint[] {
  const points = ownPoints(whatOf(slots), context).filter(({ usableFrom }) => usableFrom !== null);
  return points.filter((point, at) => points.findIndex(({ address }) => address === point.address) === at);
}

function checkAddress(value: SlotValue, context: Context): Check {
  const address = addressOf({ address: value });
  if (address === null) return { refuse: message(context, 'what') };
  if (dear.test(address)) return { refuse: message(context, 'dear') };
  const what = value.kind === 'email' ? 'email' : 'phone';
  const same = ownPoints(what, context).some((point) => point.address === address && point.usableFrom !== null);
  return same ? { refuse: message(context, 'same') } : { take: value };
}

function optionsOf(slots: Slots, context: Context): readonly Option[] {
  return known(slots, context).map(({ id, channel, address }) => ({
    id: `slot:old=${id}`,
    label: maskHint(channel, address),
  }));
}

function checkOld(value: SlotValue, slots: Slots, context: Context): Check {
  const isKnown = value.kind === 'text' && known(slots, context).some(({ id }) => id === value.text);
  return isKnown ? { take: value } : { refuse: message(context, 'which', optionsOf(slots, context)) };
}

function replacedBy(slots: Slots, context: Context): readonly ContactPoint[] {
  const old = known(slots, context);
  const chosen =
    old.length > 1 ? old.find(({ id }) => slots['old']?.kind === 'text' && id === slots['old'].text) : old[0];
  return ownPoints(whatOf(slots), context).filter(
    ({ address, usableFrom }) => usableFrom === null || address === chosen?.address,
  );
}

function recap(
  slots: Slots,
  context: Context,
): Recap | { readonly request: { kind: 'review'; act: Act; reasons: string[] } } {
  const address = addressOf(slots) ?? '';
  const replaced = replacedBy(slots, context);
  const terms: ContactChangeTerms = {
    debtorId: context.account?.debtor.id ?? '',
    contactId: context.contactId ?? '',
    channel: whatOf(slots) === 'email' ? 'email' : 'sms',
    address,
    replaces: replaced.map(({ id }) => id).toSorted(),
  };
  const act: Act = { kind: 'contact-change', terms };
  const reachable = confirmingPoints(terms, context.account?.points ?? [], context.now).filter(
    ({ channel }) => context.reachable?.includes(channel) !== false,
  );
  if (reachable.length === 0) return { request: { kind: 'review', act, reasons: ['no-other-address'] } };
  const [old] = replaced.filter(({ usableFrom }) => usableFrom !== null);
  const first =
    old === undefined
      ? text(context, 'recapNew', { address })
      : text(context, 'recap', { address, old: maskHint(old.channel, old.address) });
  return { act, message: reply(context.language, 'contact.recap', `${first}\n${text(context, 'recapCode')}`) };
}

function settled(_slots: Slots, { refusal, result }: Outcome, context: Context): readonly Message[] {
  if (refusal !== null) return [];
  if (result.kind === 'review') return [message(context, 'byPerson')];
  if (result.kind === 'done') return [message(context, 'noCode')];
  if (result.kind !== 'code-sent' || result.mask === null) return [];
  return [reply(context.language, 'contact.changed', text(context, 'changed', { where: result.mask.hint }))];
}

/**
 * A new telephone number or e-mail address in the place of an old one. It needs a code to another address we know already, else
 * a person; then the new one proves itself by a code of its own.
 */
export const contactChangeForm: Form = {
  flow: 'contact',
  version: 1,
  level: 2,
  proof: 'elsewhere',
  slots: [
    {
      name: 'what',
      kinds: ['text'],
      needed: ({ address }) => address === undefined,
      ask: (_slots, context) =>
        message(context, 'what', [
          { id: 'slot:what=phone', label: text(context, 'phone') },
          { id: 'slot:what=email', label: text(context, 'email') },
        ]),
      choose: (option) => ({ kind: 'text', text: option.slice('slot:what='.length) }),
      why: (context) => message(context, 'why'),
      check: (value, _slots, context) =>
        whatIn(value) === null ? { refuse: message(context, 'what') } : { take: value },
      clears: ['address', 'old'],
      accepts: (value) => value.kind === 'text' && (value.text === 'phone' || value.text === 'email'),
    },
    {
      name: 'address',
      kinds: ['phone', 'email'],
      needed: () => true,
      ask: (slots, context) => message(context, whatOf(slots) === 'email' ? 'newEmail' : 'newPhone'),
      why: (context) => message(context, 'why'),
      check: (value, _slots, context) => checkAddress(value, context),
      clears: ['old'],
      // Someone may name the old one with the new one.
      accepts: (value, _slots, context) => 'take' in checkAddress(value, context),
      label: (context) => text(context, 'label'),
    },
    {
      name: 'old',
      kinds: ['text'],
      needed: (slots, context) => known(slots, context).length > 1,
      ask: (slots, context) => message(context, 'which', optionsOf(slots, context)),
      choose: (option) => ({ kind: 'text', text: option.slice('slot:old='.length) }),
      why: (context) => message(context, 'whichWhy'),
      check: checkOld,
      clears: [],
      accepts: () => false,
    },
  ],
  begin: (slots, context) => {
    const address = addressOf(slots);
    const waits = ownPoints(whatOf(slots), context).some(
      (point) => point.address === address && point.usableFrom === null,
    );
    return waits ? message(context, 'waiting') : null;
  },
  recap,
  settle: settled,
};
