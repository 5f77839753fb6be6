import { type ChildProcess } from 'node:child_process';

/** Where a child process says it listens. */
export async function urlOf(child: ChildProcess): Promise<string> {
  const message = await new Promise<unknown>((resolve) => child.once('message', resolve));
  return (message as { url: string }).url;
}

/** Asks a child process to end, and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.send('stop');
  await ended;
}

/** Runs so many clients for so long, each one turn after the other, and gives the milliseconds of every turn. */
export async function closedLoop(
  clients: number,
  seconds: number,
  turn: (client: number) => Promise<void>,
): Promise<readonly number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  const client = async (index: number): Promise<void> => {
    while (performance.now() < until) {
      const began = performance.now();
      await turn(index);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return times;
}

/** Begins so many turns a second, evenly, whatever the earlier ones take; gives the milliseconds of each from when it was due. */
export async function openLoop(rate: number, seconds: number, turn: () => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  const turns: Promise<void>[] = [];
  const began = performance.now();
  const total = Math.floor(rate * seconds);
  const timed = async (due: number): Promise<void> => {
    await turn();
    times.push(performance.now() - due);
  };
  while (turns.length < total) {
    const due = began + (turns.length * 1000) / rate;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    turns.push(timed(due));
  }
  await Promise.all(turns);
  return times;
}
