import { type Instant } from '../../domain/calendar.ts';
import { type ClaimedSend } from '../../domain/outbox-row.ts';
import { writeAddress } from './telephone-address.ts';
import { type TwilioApi } from './twilio-api.ts';
import { smsOf, type TwilioCarrierDeps, whatsAppOf } from './twilio-carrier.ts';

/** Links to files are made anew each time they are shown; what they open is the same. */
const link = /https?:\/\/\S+\/f\/\S+/g;
/** Clocks differ, and the carrier counts whole seconds. */
const slackMs = 5_000;

type Asked = { readonly send: ClaimedSend; readonly text: string; readonly queuedAt: Instant };

/** Ids under which Twilio lists that very text to that address since it was queued, oldest first; null when it could not be asked. */
export async function lookUpSent(
  deps: Pick<TwilioCarrierDeps, 'linksOf' | 'chatUrl'> & { readonly api: Pick<TwilioApi, 'sent'> },
  { send, text, queuedAt }: Asked,
): Promise<readonly string[] | null> {
  if (send.from === null) return [];
  const { channel } = send;
  const listed = await deps.api.sent(writeAddress(channel, send.from), writeAddress(channel, send.to), queuedAt);
  if (!('done' in listed)) return null;
  const said = bodiesOf(deps, send, text).map(comparable);
  return listed.done
    .filter(({ body, at }) => (at === null || at >= queuedAt - slackMs) && said.includes(comparable(body)))
    .map(({ sid }) => sid)
    .toReversed();
}

function bodiesOf(
  deps: Pick<TwilioCarrierDeps, 'linksOf' | 'chatUrl'>,
  send: ClaimedSend,
  text: string,
): readonly string[] {
  if (send.channel === 'sms') return [smsOf(deps, send, text).text];
  const { body, twin } = whatsAppOf(deps, send, text);
  return [body, twin];
}

function comparable(body: string): string {
  return body.replace(link, '/f/').trim();
}
