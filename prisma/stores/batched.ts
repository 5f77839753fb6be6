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
  readonly resolve: (out: Out | Promise<Out>) => void;
  readonly reject: (why: unknown) => void;
};

/** Calls in one statement, at most. */
const most = 32;
/** The next statement waits so long for the one under way; then that one is slow, and nobody waits for it. */
const slowMs = 25;

/**
 * Makes one function of many calls: what is asked in one step of the event loop, or while the statement before is under way, goes together
 * in the next one. Nothing is held back longer to wait for company. A call that fails harms no other: all of its statement are then made alone.
 */
export function batched<In, Out>({ together, alone, placeOf }: Batching<In, Out>): (call: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];
  let busy = false;

  const next = (): readonly Waiting<In, Out>[] => {
    const group = waiting[0] === undefined ? '' : placeOf(waiting[0].call).group;
    const about = new Set<string>();
    const taken: Waiting<In, Out>[] = [];
    const left: Waiting<In, Out>[] = [];
    for (const one of waiting) {
      const place = placeOf(one.call);
      const goes = taken.length < most && place.group === group && !about.has(place.about);
      about.add(place.about);
      (goes ? taken : left).push(one);
    }
    waiting = left;
    return taken;
  };
  const send = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const answers = await together(batch.map(({ call }) => call));
      batch.forEach(({ call, resolve }, index) => {
        resolve(answers[index] ?? alone(call));
      });
    } catch (error) {
      for (const { call, resolve, reject } of batch) {
        if (isRefusal(error)) resolve(alone(call));
        else reject(error);
      }
    }
  };
  const pump = (): void => {
    if (busy || waiting.length === 0) return;
    busy = true;
    let counted = true;
    const goOn = (): void => {
      if (!counted) return;
      counted = false;
      busy = false;
      setImmediate(pump);
    };
    const slow = setTimeout(goOn, slowMs);
    void send(next()).finally(() => {
      clearTimeout(slow);
      goOn();
    });
  };
  return (call) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      setImmediate(pump);
    });
}
