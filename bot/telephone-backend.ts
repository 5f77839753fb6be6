import { type DeliveryNews, type TelephoneBackend, type TelephoneMessage } from '../channels/twilio/backend.ts';
import { type Channel } from '../domain/channel.ts';
import { type Instant } from '../domain/calendar.ts';
import { AppError } from '../domain/errors.ts';
import { type Inbound } from '../domain/inbound.ts';
import { type Intake } from './intake.ts';
import { type Log, type SendRef } from './ports.ts';
import { type TelephoneLimits } from './telephone-limits.ts';

/** What telephone channels keep in the database, beside conversations. */
export type TelephoneStore = {
  /** All our addresses, and whose they are. */
  readonly senders: () => Promise<
    readonly { readonly channel: Channel; readonly address: string; readonly creditorId: string }[]
  >;
  /** Keeps what is never answered. */
  readonly keepStray: (stray: {
    readonly channel: Channel;
    readonly externalId: string;
    readonly activity: unknown;
    readonly at: Instant;
  }) => Promise<void>;
  readonly carriedBy: (outboxId: string | null, carrierId: string) => Promise<SendRef | null>;
  readonly status: (ref: SendRef, news: Omit<DeliveryNews, 'outboxId'>) => Promise<'recorded' | 'old' | 'ignored'>;
  /** STOP or START as the carrier heard it; told twice, written once. */
  readonly opt: (opt: {
    readonly creditorId: string;
    readonly channel: Channel;
    readonly address: string;
    readonly kind: 'stop' | 'start';
    readonly source: string;
    readonly at: Instant;
  }) => Promise<void>;
};

export type TelephoneBackendDeps = {
  readonly store: TelephoneStore;
  readonly intake: Intake;
  readonly limits: TelephoneLimits;
  readonly log: Log;
};

/** Our own addresses change rarely; a new one is known within a minute. */
const keptMs = 60_000;
/** One that is not known is looked for again, once a second at most: it may be new. */
const doubtMs = 1_000;

/** Takes text messages into the inbox of the creditor whose address was written to, and news into the fate of what was sent. */
export function makeTelephoneBackend(deps: TelephoneBackendDeps): TelephoneBackend {
  const senderOf = remembered(deps.store);
  return {
    take: (message) => take(deps, senderOf, message),
    hear: async (news) => {
      const ref = await deps.store.carriedBy(news.outboxId, news.carrierId);
      const heard = ref === null ? 'ignored' : await deps.store.status(ref, news);
      if (heard === 'ignored') deps.log('info', 'telephone.news-of-nothing', { status: news.status });
    },
  };
}

/** The creditor whose address that is; null when it is nobody's. */
type SenderOf = (channel: Channel, address: string, now: Instant, isOurs?: boolean) => Promise<string | null>;

function remembered(store: Pick<TelephoneStore, 'senders'>): SenderOf {
  let known: Promise<ReadonlyMap<string, string>> | null = null;
  let readAt = 0;
  const read = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await store.senders()).map(({ channel, address, creditorId }) => [`${channel} ${address}`, creditorId]));
  const since = (oldest: Instant, now: Instant): Promise<ReadonlyMap<string, string>> => {
    if (known !== null && readAt > oldest) return known;
    readAt = now;
    known = read().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  return async (channel, address, now, isOurs = false) => {
    const key = `${channel} ${address}`;
    const found = (await since(now - keptMs, now)).get(key);
    if (found !== undefined || !isOurs) return found ?? null;
    return (await since(now - doubtMs, now)).get(key) ?? null;
  };
}

async function take(deps: TelephoneBackendDeps, senderOf: SenderOf, message: TelephoneMessage): Promise<void> {
  const { from, to, at, externalId } = message;
  const { channel, address } = from;
  const verdict = deps.limits({ from: `${channel} ${address}`, externalId, text: message.text, at });
  if (verdict === 'too-many') throw new AppError('TOO_MANY_REQUESTS', { channel });
  const creditorId = await senderOf(channel, to.address, at, true);
  const why = await strayReason(senderOf, message, { creditorId, verdict });
  if (why !== null || creditorId === null) {
    await deps.store.keepStray({ channel, externalId, activity: { why, message }, at });
    deps.log('warn', 'telephone.stray', { channel, why: why ?? 'unknown-address' });
  } else if (message.opt === null) {
    await deps.intake({
      creditorId,
      channel,
      counterpart: address,
      externalId,
      inbound: inboundOf(message),
      echo: null,
      at,
    });
  } else if (message.opt === 'help') {
    // The carrier answers it; kept, so that it is not taken for one that never came.
    await deps.store.keepStray({ channel, externalId, activity: { why: 'help', message }, at });
  } else {
    const source = `carrier:${externalId}`;
    await deps.store.opt({ creditorId, channel, address, kind: message.opt, source, at });
  }
}

/** Why nobody is answered: an address of ours that is nobody's, a machine, ourselves, or a machine that answers our answers. */
async function strayReason(
  senderOf: SenderOf,
  { from, at }: TelephoneMessage,
  { creditorId, verdict }: { readonly creditorId: string | null; readonly verdict: 'take' | 'echo' },
): Promise<string | null> {
  if (creditorId === null) return 'unknown-address';
  if (from.kind === 'machine') return 'machine';
  if (verdict === 'echo') return 'echo';
  return (await senderOf(from.channel, from.address, at)) === null ? null : 'ourselves';
}

function inboundOf({ text, option, media, unreadable, to }: TelephoneMessage): Inbound {
  return { text, option, files: [], event: null, via: to.address, media, unreadable };
}
