import { type Instant } from '../../domain/calendar.ts';
import { type Language } from '../../domain/language.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

type Mail = { readonly creditorId: string; readonly outboxId: string };

/** E-mails whose addresses can be unsubscribed. */
export type PgUnsubscribeStore = {
  look(mail: Mail): Promise<{ readonly creditorName: string; readonly language: Language } | null>;
  stop(mail: Mail & { readonly at: Instant }): Promise<boolean>;
};

export function makeUnsubscribeStore(pool: Sql): PgUnsubscribeStore {
  return {
    look: async ({ creditorId, outboxId }) => {
      const text = 'SELECT solde_look_unsubscribe($1, $2) AS mail';
      const [row] = await call(pool, 'unsubscribe.look', text, [creditorId, outboxId]);
      return (row?.['mail'] ?? null) as { creditorName: string; language: Language } | null;
    },
    stop: async ({ creditorId, outboxId, at }) => {
      const text = 'SELECT solde_unsubscribe($1, $2, $3) AS done';
      const [row] = await call(pool, 'unsubscribe.stop', text, [creditorId, outboxId, at]);
      return row?.['done'] === true;
    },
  };
}
