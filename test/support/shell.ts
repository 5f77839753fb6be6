import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { inspect, promisify } from 'node:util';
import { expect } from 'chai';
import { quickNode } from './quick-node.ts';

/** How a command ended, and what it printed where. */
export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

type Settings = Readonly<Record<string, string>>;

/** A person's shell, in a folder of its own, with one database. */
export type Shell = {
  readonly folder: string;
  /** Runs a command in this process: it sees the arguments, settings and folder it would see at a shell, and nothing else of ours. */
  readonly run: (command: string, args?: readonly string[], settings?: Settings) => Promise<Ended>;
  /** Runs a command that may be run twice as `node cli/COMMAND.ts`, then in this process; both must end alike. */
  readonly start: (command: string, args?: readonly string[], settings?: Settings) => Promise<Ended>;
  readonly close: () => Promise<void>;
};

export async function openShell(databaseUrl: string): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'solde-shell-'));
  const envOf = (settings: Settings = {}): NodeJS.ProcessEnv => ({
    ...{ PATH: process.env['PATH'] ?? '', DATABASE_URL: databaseUrl, DATA_DIR: folder },
    ...settings,
  });
  const run: Shell['run'] = (command, args = [], settings) =>
    inTurn(() => runHere(fileOf(command), args, envOf(settings), folder));
  return {
    folder,
    run,
    start: async (command, args = [], settings) => {
      const started = await startProcess(fileOf(command), args, envOf(settings), folder);
      expect(await run(command, args, settings), `${command} in this process`).to.deep.equal(started);
      return started;
    },
    close: () => rm(folder, { recursive: true }),
  };
}

function fileOf(command: string): string {
  return join(import.meta.dirname, '..', '..', 'cli', `${command}.ts`);
}

async function startProcess(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<Ended> {
  try {
    const ended = await promisify(execFile)(process.execPath, [file, ...args], { env: { ...env, ...quickNode }, cwd });
    return { code: 0, ...ended };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

let last: Promise<unknown> = Promise.resolve();
let runs = 0;

/** One at a time: a process has one list of arguments and one stdout. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work);
  last = next.catch(() => undefined);
  return next;
}

async function runHere(file: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Ended> {
  const own = { argv: process.argv, env: process.env, cwd: process.cwd(), exitCode: process.exitCode };
  const [stdin, stdout, stderr] = [replace('stdin', {}), replace('stdout', sink()), replace('stderr', sink())];
  try {
    process.chdir(cwd);
    Object.assign(process, { argv: [process.execPath, file, ...args], env, exitCode: undefined });
    runs += 1;
    const url = pathToFileURL(file);
    url.searchParams.set('run', String(runs)); // the file itself runs anew, what it imports is there already
    const failure: unknown = await import(url.href).then(
      () => null,
      (error: unknown) => error,
    );
    if (failure !== null) return { code: 1, stdout: stdout.text(), stderr: `${stderr.text()}${inspect(failure)}\n` };
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    for (const { restore } of [stdin, stdout, stderr]) restore();
    Object.assign(process, { argv: own.argv, env: own.env, exitCode: own.exitCode });
    process.chdir(own.cwd);
  }
}

function replace(
  name: 'stdin' | 'stdout' | 'stderr',
  value: Partial<Sink>,
): { text: () => string; restore: () => void } {
  const own = Object.getOwnPropertyDescriptor(process, name);
  Object.defineProperty(process, name, { value, configurable: true, enumerable: true });
  return {
    text: () => value.taken ?? '',
    restore: () => {
      if (own !== undefined) Object.defineProperty(process, name, own);
    },
  };
}

type Sink = Writable & { taken: string };

function sink(): Sink {
  const stream = new Writable({
    write(bytes: Buffer, _encoding, done) {
      stream.taken += bytes.toString();
      done();
    },
  }) as Sink;
  stream.taken = '';
  return stream;
}
