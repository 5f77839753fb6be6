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
