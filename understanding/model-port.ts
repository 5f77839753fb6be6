import { type ModelQuestion, type ModelReading } from '../domain/model-proposal.ts';

/** A language model asked for proposals; null whenever it has none to give. It never fails and answers within four seconds. */
export type ModelPort = (question: ModelQuestion) => Promise<ModelReading | null>;
