import { fetchMedia, isMediaOf } from '../channels/twilio/fetch-media.ts';
import { lookUpSent } from '../channels/twilio/look-up-sent.ts';
import { type TwilioOptions } from '../channels/twilio/mount-twilio.ts';
import { receivedMessages } from '../channels/twilio/received-messages.ts';
import { makeTwilioApi } from '../channels/twilio/twilio-api.ts';
import { makeTwilioCarrier } from '../channels/twilio/twilio-carrier.ts';
import { type Channel } from '../domain/channel.ts';
import { type Message } from '../domain/message.ts';
import { type Config } from './config.ts';
import { type CopiedMediaDeps, startCopiedMedia } from './copied-media.ts';
import { type FetchedMediaDeps } from './fetched-media.ts';
import { type Intake } from './intake.ts';
import { type JanitorDeps } from './janitor.ts';
import { type MissedMessagesDeps, startMissedMessages } from './missed-messages.ts';
import { type Periodic } from './periodic.ts';
import { type Carrier, type Log, type TurnDeps } from './ports.ts';
import { makeTelephoneBackend, type TelephoneStore } from './telephone-backend.ts';
import { makeTelephoneLimits } from './telephone-limits.ts';

export type TelephoneDeps = {
  readonly store: TelephoneStore & {
    /** Gives our address of that channel to the only creditor. */
    readonly seedSender: (channel: Channel, address: string) => Promise<string | null>;
    readonly known: MissedMessagesDeps['known'];
    readonly copied: CopiedMediaDeps['store']['copied'];
    readonly forgetMedia: CopiedMediaDeps['store']['forgetMedia'];
    readonly setting: (key: string) => Promise<string | null>;
    readonly keepSetting: (key: string, value: string | null) => Promise<void>;
  };
  readonly isStop: MissedMessagesDeps['isStop'];
  readonly keepFiles: FetchedMediaDeps['keep'];
  readonly open: (sealed: string) => string;
  readonly linksOf: (creditorId: string, message: Message) => readonly string[];
  readonly publicUrl: () => string;
  readonly clock: TurnDeps['clock'];
  readonly random: () => number;
  readonly log: Log;
};

/** SMS and WhatsApp as far as the settings switch them on. */
export type Telephone = {
  /** Who takes messages of that channel; null where nothing is configured. */
  readonly carrier: (channel: Channel) => Carrier | null;
  readonly media: FetchedMediaDeps;
  readonly look: JanitorDeps['look'];
  /** The webhooks, and from then on what reached the carrier and not them; null where Twilio is off. */
  readonly webhooks: (
    intake: Intake,
  ) => Pick<TwilioOptions, 'accountSid' | 'authTokens' | 'backend' | 'onRefused'> | null;
  /** Makes the addresses of the settings the only creditor's. */
  readonly seed: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Makes SMS and WhatsApp from the settings; without them nothing is sent and nobody is listened to. */
export function makeTelephone(config: Config, deps: TelephoneDeps): Telephone {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: tokens = '' } = config;
  if (accountSid === undefined) return off(deps);
  const authTokens = tokens
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== ''); // anyone can sign with none
  const account = { accountSid, authToken: authTokens[0] ?? '', baseUrl: config.TWILIO_API_BASE_URL ?? null };
  const senders = sendersOf(config);
  const twilio = carrierDeps(deps, account);
  const carrier = makeTwilioCarrier(twilio);
  const work: Periodic[] = [];
  return {
    carrier: (channel) => (senders.some((sender) => sender.channel === channel) ? carrier : null),
    media: { fetch: (media, index) => fetchMedia(account, media, index), keep: deps.keepFiles },
    look: async ({ send, queuedAt }) => {
      const text = send.secret === null ? send.message.text : deps.open(send.secret);
      return await lookUpSent(twilio, { send, text, queuedAt });
    },
    webhooks: (intake) => {
      const backend = makeTelephoneBackend({ store: deps.store, intake, limits: makeTelephoneLimits(), log: deps.log });
      const missed = startMissedMessages({
        senders,
        received: (to, channel, since) => receivedMessages({ accountSid, api: twilio.api }, to, channel, since),
        known: deps.store.known,
        beganAt: () => beganAt(deps),
        take: backend.take,
        keepStray: deps.store.keepStray,
        isStop: deps.isStop,
        clock: deps.clock,
        log: deps.log,
      });
      const removed = startCopiedMedia({
        store: deps.store,
        remove: async (url) => isMediaOf(account, url) && 'done' in (await twilio.api.removeMedia(url)),
        log: deps.log,
      });
      work.push(missed, removed);
      return { accountSid, authTokens, backend, onRefused: seldom(deps) };
    },
    stop: async () => {
      for (const part of work) await part.stop();
    },
    seed: async () => {
      for (const { channel, address } of senders) {
        const creditorId = await deps.store.seedSender(channel, address);
        if (creditorId === null) deps.log('warn', 'telephone.sender-of-nobody', { channel });
      }
    },
  };
}

function off({ keepFiles }: TelephoneDeps): Telephone {
  return {
    carrier: () => null,
    media: { fetch: () => Promise.resolve(null), keep: keepFiles },
    look: () => Promise.resolve(null),
    webhooks: () => null,
    seed: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

function sendersOf({ TWILIO_SMS_FROM: sms, TWILIO_WHATSAPP_FROM: whatsapp }: Config): {
  readonly channel: 'sms' | 'whatsapp';
  readonly address: string;
}[] {
  return [
    ...(sms === undefined ? [] : [{ channel: 'sms' as const, address: sms }]),
    ...(whatsapp === undefined ? [] : [{ channel: 'whatsapp' as const, address: whatsapp.replace(/^whatsapp:/, '') }]),
  ];
}

type Account = { readonly accountSid: string; readonly authToken: string; readonly baseUrl: string | null };

function carrierDeps(
  deps: TelephoneDeps,
  account: Account,
): Parameters<typeof makeTwilioCarrier>[0] & { readonly api: ReturnType<typeof makeTwilioApi> } {
  const { store, linksOf, publicUrl, clock, random } = deps;
  const base = (): string => publicUrl().replace(/\/+$/, '');
  const key = (name: string): string => `twilio-content:${account.accountSid}:${name}`;
  return {
    api: makeTwilioApi(account),
    contents: {
      find: (name) => store.setting(key(name)),
      keep: (name, sid) => store.keepSetting(key(name), sid),
    },
    statusUrl: (outboxId) => `${base()}/channels/twilio/status?o=${outboxId}`,
    linksOf,
    chatUrl: (slug) => `${base()}/chat/${slug}`,
    onOptedOut: ({ creditorId, channel, address, source }) =>
      store.opt({ creditorId, channel, address, source, kind: 'stop', at: clock() }),
    clock,
    random,
  };
}

const beganKey = 'telephone-began';

/** The first start with these settings is remembered for good. */
async function beganAt({ store, clock }: Pick<TelephoneDeps, 'store' | 'clock'>): Promise<number> {
  const known = await store.setting(beganKey);
  if (known !== null) return Number(known);
  const now = clock();
  await store.keepSetting(beganKey, String(now));
  return now;
}

const logEveryMs = 1_000;

/** Anyone can knock; the log says so once a second. */
function seldom({ clock, log }: Pick<TelephoneDeps, 'clock' | 'log'>): (why: string) => void {
  let next = 0;
  let unsaid = 0;
  return (why) => {
    const now = clock();
    if (now < next) {
      unsaid += 1;
      return;
    }
    log('warn', 'telephone.refused', { why, unsaid });
    next = now + logEveryMs;
    unsaid = 0;
  };
}
