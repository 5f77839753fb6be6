import { z } from 'zod';
import { AppError } from '../domain/errors.ts';

const Header = z.object({ classes: z.array(z.string()), rows: z.int() });

/** A trained softmax classifier, weights quantised to 8 bits per class. */
export type LinearModel = {
  readonly classes: readonly string[];
  readonly rows: ReadonlyMap<number, number>; // feature name to row
  readonly idf: Float32Array; // by row
  readonly scales: Float32Array; // by class
  readonly bias: Float32Array; // by class
  readonly weights: Int8Array; // row-major: row × classes
};

/** The best classes first, with probabilities that sum to 1. */
export type Ranking = readonly { readonly name: string; readonly score: number }[];

/** Log-damped counts times rarity, of length one: the vector a text is scored with. */
export function vectorise(
  model: Pick<LinearModel, 'rows' | 'idf'>,
  counts: ReadonlyMap<number, number>,
): readonly (readonly [number, number])[] {
  const entries: [number, number][] = [];
  let norm = 0;
  for (const [feature, count] of counts) {
    const row = model.rows.get(feature);
    if (row === undefined) continue;
    const value = (1 + Math.log(count)) * (model.idf[row] ?? 0);
    norm += value * value;
    entries.push([row, value]);
  }
  const length = Math.sqrt(norm) || 1;
  return entries.map(([row, value]) => [row, value / length] as const);
}

/** Scores a text's features. */
export function classify(model: LinearModel, counts: ReadonlyMap<number, number>): Ranking {
  const size = model.classes.length;
  const logits = new Float64Array(size);
  for (const [row, value] of vectorise(model, counts)) {
    for (let index = 0; index < size; index += 1)
      logits[index] = (logits[index] ?? 0) + value * (model.weights[row * size + index] ?? 0);
  }
  for (let index = 0; index < size; index += 1)
    logits[index] = (logits[index] ?? 0) * (model.scales[index] ?? 0) + (model.bias[index] ?? 0);
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return model.classes
    .map((name, index) => ({ name, score: (powers[index] ?? 0) / total }))
    .sort((a, b) => b.score - a.score);
}

/** The model as bytes: a JSON header's length, the header, then feature names, idf, scales, bias and weights. */
export function encodeModel(model: LinearModel): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ classes: model.classes, rows: model.rows.size }));
  const padded = new Uint8Array(Math.ceil(header.length / 4) * 4).fill(0x20);
  padded.set(header);
  const parts = [
    new Uint8Array(Uint32Array.of(padded.length).buffer),
    padded,
    new Uint8Array(Uint32Array.from(model.rows.keys()).buffer),
    new Uint8Array(model.idf.slice().buffer),
    new Uint8Array(model.scales.slice().buffer),
    new Uint8Array(model.bias.slice().buffer),
    new Uint8Array(model.weights.slice().buffer),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The model written in those bytes; raises INVARIANT_BROKEN when they are not one. */
export function decodeModel(bytes: Uint8Array): LinearModel {
  const { buffer } = bytes.slice();
  const headerLength = new DataView(buffer).getUint32(0, true);
  const header = Header.safeParse(JSON.parse(new TextDecoder().decode(bytes.slice(4, 4 + headerLength))));
  if (!header.success) throw new AppError('INVARIANT_BROKEN', { rule: 'the weights file holds a model' });
  const { classes, rows: count } = header.data;
  let at = 4 + headerLength;
  const names = new Uint32Array(buffer, at, count);
  at += count * 4;
  const idf = new Float32Array(buffer, at, count);
  at += count * 4;
  const scales = new Float32Array(buffer, at, classes.length);
  at += classes.length * 4;
  const bias = new Float32Array(buffer, at, classes.length);
  at += classes.length * 4;
  const weights = new Int8Array(buffer, at, count * classes.length);
  return { classes, rows: new Map([...names].map((name, row) => [name, row])), idf, scales, bias, weights };
}
