/** Draws that are the same for the same seed; a shell makes them. */
export type Chance = {
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** True so many times in a hundred. */
  chance(percent: number): boolean;
  uuid(): string;
};
