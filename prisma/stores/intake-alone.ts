import { AppError } from '../../domain/errors.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';
import { type ReceivedJson, type Taking } from './turns-together.ts';

/** Keeps one message, whatever is known of its conversation, which begins under that name where it is unknown. */
export async function intakeAlone(
  pool: Sql,
  { arrival, owner }: Taking,
  newConversation: string,
): Promise<ReceivedJson> {
  const { creditorId, channel, counterpart, externalId, inbound, echo, at } = arrival;
  const activity = JSON.stringify({ inbound, echo });
  const text = 'SELECT solde_intake($1, $2, $3, $4, $5, $6, $7, $8, $9) AS received';
  const values = [creditorId, channel, counterpart, newConversation, externalId, activity, inbound.text, at, owner];
  const rows = await call(pool, 'turn.intake', text, values);
  const json = rows[0]?.['received'] as ReceivedJson | null | undefined;
  // The same carrier id in another conversation: a caller made it up.
  if (json === null || json === undefined) throw new AppError('BAD_REQUEST', { why: 'external-id-taken', channel });
  return json;
}
