import { AppError } from '../../domain/errors.ts';
import type { BotCredentials, Sdk, SdkActivity, SdkResponse } from '../sdk.ts';
import { type Element } from './adaptive-card-text.ts';
import { type StaffAttachment } from '../../domain/inbound.ts';
import { type AttachedBytes, fetchAttachment, type NoAttachment } from './fetch-attachment.ts';
import { type BotReference } from './backend.ts';
import { isPlausibleBearer } from './bearer.ts';
import { type BotCloud, clouds } from './clouds.ts';
import { isLoopbackServiceUrl, isTrustedServiceUrl } from './service-url.ts';

/** Channels whose conversations we take. The SDK chooses how to check a caller by the channel the caller itself names. */
const channels = ['msteams', 'directline', 'webchat', 'email'];

/** How long keys of the Bot Framework may take to be read before a caller is refused. */
const authenticationMs = 8_000;

export type ConnectorConfig = {
  readonly credentials: BotCredentials | null; // null: Teams is off
  readonly production: boolean;
  readonly cloud?: BotCloud;
};

/** What Teams knows an Adaptive Card by. */
const cardType = 'application/vnd.microsoft.card.adaptive';

type Take = () => Promise<SdkResponse | null>;

/** Both directions of the Bot Framework, and all that must hold before either is used. */
export type Connector = {
  /** Runs `take` for a channel that proved itself; raises UNAUTHORIZED otherwise, without having run it. */
  readonly receive: (
    activity: SdkActivity,
    authorization: string,
    nowMs: number,
    take: Take,
  ) => Promise<SdkResponse | null>;
  /** The same without a proof, for a tool on the developer's machine; raises NOT_FOUND in production, and for anything but Teams on loopback. */
  readonly receiveLocal: (activity: SdkActivity, take: Take) => Promise<SdkResponse | null>;
  /** Writes a text, or cards; gives the carrier's id. Raises SEND_FAILED before anything leaves for an address we do not trust. */
  readonly send: (reference: BotReference, text: string, cards?: readonly Element[]) => Promise<string>;
  /** Fetches a file that somebody attached in that conversation. Raises nothing. */
  readonly attachment: (
    reference: BotReference,
    attachment: StaffAttachment,
    index: number,
  ) => Promise<AttachedBytes | NoAttachment>;
};

export function makeConnector({ credentials, production, cloud = clouds.public }: ConnectorConfig): Connector {
  const { issuer, hosts, fileHosts } = cloud;
  const proved = lazySdk(credentials, cloud);
  const local = lazySdk(null, cloud);
  return {
    receive: async (activity, authorization, nowMs, take) => {
      const { channelId, serviceUrl } = activity;
      if (credentials === null) throw refused('teams-off');
      if (!channels.includes(channelId)) throw refused('channel');
      if (!isTrustedServiceUrl(serviceUrl, hosts)) throw refused('service-url');
      if (!isPlausibleBearer(authorization, { issuer, appId: credentials.id, serviceUrl, nowMs }))
        throw refused('token');
      const sdk = await proved();
      const caller = await within(authenticationMs, sdk.authenticate(activity, authorization));
      return await sdk.turn(caller, activity, take);
    },
    receiveLocal: async (activity, take) => {
      const { channelId, serviceUrl } = activity;
      if (production || channelId !== 'msteams' || !isLoopbackServiceUrl(serviceUrl)) {
        throw new AppError('NOT_FOUND', { what: 'endpoint' });
      }
      const sdk = await local();
      return await sdk.turn(await sdk.authenticate(activity, ''), activity, take);
    },
    send: async (reference, text, cards = []) => {
      const sdk = await sdkFor(reference);
      const attachments = cards.map((content) => ({ contentType: cardType, content }));
      const summary = cards.at(-1)?.['fallbackText'] ?? text; // what a notification says
      const shown = { ...(text === '' ? {} : { text }), ...(attachments.length === 0 ? {} : { attachments, summary }) };
      return await sdk.send(sdkReferenceOf(reference), { type: 'message', textFormat: 'plain', ...shown });
    },
    attachment: async (reference, attachment, index) => {
      const { serviceUrl } = reference;
      const isLocal = !production && isLoopbackServiceUrl(serviceUrl);
      const token = async (): Promise<string | null> =>
        await (await sdkFor(reference)).token(sdkReferenceOf(reference));
      return await fetchAttachment({ serviceUrl, hosts, fileHosts, local: isLocal, token }, attachment, index);
    },
  };

  /** A token of ours never goes to this machine, and nothing goes out without one. */
  function sdkFor({ serviceUrl }: BotReference): Promise<Sdk> {
    if (!production && isLoopbackServiceUrl(serviceUrl)) return local();
    if (credentials !== null && isTrustedServiceUrl(serviceUrl, hosts)) return proved();
    throw new AppError('SEND_FAILED', { why: credentials === null ? 'off' : 'service-url' });
  }
}

/** The SDK takes a second and 55 MB to load: only where someone speaks over it. */
function lazySdk(credentials: BotCredentials | null, cloud: BotCloud): () => Promise<Sdk> {
  let sdk: Promise<Sdk> | null = null;
  const load = async (): Promise<Sdk> => (await import('../sdk.ts')).makeSdk(credentials, cloud);
  return () => (sdk ??= load());
}

/** Whatever the check raises, the caller has not proved itself: it never learns more. */
async function within<Value>(ms: number, check: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(refused('keys-late'));
    }, ms);
  });
  try {
    return await Promise.race([check, late]);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refused(error instanceof Error && error.name === 'FetchError' ? 'keys-unreachable' : 'sdk', error);
  } finally {
    clearTimeout(timer);
  }
}

function refused(why: string, cause?: unknown): AppError {
  return new AppError('UNAUTHORIZED', { why, channel: 'teams' }, cause);
}

function sdkReferenceOf(reference: BotReference): Parameters<Sdk['send']>[0] {
  const { channelId, serviceUrl, conversationType, tenantId } = reference;
  return {
    channelId,
    serviceUrl,
    bot: { id: reference.botId, name: '' },
    user: { id: reference.userId, name: '' },
    conversation: {
      id: reference.conversationId,
      ...(conversationType === null ? {} : { conversationType }),
      ...(tenantId === null ? {} : { tenantId }),
    },
  };
}
