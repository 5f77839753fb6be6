import { type Arrival } from '../domain/inbound.ts';
import { type SaidItem } from './said.ts';
import { type Exchanged, type TurnDeps } from './ports.ts';
import { converse } from './turn.ts';
import { commitOf } from './turn-commit.ts';

/** A message that was kept together with its answers. */
export type Answered = Omit<Exchanged, 'delivered'> & { readonly answers: readonly SaidItem[] };

/**
 * Makes the short way of a message whose conversation this process knows and whose answer is words alone: its turn is worked out first,
 * and one statement keeps both, or nothing where anything changed meanwhile. Null: the message goes the ordinary way, as if nothing had
 * been tried. No model is asked and nothing is looked up before a message is kept.
 */
export function makeExchange(deps: TurnDeps): (arrival: Arrival) => Promise<Answered | null> {
  const { understandHere } = deps;
  if (understandHere === undefined) return () => Promise.resolve(null);
  const here: TurnDeps = {
    ...deps,
    understand: (text, situation) => {
      const understood = understandHere(text, situation);
      return understood === null ? notHere() : Promise.resolve(understood);
    },
    gather: notHere,
  };
  return async (arrival) => {
    // The web is where a commit is the delivery.
    if (arrival.channel !== 'web' || arrival.inbound.files.length > 0) return null;
    const recalled = deps.store.recall(arrival, deps.owner);
    if (recalled === null) return null;
    const { loaded } = recalled;
    const commit = await converse(here, loaded).then(
      (ended) => commitOf(here, loaded, ended),
      () => null, // whatever it was, the ordinary way knows what to do about it
    );
    const exchanged = commit === null ? null : await deps.store.exchange(arrival, recalled, commit);
    if (commit === null || exchanged === null) return null;
    await deps.crashPoint('turn:committed');
    const { delivered, ...kept } = exchanged;
    const messages = new Map(commit.outgoing.map(({ id, message }) => [id, message]));
    const answers = delivered.flatMap(({ id, seq }): SaidItem[] => {
      const message = messages.get(id);
      return message === undefined ? [] : [{ from: 'us', id, seq, message, at: commit.at }];
    });
    return { ...kept, answers };
  };
}

/** Ends the attempt; the reason is never seen outside of it. */
function notHere(): Promise<never> {
  return Promise.reject(new Error('only the ordinary way can tell'));
}
