import { type Loaded } from '../../domain/turn.ts';
import { type AccountCache } from './account-cache.ts';
import { beginTurn } from './begin-turn.ts';
import { type ReceivedJson, type Taking } from './turns-together.ts';

/** What solde_intake answers. `begin`: the conversation is ours with this message, and this gives what the turn starts from. */
export type Received = {
  readonly conversationId: string;
  readonly inboxId: string;
  readonly seq: number;
  readonly prev: number;
  readonly duplicate: boolean;
  readonly created: boolean;
  readonly begin: (() => Promise<Loaded>) | null;
};

/** What the turn begins with, where the conversation is ours. */
export function received(accounts: AccountCache, { arrival, owner }: Taking, json: ReceivedJson): Received {
  const { channel, counterpart, inbound, creditorId, at } = arrival;
  const { loaded, inboxId: seq, ...rest } = json;
  const inboxId = String(seq);
  if (owner === undefined || loaded === null || loaded === undefined) return { ...rest, seq, inboxId, begin: null };
  const message = { channel, counterpart, inboxId, inbound, receivedAt: at, understood: null, attempts: 1 };
  const ref = { creditorId, conversationId: rest.conversationId, owner };
  return { ...rest, seq, inboxId, begin: () => beginTurn(accounts, ref, loaded, message) };
}
