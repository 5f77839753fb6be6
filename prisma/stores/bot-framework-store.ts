import { type Message } from '../../domain/message.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

/** What conversations over the Bot Framework keep beside their messages; `Reference` is the carrier's own and opaque here. */
export type PgBotFrameworkStore<Reference> = {
  readonly keepReference: (creditorId: string, counterpart: string, reference: Reference) => Promise<void>;
  readonly referenceOf: (creditorId: string, conversationId: string) => Promise<Reference | null>;
  readonly markDead: (creditorId: string, conversationId: string, reference: Reference) => Promise<void>;
  readonly markLeft: (creditorId: string, counterpart: string) => Promise<void>;
  readonly responseOf: (creditorId: string, inboxId: string) => Promise<readonly Message[] | null>;
  /** The same, of that conversation alone. */
  readonly earlierResponse: (
    creditorId: string,
    conversationId: string,
    inboxId: string,
  ) => Promise<readonly Message[] | null>;
};

export function makeBotFrameworkStore<Reference>(pool: Sql, newId: () => string): PgBotFrameworkStore<Reference> {
  return {
    keepReference: async (creditorId, counterpart, reference) => {
      const values = [creditorId, 'teams', counterpart, newId(), JSON.stringify(reference)];
      await call(pool, 'teams.keep', 'SELECT solde_keep_reference($1, $2, $3, $4, $5)', values);
    },
    referenceOf: async (creditorId, conversationId) => {
      const text = 'SELECT solde_reference($1, $2) AS reference';
      const rows = await call(pool, 'teams.reference', text, [creditorId, conversationId]);
      return (rows[0]?.['reference'] ?? null) as Reference | null;
    },
    markDead: async (creditorId, conversationId, reference) => {
      const text = 'SELECT solde_reference_dead($1, $2, $3)';
      await call(pool, 'teams.dead', text, [creditorId, conversationId, JSON.stringify(reference)]);
    },
    markLeft: async (creditorId, counterpart) => {
      await call(pool, 'teams.left', 'SELECT solde_reference_left($1, $2)', [creditorId, counterpart]);
    },
    responseOf: async (creditorId, inboxId) => {
      const rows = await call(pool, 'teams.response', 'SELECT solde_response($1, $2) AS response', [
        creditorId,
        inboxId,
      ]);
      const response = (rows[0]?.['response'] ?? null) as { readonly messages: readonly Message[] } | null;
      return response?.messages ?? null;
    },
    earlierResponse: async (creditorId, conversationId, inboxId) => {
      const text = 'SELECT solde_response_in($1, $2, $3) AS response';
      const rows = await call(pool, 'teams.earlier', text, [creditorId, conversationId, inboxId]);
      const response = (rows[0]?.['response'] ?? null) as { readonly messages: readonly Message[] } | null;
      return response?.messages ?? null;
    },
  };
}
