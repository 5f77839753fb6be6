import { type Channel } from '../../domain/channel.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type Message } from '../../domain/message.ts';
import { type ClaimedSend } from '../../domain/outbox-row.ts';
import { renderSms, type SmsPlace } from '../text/render-sms.ts';
import { renderText } from '../text/render-text.ts';
import { shapeFor, shapeName, variablesOf } from './content-shape.ts';
import { endOfTrouble, type SendEnd } from './send-end.ts';
import { readAddress, writeAddress } from './telephone-address.ts';
import { type OutgoingText, type TwilioApi, type TwilioResult } from './twilio-api.ts';

export type TwilioCarrierDeps = {
  readonly api: Pick<TwilioApi, 'send' | 'createContent'>;
  /** Ids of Content resources made before, by the name of their shape. */
  readonly contents: {
    readonly find: (name: string) => Promise<string | null>;
    readonly keep: (name: string, sid: string | null) => Promise<void>; // null: it is gone
  };
  /** Where news of that row is sent to. */
  readonly statusUrl: (outboxId: string) => string;
  readonly linksOf: (creditorId: string, message: Message) => readonly string[];
  readonly chatUrl: (creditorSlug: string) => string;
  /** The carrier has a STOP of that address that we have not. */
  readonly onOptedOut: (stopped: {
    creditorId: string;
    channel: Channel;
    address: string;
    source: string;
  }) => Promise<void>;
  readonly clock: () => Instant;
  readonly random: () => number; // in [0, 1)
};

/** Longest plain text Twilio takes, in characters. */
const longest = 1_600;

/** Sends by SMS and WhatsApp through Twilio: once, or certainly not, or with an end that is looked for later. */
export function makeTwilioCarrier(deps: TwilioCarrierDeps): {
  readonly demo: false;
  readonly send: (send: ClaimedSend, text: string) => Promise<SendEnd>;
} {
  return {
    demo: false,
    send: async (send, text) => {
      if (send.from === null) return { refused: 'twilio-no-sender' };
      const message = { ...send.message, text };
      const envelope = { ...addressed(deps, send), validitySeconds: validityOf(send, deps.clock()) };
      if (send.channel === 'whatsapp') return await sendWhatsApp(deps, send, message, envelope);
      const sms = smsOf(deps, send, text);
      const result = await deps.api.send({ ...envelope, body: sms.text });
      return 'done' in result ? { sent: result.done, segments: sms.segments } : await failed(deps, send, result);
    },
  };
}

type Envelope = Pick<OutgoingText, 'from' | 'to' | 'statusCallback' | 'validitySeconds'>;

function addressed({ statusUrl }: TwilioCarrierDeps, send: ClaimedSend): Omit<Envelope, 'validitySeconds'> {
  const { channel, from, to, id } = send;
  return { from: writeAddress(channel, from ?? ''), to: writeAddress(channel, to), statusCallback: statusUrl(id) };
}

/** What is no longer true is not delivered late: a code ends with its validity. Twilio takes 1 to 36,000 seconds. */
function validityOf({ secretUntil, channel }: ClaimedSend, now: Instant): number | null {
  if (secretUntil === null || channel !== 'sms') return null;
  return Math.min(36_000, Math.max(1, Math.floor((secretUntil - now) / 1_000)));
}

/** The SMS of a row, and what it is billed as. */
export function smsOf(
  { linksOf, chatUrl }: Pick<TwilioCarrierDeps, 'linksOf' | 'chatUrl'>,
  send: ClaimedSend,
  text: string,
): { readonly text: string; readonly segments: number } {
  const place: SmsPlace = {
    linksOf: (message) => linksOf(send.creditorId, message),
    chatUrl: chatUrl(send.creditorSlug),
    answerable: readAddress(send.from ?? '')?.kind !== 'machine' || /^\d+$/.test(send.from ?? ''),
  };
  return renderSms({ ...send.message, text }, send.message.secret === true ? { ...place, answerable: true } : place);
}

/** The text of a row on WhatsApp, without its choices and as the numbered twin. */
export function whatsAppOf(
  { linksOf, chatUrl }: Pick<TwilioCarrierDeps, 'linksOf' | 'chatUrl'>,
  send: ClaimedSend,
  text: string,
): { readonly body: string; readonly twin: string } {
  const whole = { ...send.message, text };
  const links = (message: Message): readonly string[] => linksOf(send.creditorId, message);
  const body = renderText([{ ...whole, options: [] }], links).text;
  const numbered = renderText([whole], links).text;
  const twin = numbered.length <= longest ? numbered : smsOf({ linksOf, chatUrl }, send, text).text;
  return { body, twin };
}

async function sendWhatsApp(
  deps: TwilioCarrierDeps,
  send: ClaimedSend,
  message: Message,
  envelope: Envelope,
): Promise<SendEnd> {
  const { approvedAs } = message;
  if (approvedAs !== undefined) {
    const { id: contentSid, variables } = approvedAs;
    const shown = await deps.api.send({ ...envelope, contentSid, variables });
    return 'done' in shown ? { sent: shown.done } : await failed(deps, send, shown);
  }
  const { body, twin } = whatsAppOf(deps, send, message.text);
  const options = message.options ?? [];
  const shape = shapeFor(body, options);
  if (shape !== null) {
    const contentSid = await contentFor(deps, shape);
    if (contentSid !== null) {
      const variables = variablesOf(shape, body, options, message.language);
      const shown = await deps.api.send({ ...envelope, contentSid, variables });
      if ('done' in shown) return { sent: shown.done };
      if (!isAboutContent(shown.trouble)) return await failed(deps, send, shown);
      if (isGone(shown.trouble)) await deps.contents.keep(shapeName(shape), null);
    }
  }
  const result = await deps.api.send({ ...envelope, body: twin });
  return 'done' in result ? { sent: result.done } : await failed(deps, send, result);
}

/** The resource of that shape, made the first time; null when it cannot be had now: the text goes numbered. */
async function contentFor(
  { api, contents }: TwilioCarrierDeps,
  shape: NonNullable<ReturnType<typeof shapeFor>>,
): Promise<string | null> {
  const name = shapeName(shape);
  const known = await contents.find(name);
  if (known !== null) return known;
  const made = await api.createContent(shape);
  if (!('done' in made)) return null;
  await contents.keep(name, made.done);
  return made.done;
}

/** Errors that say something of the address, the sender or the moment: a plain text would meet them too. */
const notAboutContent = new Set([21211, 21408, 21606, 21610, 21612, 21614, 21659, 63003, 63016, 63024]);

type Trouble = Extract<TwilioResult<string>, { trouble: unknown }>;

/** Whether the same words as plain text can still go: certainly not taken, and for the sake of the buttons. */
function isAboutContent(trouble: Trouble['trouble']): boolean {
  if (trouble.kind !== 'refused' || (trouble.status !== 400 && trouble.status !== 404)) return false;
  return trouble.code === null || !notAboutContent.has(trouble.code);
}

/** 21655: no such Content resource; 20404: nothing there. */
function isGone(trouble: Trouble['trouble']): boolean {
  return trouble.kind === 'refused' && (trouble.code === 21655 || trouble.code === 20404);
}

async function failed(deps: TwilioCarrierDeps, send: ClaimedSend, { trouble }: Trouble): Promise<SendEnd> {
  const end = endOfTrouble(trouble, send.attempt, deps.random());
  if ('refused' in end && end.refused === 'opted-out') {
    const { creditorId, channel, to: address, id } = send;
    await deps.onOptedOut({ creditorId, channel, address, source: `carrier:${id}` });
  }
  return end;
}
