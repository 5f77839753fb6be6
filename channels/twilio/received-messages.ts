import { type Channel } from '../../domain/channel.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type TelephoneMessage } from './backend.ts';
import { readInbound } from './inbound-message.ts';
import { writeAddress } from './telephone-address.ts';
import { type TwilioApi } from './twilio-api.ts';

type Source = { readonly accountSid: string; readonly api: Pick<TwilioApi, 'received' | 'mediaOf'> };

/** What Twilio holds as written to that address, oldest first, read as if it came now; null when it could not be asked. */
export async function receivedMessages(
  { accountSid, api }: Source,
  to: string,
  channel: Channel,
  since: Instant,
): Promise<readonly TelephoneMessage[] | null> {
  const listed = await api.received(writeAddress(channel, to), since);
  if (!('done' in listed)) return null;
  const messages: TelephoneMessage[] = [];
  for (const { sid, from, to: toWritten, body, at, files } of listed.done.toReversed()) {
    const media = files === 0 ? [] : await api.mediaOf(sid);
    if (!Array.isArray(media) && !('done' in media)) return null;
    const links = Array.isArray(media) ? [] : media.done.slice(0, 10);
    const parameters = {
      MessageSid: sid,
      AccountSid: accountSid,
      From: from,
      To: toWritten,
      Body: body,
      NumMedia: String(links.length),
      ...Object.fromEntries(
        links.flatMap(({ url, mime }, n) => [
          [`MediaUrl${n}`, url],
          [`MediaContentType${n}`, mime],
        ]),
      ),
    };
    const message = at === null ? null : readInbound(parameters, accountSid, at);
    if (message !== null) messages.push(message);
  }
  return messages;
}
