import { type Hold } from '../account.ts';

/** What a hold stops of the part it holds. */
export type HoldEffect = {
  /** Nothing of the part is asked for while it lasts. */
  readonly contact: boolean;
  /** The days of levels: given back afterwards where we were the cause, else they run. */
  readonly level: 'given-back' | 'given-back-if-accepted' | 'runs';
  /** Interest on the part is not claimed while it lasts. */
  readonly interest: boolean;
  /** Limitation: nothing we do ourselves stops it; what law names interrupts it with a proof of its own (domain/limitation.ts). */
  readonly limitation: false;
};

/** What each hold stops; the one table that the engine and the charges read. */
export const holdEffects: Readonly<Record<Hold['reason'], HoldEffect>> = {
  dispute: { contact: true, level: 'given-back-if-accepted', interest: true, limitation: false },
  promise: { contact: true, level: 'runs', interest: false, limitation: false },
  plan: { contact: true, level: 'runs', interest: true, limitation: false },
  check: { contact: true, level: 'given-back', interest: false, limitation: false },
  legal: { contact: true, level: 'runs', interest: false, limitation: false },
  insolvency: { contact: true, level: 'runs', interest: true, limitation: false }, // C. com. L622-28
  vulnerable: { contact: true, level: 'runs', interest: true, limitation: false },
  manual: { contact: true, level: 'runs', interest: false, limitation: false },
  representative: { contact: true, level: 'runs', interest: false, limitation: false },
};
