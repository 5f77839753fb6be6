import { type Instant } from '../../domain/calendar.ts';
import { type Unreadable } from '../../domain/command.ts';
import { type MediaLink } from '../../domain/inbound.ts';
import { cleanText } from '../direct-line/clean-text.ts';
import { type DeliveryNews, type TelephoneMessage } from './backend.ts';
import { type FormParameters } from './form-parameters.ts';
import { type InboundParameters, inboundSchema, statusSchema } from './inbound-schema.ts';
import { readAddress } from './telephone-address.ts';

const pictures = /^(?:image\/|application\/pdf)/i;

/** Single words that Twilio takes as STOP on its own, whatever we asked: it sends nothing to that number afterwards. */
const carriersStop = /^(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT)$/i;

/** The message Twilio describes; null when the description is not what Twilio sends, or is of another account. */
export function readInbound(parameters: FormParameters, accountSid: string, at: Instant): TelephoneMessage | null {
  const read = inboundSchema.safeParse(parameters);
  if (!read.success || read.data.AccountSid !== accountSid) return null;
  const { MessageSid: externalId, From, To, OptOutType, ButtonPayload, ListId } = read.data;
  const [from, to] = [readAddress(From), readAddress(To)];
  if (from === null || from.channel !== to?.channel) return null;
  const media = mediaOf(parameters, read.data.NumMedia);
  const words = cleanText(read.data.Body).trim();
  return {
    externalId,
    from,
    to,
    text: from.channel === 'sms' && carriersStop.test(words) ? 'STOP' : words,
    option: ButtonPayload ?? ListId ?? null,
    media: media.filter(({ mime }) => pictures.test(mime)),
    unreadable: unreadableIn(read.data, media),
    opt: OptOutType === undefined ? null : opts[OptOutType],
    at,
  };
}

const opts = { STOP: 'stop', START: 'start', HELP: 'help' } as const;

function mediaOf(parameters: FormParameters, count: number): readonly MediaLink[] {
  return Array.from({ length: count }, (_, index) => ({
    url: parameters[`MediaUrl${index}`] ?? '',
    mime: parameters[`MediaContentType${index}`] ?? '',
  })).filter(({ url }) => url !== '');
}

/** What came beside words and pictures; null when there is nothing of the kind, or words to answer to. */
function unreadableIn({ Latitude, MessageType }: InboundParameters, media: readonly MediaLink[]): Unreadable | null {
  if (Latitude !== undefined || MessageType === 'location') return 'location';
  if (MessageType === 'sticker') return 'sticker';
  if (MessageType === 'contacts' || media.some(({ mime }) => /vcard/i.test(mime))) return 'contact';
  const other = media.find(({ mime }) => !pictures.test(mime));
  if (other === undefined) return null;
  if (/^audio\//i.test(other.mime)) return 'voice';
  return /^video\//i.test(other.mime) ? 'video' : 'file';
}

const statuses: Readonly<Record<string, DeliveryNews['status']>> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The news Twilio sends of a message; null when it is not what Twilio sends, 'nothing' for a status we have no use for. */
export function readStatus(
  parameters: FormParameters,
  accountSid: string,
  outboxId: string | null,
  at: Instant,
): DeliveryNews | 'nothing' | null {
  const read = statusSchema.safeParse(parameters);
  if (!read.success || read.data.AccountSid !== accountSid) return null;
  if (outboxId !== null && !uuid.test(outboxId)) return null;
  const status = statuses[read.data.MessageStatus];
  if (status === undefined) return 'nothing';
  return { carrierId: read.data.MessageSid, outboxId, status, detail: read.data.ErrorCode ?? null, at };
}
