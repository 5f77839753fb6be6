/** What may be spent on a model: asked before every request, told what it really took. */
export type ModelPurse = {
  /** Whether a request that takes up to so many tokens may be made; it is then counted. */
  readonly take: (tokens: number) => Promise<boolean>;
  /** Takes what a request needed more (or less) than was counted for it into account. */
  readonly settle: (difference: number) => Promise<void>;
};
