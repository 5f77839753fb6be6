import { isRefusal } from './call.ts';

/** How calls of one kind are made. */
type Batching<In, Out> = {
  /** Answers in the order of the calls; null for each that has to be made alone. What it raises with a database's answer was undone. */
  readonly together: (calls: readonly In[]) => Promise<readonly (Out | null)[]>;
  readonly alone: (call: In) => Promise<Out>;
  /** Calls of one group can be made together, two about the same thing cannot. */
  readonly placeOf: (call: In) => { readonly group: string; readonly about: string };
};

type Waiting<In, Out> = {
  readonly call: In;
  readonly group: string;
  readonly key: string; // of what it is about, within its group
  readonly resolve: (out: Out) => void;
  readonly reject: (why: unknown) => void;
};

/** Calls in one statement, at most. */
const most = 32;
/** So many do not wait for the step of the event loop to end: the database works while the next ones are made. */
const enough = 8;
/** The next statement waits so long for the one under way; then that one is slow, and nobody waits for it. */
const slowMs = 25;

/**
 * Makes one function of many calls: what is asked in one step of the event loop, or while the statement before is under way, goes together
 * in the next one, which leaves before the answers are given out. Nothing is held back longer to wait for company. A call that fails harms
 * no other: all of its statement are then made alone. Calls about one thing are made in their order: each waits until the one before was
 * answered, however long that takes.
 */
export function batched<In, Out>({ together, alone, placeOf }: Batching<In, Out>): (call: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];
  let busy = false;
  const underWay = new Set<string>();

  const goAlone = (one: Waiting<In, Out>): void => {
    void alone(one.call)
      .then(one.resolve, one.reject)
      .finally(() => {
        underWay.delete(one.key);
        setImmediate(pump);
      });
  };
  const ask = async (batch: readonly Waiting<In, Out>[], answered: () => void): Promise<void> => {
    try {
      const answers = await together(batch.map(({ call }) => call)).catch(nothingWhenRefused);
      for (const [index, { key }] of batch.entries()) if (answers[index] != null) underWay.delete(key);
      answered();
      for (const [index, one] of batch.entries()) {
        const answer = answers[index] ?? null;
        if (answer === null) goAlone(one);
        else one.resolve(answer);
      }
    } catch (error) {
      for (const one of batch) {
        one.reject(error);
        underWay.delete(one.key);
      }
      answered();
    }
  };
  const pump = (): void => {
    if (busy) return;
    const { batch, left } = choose(waiting, underWay);
    if (batch.length === 0) return;
    waiting = left;
    busy = true;
    for (const { key } of batch) underWay.add(key);
    const goOn = once(() => (busy = false));
    const slow = setTimeout(() => {
      goOn();
      pump();
    }, slowMs);
    void ask(batch, () => {
      clearTimeout(slow);
      goOn();
      pump();
    });
  };
  return (call) =>
    new Promise<Out>((resolve, reject) => {
      const { group, about } = placeOf(call);
      waiting.push({ call, group, key: `${group} ${about}`, resolve, reject });
      if (waiting.length >= enough) pump();
      else setImmediate(pump);
    });
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}

function nothingWhenRefused(error: unknown): readonly [] {
  if (isRefusal(error)) return [];
  throw error;
}

/** The calls that go together next: of the group of the oldest that may go, and nothing that is being asked about or was asked about before. */
function choose<Call extends { readonly group: string; readonly key: string }>(
  waiting: readonly Call[],
  underWay: ReadonlySet<string>,
): { readonly batch: readonly Call[]; readonly left: Call[] } {
  const held = new Set(underWay);
  const batch: Call[] = [];
  const left: Call[] = [];
  for (const one of waiting) {
    const company = batch[0] === undefined || one.group === batch[0].group;
    const goes = company && batch.length < most && !held.has(one.key);
    held.add(one.key);
    (goes ? batch : left).push(one);
  }
  return { batch, left };
}
