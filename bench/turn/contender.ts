/** One contender: runs turns with so many clients for so many seconds and gives each turn's milliseconds. */
export type Contender = {
  readonly name: string;
  readonly run: (clients: number, seconds: number) => Promise<readonly number[]>;
  readonly stop: () => Promise<void>;
};
