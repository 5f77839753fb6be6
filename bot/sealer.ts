const sealEveryMs = 1_000;

export type SealerDeps = {
  readonly seal: () => Promise<unknown>;
  readonly trouble: (error: unknown) => void;
};

/** Seals the trail of every creditor every second; a seal that fails is made by the next one. */
export function startSealer({ seal, trouble }: SealerDeps): { readonly stop: () => Promise<void> } {
  let sealing: Promise<void> | null = null;
  const once = async (): Promise<void> => {
    try {
      await seal();
    } catch (error) {
      trouble(error);
    }
    sealing = null;
  };
  const timer = setInterval(() => {
    sealing ??= once();
  }, sealEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await sealing;
    },
  };
}
