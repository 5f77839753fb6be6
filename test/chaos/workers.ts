import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type CrashPoint } from '../../bot/ports.ts';
import { type Arrival } from '../../domain/inbound.ts';
import { quickNode } from '../support/quick-node.ts';
import { type Order, type Word } from './worker.ts';

export type Death = { readonly at: number; readonly where: CrashPoint | 'anywhere' };

type Worker = {
  readonly child: ChildProcess;
  readonly holds: Map<number, Arrival>;
  ready: boolean;
  where: Death['where'];
};

/** A handful of real processes of ours; whoever dies is replaced. */
export type Workers = {
  readonly deaths: readonly Death[];
  /** Hands a message to some living process; false when none is ready. */
  readonly deliver: (number: number, arrival: Arrival) => boolean;
  readonly underway: () => number;
  /** Lets some process die: at once, or where told as soon as it gets there. Resolves when it is dead. */
  readonly kill: (where: Death['where']) => Promise<void>;
  /** Stops some process when it gets there, as a suspended machine would, and lets it go on that much later. */
  readonly suspend: (where: CrashPoint, forMs: number) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** `onLost` gets back the messages that a process died with before acknowledging them; `onTaken` those acknowledged. */
export function startWorkers(options: {
  readonly count: number;
  readonly args: readonly string[];
  readonly random: () => number;
  readonly onLost: (number: number) => void;
  readonly onTaken: (number: number) => void;
}): Workers {
  const deaths: Death[] = [];
  const living = new Set<Worker>();
  let ending = false;

  const spawn = (): void => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), options.args, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { PATH: process.env['PATH'], ...quickNode },
    });
    const worker: Worker = { child, holds: new Map(), ready: false, where: 'anywhere' };
    living.add(worker);
    child.on('message', (word: Word) => {
      if ('ready' in word) worker.ready = true;
      else if (worker.holds.delete(word.acknowledged)) options.onTaken(word.acknowledged);
    });
    child.on('error', () => undefined);
    child.on('exit', () => {
      living.delete(worker);
      if (ending) return;
      deaths.push({ at: Date.now(), where: worker.where });
      for (const number of worker.holds.keys()) options.onLost(number);
      spawn();
    });
  };
  const pick = (): Worker | undefined => {
    const able = [...living].filter(({ ready, child }) => ready && child.connected);
    return able[Math.floor(options.random() * able.length)];
  };
  const send = (worker: Worker, order: Order): void => {
    worker.child.send(order, () => undefined);
  };
  const picked = async (): Promise<Worker> => {
    for (;;) {
      const worker = pick();
      if (worker !== undefined) return worker;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  for (let n = 0; n < options.count; n += 1) spawn();

  return {
    deaths,
    deliver: (number, arrival) => {
      const worker = pick();
      if (worker === undefined) return false;
      worker.holds.set(number, arrival);
      send(worker, { deliver: number, arrival });
      return true;
    },
    underway: () => [...living].reduce((total, { holds }) => total + holds.size, 0),
    kill: async (where) => {
      const worker = await picked();
      const dead = once(worker.child, 'exit');
      worker.where = where;
      if (where === 'anywhere') worker.child.kill('SIGKILL');
      else send(worker, { dieAt: where });
      await dead;
    },
    suspend: async (where, forMs) => {
      const worker = await picked();
      send(worker, { freezeAt: where });
      await new Promise((resolve) => setTimeout(resolve, 500));
      worker.ready = false;
      for (const number of worker.holds.keys()) options.onLost(number);
      worker.holds.clear();
      await new Promise((resolve) => setTimeout(resolve, forMs));
      worker.child.kill('SIGCONT');
      worker.ready = true;
    },
    end: async () => {
      ending = true;
      const all = [...living];
      await Promise.all(
        all.map(async (worker) => {
          const dead = once(worker.child, 'exit');
          send(worker, { end: true });
          await dead;
        }),
      );
    },
  };
}
