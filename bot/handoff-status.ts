import { type BotHandoffStatus } from '../channels/bot-framework/backend.ts';
import { type StaffCaller } from '../domain/staff/staff-caller.ts';
import { type StaffUser } from '../domain/staff/staff-user.ts';
import { type HandoffDesk } from './staff/handoff.ts';

type Person = Pick<StaffCaller, 'tenant' | 'objectId'>;

export type HandoffStatusDeps = {
  readonly creditorsOf: (who: Person) => Promise<readonly string[]>;
  readonly find: (creditorId: string, who: Person) => Promise<StaffUser | null>;
  /** The handoff of that conversation that is open, else its last one; null where nobody was ever wanted. */
  readonly handoffIn: (creditorId: string, conversationId: string) => Promise<string | null>;
  readonly desk: {
    readonly [Did in 'accept' | 'decline' | 'back']: (
      scope: { readonly creditorId: string; readonly who: StaffUser },
      what: { readonly id: string; readonly summary: string },
      at: { readonly now: number },
    ) => Promise<Awaited<ReturnType<HandoffDesk[Did]>>>;
  };
  readonly dispatch: HandoffDesk['dispatch'];
};

type Ended = { readonly done: true } | { readonly refused: string };

const does = { accepted: 'accept', failed: 'decline', completed: 'back' } as const;

/**
 * Does what a hub says of a conversation, as the person it says it for: with their rights of this moment, and under the same locks as the
 * buttons of our own cards. Whose conversation it is not is told the same as where there is none.
 */
export function makeHandoffStatus(deps: HandoffStatusDeps): (status: BotHandoffStatus) => Promise<Ended> {
  return async ({ caller, conversationId, state, message, at }) => {
    if (caller === null || caller.guest) return { refused: 'unknown-person' };
    const creditors = await deps.creditorsOf(caller);
    if (creditors.length === 0) return { refused: 'unknown-person' };
    for (const creditorId of creditors) {
      const id = await deps.handoffIn(creditorId, conversationId);
      if (id === null) continue;
      const who = await deps.find(creditorId, caller);
      if (who === null || who.disabled) return { refused: 'disabled-person' };
      const ended = await deps.desk[does[state]]({ creditorId, who }, { id, summary: message }, { now: at });
      if (ended.kind === 'refused') return { refused: ended.why };
      if (ended.kind === 'taken') return { refused: 'taken' };
      if ('said' in ended) await deps.dispatch(ended.said);
      return { done: true };
    }
    return { refused: 'unknown' };
  };
}
