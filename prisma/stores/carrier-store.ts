import { type Channel } from '../../domain/channel.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type ClaimedSend } from '../../domain/outbox-row.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

type SendRef = { readonly creditorId: string; readonly outboxId: string };
type Unknown = {
  readonly send: ClaimedSend;
  readonly queuedAt: Instant;
  readonly since: Instant;
  readonly news: readonly string[];
};
type Status = {
  readonly carrierId: string;
  readonly status: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly detail: string | null;
  readonly at: Instant;
};
type Opt = {
  readonly creditorId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly kind: 'stop' | 'start';
  readonly source: string;
  readonly at: Instant;
};
type Sender = { readonly channel: Channel; readonly address: string; readonly creditorId: string };
type CopiedMedia = { readonly creditorId: string; readonly inboxId: number; readonly urls: readonly string[] };
type Stray = {
  readonly channel: Channel;
  readonly externalId: string;
  readonly activity: unknown;
  readonly at: Instant;
};

/** What telephone carriers need of the database; one statement a method, the tenant set inside. */
export type PgCarrierStore = {
  readonly senders: () => Promise<readonly Sender[]>;
  readonly seedSender: (channel: Channel, address: string) => Promise<string | null>;
  readonly known: (channel: Channel, ids: readonly string[]) => Promise<readonly string[]>;
  readonly copied: (limit: number) => Promise<readonly CopiedMedia[]>;
  readonly forgetMedia: (message: CopiedMedia) => Promise<void>;
  readonly keepStray: (stray: Stray) => Promise<void>;
  readonly carriedBy: (outboxId: string | null, carrierId: string) => Promise<SendRef | null>;
  readonly status: (ref: SendRef, status: Status) => Promise<'recorded' | 'old' | 'ignored'>;
  readonly opt: (opt: Opt) => Promise<void>;
  readonly unknowns: (limit: number) => Promise<readonly SendRef[]>;
  readonly unknown: (ref: SendRef) => Promise<Unknown | null>;
  readonly found: (ref: SendRef, carrierIds: readonly string[], at: Instant) => Promise<boolean>;
  readonly lost: (ref: SendRef, at: Instant) => Promise<void>;
  readonly setting: (key: string) => Promise<string | null>;
  readonly keepSetting: (key: string, value: string | null) => Promise<void>;
};

/** `newId` names senders and deliveries. */
export function makeCarrierStore(pool: Sql, newId: () => string): PgCarrierStore {
  const one = async (name: string, text: string, values: readonly unknown[]): Promise<unknown> =>
    (await call(pool, `carrier.${name}`, text, values))[0]?.['one'] ?? null;
  const refs = async (name: string, text: string, values: readonly unknown[]): Promise<readonly SendRef[]> =>
    (await call(pool, `carrier.${name}`, text, values)) as readonly SendRef[];
  const ref = 'creditor_id AS "creditorId", outbox_id AS "outboxId"';
  return {
    ...sides(one, newId),
    known: async (channel, ids) =>
      (await call(pool, 'carrier.known', 'SELECT solde_known_messages($1, $2) AS one', [channel, ids])).map(
        ({ one: id }) => id as string,
      ),
    copied: async (limit) => {
      const text = 'SELECT creditor_id AS "creditorId", inbox_id AS "inboxId", urls FROM solde_copied_media($1)';
      return (await call(pool, 'carrier.copied', text, [limit])) as readonly CopiedMedia[];
    },
    forgetMedia: async ({ creditorId, inboxId }) => {
      await one('forget-media', 'SELECT solde_forget_media($1, $2) AS one', [creditorId, inboxId]);
    },
    senders: async () => {
      const text = 'SELECT channel, address, creditor_id AS "creditorId" FROM solde_senders()';
      return (await call(pool, 'carrier.senders', text, [])) as readonly Sender[];
    },
    carriedBy: async (outboxId, carrierId) =>
      (await refs('by', `SELECT ${ref} FROM solde_carried_by($1, $2)`, [outboxId, carrierId]))[0] ?? null,
    status: async ({ creditorId, outboxId }, { carrierId, status, detail, at }) =>
      (await one('status', 'SELECT solde_carrier_status($1, $2, $3, $4, $5, $6, $7) AS one', [
        ...[creditorId, outboxId, carrierId, status, detail, newId(), at],
      ])) as 'recorded' | 'old' | 'ignored',
    unknowns: (limit) => refs('unknowns', `SELECT ${ref} FROM solde_unknown_sends($1)`, [limit]),
    unknown: async ({ creditorId, outboxId }) =>
      (await one('unknown', 'SELECT solde_unknown_send($1, $2) AS one', [creditorId, outboxId])) as Unknown | null,
    found: async ({ creditorId, outboxId }, carrierIds, at) =>
      (await one('found', 'SELECT solde_found_send($1, $2, $3, $4) AS one', [creditorId, outboxId, carrierIds, at])) ===
      true,
    lost: async ({ creditorId, outboxId }, at) => {
      await one('lost', 'SELECT solde_lost_send($1, $2, $3) AS one', [creditorId, outboxId, at]);
    },
  };
}

type One = (name: string, text: string, values: readonly unknown[]) => Promise<unknown>;

/** Who a message is for, what it said to stop, and what the installation remembers. */
function sides(
  one: One,
  newId: () => string,
): Pick<PgCarrierStore, 'seedSender' | 'keepStray' | 'opt' | 'setting' | 'keepSetting'> {
  return {
    seedSender: async (channel, address) =>
      (await one('seed', 'SELECT solde_seed_sender($1, $2, $3) AS one', [newId(), channel, address])) as string | null,
    keepStray: async ({ channel, externalId, activity, at }) => {
      const values = [channel, externalId, JSON.stringify(activity), at];
      await one('stray', 'SELECT solde_stray($1, $2, $3, $4) AS one', values);
    },
    opt: async ({ creditorId, channel, address, kind, source, at }) => {
      const values = [creditorId, channel, address, kind, source, at];
      await one('opt', 'SELECT solde_carrier_opt($1, $2, $3, $4, $5, $6) AS one', values);
    },
    setting: async (key) =>
      (await one('setting', "SELECT value ->> 'is' AS one FROM settings WHERE key = $1", [key])) as string | null,
    keepSetting: async (key, value) => {
      const text =
        'INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
      await one('keep-setting', text, [key, JSON.stringify({ is: value })]);
    },
  };
}
