import { type Fact } from '../domain/fact.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type Talk, tellWords, withState } from './talk.ts';

type Task = Extract<Fact, { kind: 'task-opened' }>['what'];

/** Tasks after which a person answers in this conversation, and reads what was written in it. */
const toPeople: readonly Task[] = ['human', 'callback', 'distress', 'deceased', 'third-party'];

/** How long words that are not understood are taken for words to that person. */
const handedMs = 24 * 3_600_000;

/** Remembers that a person was asked for, when this outcome did so. */
export function handOver(talk: Talk, outcome: Outcome): Talk {
  const isHanded = outcome.facts.some((fact) => fact.kind === 'task-opened' && toPeople.includes(fact.what));
  return isHanded ? withState(talk, { handedAt: talk.context.now }) : talk;
}

/** Whether a person was asked for not long ago, and nothing of ours waits for an answer. */
export function isHanded({ state, context }: Talk): boolean {
  return state.handedAt !== undefined && state.pending === null && context.now - state.handedAt < handedMs;
}

/** Words meant for the person who takes over: they stay in the conversation, which that person reads. */
export function note(talk: Talk): Talk {
  return { ...tellWords(talk, 'noted'), still: true };
}
