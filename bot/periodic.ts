/** Work that is done again and again, never twice at a time. */
export type Periodic = {
  /** Does it now, or waits for the time it is being done. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Does that work every so often, until it is stopped; what it raises is told and changes nothing. */
export function startPeriodic(work: () => Promise<void>, everyMs: number, onTrouble: (why: string) => void): Periodic {
  let looking: Promise<void> | null = null;
  const once = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      onTrouble(error instanceof Error ? error.message.slice(0, 60) : typeof error);
    }
    looking = null;
  };
  const look = (): Promise<void> => (looking ??= once());
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
