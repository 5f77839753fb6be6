import { type LinearModel, vectorise } from './linear-model.ts';

export type Example = { readonly counts: ReadonlyMap<number, number>; readonly label: string; readonly weight: number };
export type TrainingOptions = { readonly epochs: number; readonly rate: number; readonly rareBelow: number };

/** A small generator of equal draws, so that training twice gives the same bytes. */
export function seededDraws(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

function rarity(examples: readonly Example[], rareBelow: number): { rows: Map<number, number>; idf: Float32Array } {
  const seen = new Map<number, number>();
  for (const { counts } of examples)
    for (const feature of counts.keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const kept = [...seen].filter(([, times]) => times >= rareBelow).sort(([a], [b]) => a - b);
  const rows = new Map(kept.map(([feature], row) => [feature, row]));
  return { rows, idf: Float32Array.from(kept, ([, times]) => Math.log((examples.length + 1) / (times + 1)) + 1) };
}

type Vector = readonly (readonly [number, number])[];
type Problem = {
  readonly vectors: readonly Vector[];
  readonly labels: readonly number[];
  readonly importance: readonly number[];
  readonly size: number;
  readonly rows: number;
};
type Fit = {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  readonly squares: Float64Array;
  readonly biasSquares: Float64Array;
};

/** Puts in `gradient` how far the classes' probabilities are from the truth. */
function slope(gradient: Float64Array, vector: Vector, label: number, { weights, bias }: Fit): void {
  const size = gradient.length;
  gradient.set(bias);
  for (const [row, value] of vector) {
    const at = row * size;
    for (let index = 0; index < size; index += 1)
      gradient[index] = (gradient[index] ?? 0) + value * (weights[at + index] ?? 0);
  }
  const highest = gradient.reduce((best, logit) => Math.max(best, logit), -Infinity);
  let total = 0;
  for (let index = 0; index < size; index += 1) {
    const power = Math.exp((gradient[index] ?? 0) - highest);
    gradient[index] = power;
    total += power;
  }
  for (let index = 0; index < size; index += 1)
    gradient[index] = (gradient[index] ?? 0) / total - (index === label ? 1 : 0);
}

function step(
  gradient: Float64Array,
  vector: Vector,
  { weights, bias, squares, biasSquares }: Fit,
  rate: number,
): void {
  const size = gradient.length;
  for (let index = 0; index < size; index += 1) {
    const slopeHere = gradient[index] ?? 0;
    const square = (biasSquares[index] ?? 0) + slopeHere * slopeHere;
    biasSquares[index] = square;
    bias[index] = (bias[index] ?? 0) - (rate * slopeHere) / Math.sqrt(square);
  }
  for (const [row, value] of vector) {
    const start = row * size;
    for (let index = 0; index < size; index += 1) {
      const slopeHere = value * (gradient[index] ?? 0);
      const square = (squares[start + index] ?? 0) + slopeHere * slopeHere;
      squares[start + index] = square;
      weights[start + index] = (weights[start + index] ?? 0) - (rate * slopeHere) / Math.sqrt(square);
    }
  }
}

/** Softmax regression by AdaGrad, one example at a time in a seeded order; it stops early instead of shrinking weights. */
function fit({ vectors, labels, importance, size, rows }: Problem, { epochs, rate }: TrainingOptions): Fit {
  const made: Fit = {
    weights: new Float64Array(rows * size),
    bias: new Float64Array(size),
    squares: new Float64Array(rows * size).fill(1e-3),
    biasSquares: new Float64Array(size).fill(1),
  };
  const draw = seededDraws(7);
  const order = vectors.map((_, index) => index);
  const gradient = new Float64Array(size);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let index = order.length - 1; index > 0; index -= 1) {
      const other = draw(index + 1);
      [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
    }
    for (const example of order) {
      const vector = vectors[example] ?? [];
      slope(gradient, vector, labels[example] ?? 0, made);
      step(
        gradient.map((part) => part * (importance[example] ?? 1)),
        vector,
        made,
        rate,
      );
    }
  }
  return made;
}

function quantise(
  { weights, bias }: Fit,
  classes: readonly string[],
  features: { rows: Map<number, number>; idf: Float32Array },
): LinearModel {
  const size = classes.length;
  const largest = new Float64Array(size);
  weights.forEach((weight, index) => {
    largest[index % size] = Math.max(largest[index % size] ?? 0, Math.abs(weight));
  });
  const scales = Float32Array.from(largest, (most) => most / 127 || 1);
  const small = Int8Array.from(weights, (weight, index) => Math.round(weight / (scales[index % size] ?? 1)));
  return { classes, rows: features.rows, idf: features.idf, scales, bias: Float32Array.from(bias), weights: small };
}

/** Trains on the examples; the same examples and options give the same model, to the byte. */
export function trainModel(examples: readonly Example[], options: TrainingOptions): LinearModel {
  const classes = [...new Set(examples.map(({ label }) => label))].sort();
  const features = rarity(examples, options.rareBelow);
  const problem: Problem = {
    vectors: examples.map(({ counts }) => vectorise(features, counts)),
    labels: examples.map(({ label }) => classes.indexOf(label)),
    importance: examples.map(({ weight }) => weight),
    size: classes.length,
    rows: features.rows.size,
  };
  return quantise(fit(problem, options), classes, features);
}
