import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const reader = join(import.meta.dirname, '..', '..', 'cli', 'tool', 'read-arguments.ts');
const day = join(import.meta.dirname, '..', '..', 'cli', 'tool', 'day.ts');
const program = `import { z } from 'zod';
import { readArguments } from ${JSON.stringify(reader)};
import { day } from ${JSON.stringify(day)};
const go = z.object({ words: z.tuple([z.literal('go')]), on: day, add: z.array(z.string()).default([]), json: z.boolean() });
const schema = z.union([go, z.object({ words: z.tuple([z.literal('list')]), as: z.string() })]);
const read = readArguments('USAGE', schema, { on: 'text', add: 'list', json: 'flag', as: 'text' });
process.stdout.write(JSON.stringify(read));`;

async function read(...args: readonly string[]): Promise<{ read: unknown; told: string }> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', program, '--', ...args],
    { cwd: import.meta.dirname },
  );
  return { read: JSON.parse(stdout) as unknown, told: stderr };
}

describe('arguments of commands', () => {
  it('are read by the schema', async () => {
    expect(await read('go', '--on', '2026-12-01', '--add', 'a', '--add', 'b')).to.deep.equal({
      read: { words: ['go'], on: '2026-12-01', add: ['a', 'b'], json: false },
      told: '',
    });
  });

  const wrong: readonly (readonly [what: string, args: readonly string[], told: string])[] = [
    ['an option that is missing', ['go'], '--on: is required\nUSAGE\n'],
    ['a day that is none', ['go', '--on', '2026-02-30'], '--on: is a date such as 2026-03-31\nUSAGE\n'],
    ['who asks', ['list'], 'Say who you are: --as HANDLE (npm run staff -- list)\nUSAGE\n'],
    ['which of its ways is meant', ['stay'], 'USAGE\n'],
    ['help', ['--help'], 'USAGE\n'],
  ];
  for (const [what, args, told] of wrong)
    it(`tell what is wrong and how it is written: ${what}`, async () => {
      expect(await read(...args)).to.deep.equal({ read: null, told });
    });

  it('are refused when nobody knows them', async () => {
    const { read: found, told } = await read('go', '--on', '2026-12-01', '--loud');
    expect([found, told.includes('--loud'), told.endsWith('USAGE\n')]).to.deep.equal([null, true, true]);
  });
});
