/** Somebody waits until it is rung. */
type Bell = { readonly heard: () => Promise<void>; readonly ring: () => void };

function makeBell(): Bell {
  let waiting = Promise.withResolvers<undefined>();
  return {
    heard: () => waiting.promise,
    ring: () => {
      waiting.resolve(undefined);
      waiting = Promise.withResolvers();
    },
  };
}

/**
 * Reads what the source names, `most` at a time ahead of whoever takes it, and gives it in the source's order: what is read next is on its
 * way while this is looked at. Whatever ends it, nothing is under way any more afterwards.
 */
export async function* readAhead<S, T>(
  source: AsyncIterable<S>,
  most: number,
  read: (of: S) => Promise<T>,
): AsyncGenerator<T> {
  const begun: Promise<T>[] = [];
  let [ended, stopped] = [false, false];
  const [news, room] = [makeBell(), makeBell()];
  const begin = async (): Promise<void> => {
    for await (const of of source) {
      const reading = read(of);
      reading.catch(() => undefined); // what fails is told to whoever takes it
      begun.push(reading);
      news.ring();
      while (begun.length >= most && !stopped) await room.heard();
      if (stopped) break;
    }
  };
  const all = begin().finally(() => {
    ended = true;
    news.ring();
  });
  all.catch(() => undefined); // what fails is told once what was begun before is taken
  try {
    for (;;) {
      const next = begun[0];
      if (next !== undefined) {
        const found = await next;
        void begun.shift();
        room.ring();
        yield found;
      } else if (ended) break;
      else await news.heard();
    }
    await all;
  } finally {
    stopped = true;
    room.ring();
    await Promise.allSettled([all, ...begun]);
  }
}
