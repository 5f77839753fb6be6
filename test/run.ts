import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const mocha = fileURLToPath(import.meta.resolve('mocha/bin/mocha.js'));
/** What takes about half of the time. A folder that is not named here runs in the other half. */
const firstHalf = ['bot', 'channels', 'chaos', 'cli', 'dialogs', 'journeys', 'understanding'];

/** Runs every test in two processes side by side, each with half of the folders; the output of the second follows that of the first. */
async function run(): Promise<number> {
  const all = await readdir(import.meta.dirname);
  const others = all.filter((name) => !firstHalf.includes(name));
  const [first, second] = [half('inherit', others), half('pipe', firstHalf)];
  const held: Buffer[] = [];
  second.stdout?.on('data', (bytes: Buffer) => held.push(bytes));
  const ends = await Promise.all([first, second].map((child) => once(child, 'close')));
  process.stdout.write(Buffer.concat(held));
  return ends.every(([code]) => code === 0) ? 0 : 1;
}

function half(stdout: 'inherit' | 'pipe', without: readonly string[]): ReturnType<typeof spawn> {
  const ignored = without.flatMap((name) => ['--ignore', name.endsWith('.ts') ? `test/${name}` : `test/${name}/**`]);
  return spawn(process.execPath, [mocha, ...ignored, ...process.argv.slice(2)], {
    stdio: ['ignore', stdout, 'inherit'],
  });
}

process.exitCode = await run();
