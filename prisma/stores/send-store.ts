import { type Instant } from '../../domain/calendar.ts';
import { type ClaimedSend } from '../../domain/outbox-row.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

type SendRef = { readonly creditorId: string; readonly outboxId: string };
type ClaimRef = SendRef & { readonly owner: string; readonly now: Instant };
type Claimed = { readonly send: ClaimedSend } | { readonly none: 'taken' | 'waits' } | { readonly refused: string };
type End = (
  | { readonly sent: string; readonly segments?: number }
  | { readonly refused: string }
  | { readonly unknown: string }
  | { readonly later: number; readonly why: string }
) & { readonly now: Instant; readonly keepSecret: boolean; readonly owner: string };

/** The durable side of sending, over the connections of the service's role; one statement a method. */
export type PgSendStore = {
  readonly claim: (ref: ClaimRef) => Promise<Claimed>;
  readonly record: (send: ClaimedSend, end: End) => Promise<{ readonly next: string | null }>;
  readonly due: (limit: number, now: Instant) => Promise<readonly SendRef[]>;
};

/** `demands` judges what asks for money again when it is claimed; without it no such row is taken. */
export function makeSendStore(
  pool: Sql,
  demands: (ref: ClaimRef) => Promise<Claimed> = () => Promise.resolve({ none: 'waits' }),
): PgSendStore {
  return {
    claim: async (ref) => {
      const { creditorId, outboxId, owner, now } = ref;
      const text = 'SELECT solde_claim($1, $2, $3, $4) AS claimed';
      const rows = await call(pool, 'send.claim', text, [creditorId, outboxId, owner, now]);
      const claimed = (rows[0]?.['claimed'] ?? { none: 'taken' }) as Claimed | { readonly demand: true };
      return 'demand' in claimed ? await demands(ref) : claimed;
    },
    record: async (send, end) => {
      const text = 'SELECT solde_sent($1, $2, $3, $4, $5, $6, $7, $8, $9) AS next';
      const { status, detail, segments, laterMs } = endOf(end);
      const values = [send.creditorId, send.id, end.owner, status, detail, segments, laterMs, end.keepSecret, end.now];
      const rows = await call(pool, 'send.record', text, values);
      return { next: (rows[0]?.['next'] ?? null) as string | null };
    },
    due: async (limit, now) => {
      await call(pool, 'send.forget', 'SELECT solde_forget_secrets($1)', [now]);
      const text = 'SELECT creditor_id AS "creditorId", outbox_id AS "outboxId" FROM solde_due($1)';
      return (await call(pool, 'send.due', text, [limit])) as readonly SendRef[];
    },
  };
}

function endOf(end: End): { status: string; detail: string; segments: number | null; laterMs: number } {
  if ('sent' in end) return { status: 'SENT', detail: end.sent, segments: end.segments ?? null, laterMs: 0 };
  if ('refused' in end) return { status: 'REFUSED', detail: end.refused, segments: null, laterMs: 0 };
  if ('unknown' in end) return { status: 'UNKNOWN', detail: end.unknown, segments: null, laterMs: 0 };
  return { status: 'READY', detail: end.why, segments: null, laterMs: Math.round(end.later) };
}
