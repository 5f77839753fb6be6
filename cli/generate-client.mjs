// Generates the Prisma client after an install, offline: `prisma generate` locates a schema engine it never runs and would
// otherwise download it, so it is shown any existing file. The setting lives in this child process alone: under it
// `prisma migrate` does nothing and still reports success.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
const generated = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
});
process.exitCode = generated.status ?? 1;
