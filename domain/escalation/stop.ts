import { type Refusal } from './step.ts';

/** Why something is left alone: a refusal before it is said of which line. */
export type Stop = Omit<Refusal, 'lineId'>;
