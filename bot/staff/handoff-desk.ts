import { heardCard } from '../../dialogs/staff/heard-card.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type Brief, type HandoffEvent } from '../../domain/handoff/handoff.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { briefFor, type HandoffDesk, type SaidRef } from './handoff.ts';
import { lookOf } from './look.ts';
import { isTheirTime, type Reachable, say, type To, type ToldDeps } from './told.ts';

type Of = { readonly creditorId: string; readonly at: Instant };
type Moment = { readonly now: Instant };
type Scope = { readonly creditorId: string; readonly who: StaffUser };
/** What a debtor wrote to the person who holds their conversation. */
type Heard = { readonly handoffId: string; readonly holderId: string; readonly inboxId: string; readonly text: string };

export type HandoffDeskDeps = Pick<
  ToldDeps,
  'creditors' | 'reachable' | 'tell' | 'dispatch' | 'calendar' | 'clock' | 'newId'
> & {
  readonly handoffs: {
    readonly brief: (scope: Scope, id: string, at: Moment) => Promise<Brief | null>;
    readonly tell: (of: Of, hub: (event: HandoffEvent) => Promise<void>) => Promise<number>;
    readonly hear: (creditorId: string, show: (heard: Heard) => Promise<void>) => Promise<number>;
    readonly timeouts: (of: Of) => Promise<readonly SaidRef[]>;
  };
  readonly leave: HandoffDesk['dispatch'];
};

/**
 * Makes the desk that conversations are handed to: whoever may hold one is shown it within their hours, its holder what the debtor
 * writes, and what nobody takes ends in time. To be called every few seconds, by several processes at once too.
 */
export function makeHandoffDesk(deps: HandoffDeskDeps): () => Promise<void> {
  return async () => {
    const at = deps.clock();
    for (const { id: creditorId, zone } of await deps.creditors(at)) {
      await deps.leave(await deps.handoffs.timeouts({ creditorId, at }));
      const people = await deps.reachable(creditorId);
      const creditor = { id: creditorId, zone };
      await deps.handoffs.tell({ creditorId, at }, (event) => offer(deps, { creditor, people, at }, event));
      await deps.handoffs.hear(creditorId, (heard) => show(deps, { creditor, people, at }, heard));
    }
  };
}

type Desk = Pick<To, 'creditor' | 'at'> & { readonly people: readonly Reachable[] };

/** Shows a conversation that waits to everybody who may take it and whose time it is. */
async function offer(
  deps: HandoffDeskDeps,
  { creditor, people, at }: Desk,
  { name, handoffId }: HandoffEvent,
): Promise<void> {
  if (name !== 'handoff.initiate') return;
  for (const one of people) {
    const calendar = deps.calendar({ country: 'FR', zone: one.settings.zone ?? creditor.zone }, at);
    if (one.settings.off.includes('handoff') || !isTheirTime(one, creditor.zone, calendar, at)) continue;
    const scope = { creditorId: creditor.id, who: one.who };
    const brief = await deps.handoffs.brief(scope, handoffId, { now: at });
    if (brief === null) continue;
    await say(deps, { creditor, one, at }, [{ topic: 'handoff', about: handoffId }], (_fresh, presses) => ({
      key: 'staff.handoff',
      card: briefFor({ ...one, presses, creditor }, brief),
    }));
  }
}

/** Shows a debtor's words to the person who holds the conversation, at whatever hour: they took it. */
async function show(
  deps: HandoffDeskDeps,
  { creditor, people, at }: Desk,
  { holderId, handoffId, inboxId, text }: Heard,
): Promise<void> {
  const one = people.find(({ who }) => who.id === holderId);
  if (one === undefined) return;
  const brief = await deps.handoffs.brief({ creditorId: creditor.id, who: one.who }, handoffId, { now: at });
  await say(deps, { creditor, one, at }, [{ topic: 'heard', about: inboxId }], (_fresh, presses) => {
    const press = presses.of(null);
    const ids = { see: press({ kind: 'see-handoff', handoffId }), back: press({ kind: 'hand-back', handoffId }) };
    return { key: 'staff.heard', card: heardCard(text, brief?.account ?? null, ids, lookOf({ ...one, creditor })) };
  });
}
