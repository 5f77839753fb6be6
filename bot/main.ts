import { AppError } from '../domain/errors.ts';
import { readConfig } from './config.ts';
import { describe, makeLogging } from './log.ts';
import { startService } from './wire.ts';

/** EX_CONFIG of sysexits.h: a supervisor need not try again. */
const badConfiguration = 78;

async function main(): Promise<void> {
  const config = readConfig();
  if ('problems' in config) {
    process.stderr.write(`Solde did not start. ${config.problems.length} setting(s) to correct:\n`);
    for (const problem of config.problems) process.stderr.write(`  - ${problem}\n`);
    process.exitCode = badConfiguration;
    return;
  }
  const service = await startService(config, makeLogging(config.LOG_LEVEL));
  if (!config.production) {
    process.stdout.write(`
  Solde is ready.

  Chat as a customer      ${service.url}
  Messages going out      ${service.url}/demo/outbox
  Talk as a telephone     npm run chat -- --as +33639980001
  Staff in Teams          npm run teams (instead of npm start)

`);
  }
  const stop = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    service.stop().catch((error: unknown) => {
      process.stderr.write(`${JSON.stringify(describe(error))}\n`);
      process.exitCode = 1;
    });
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const todo = error instanceof AppError ? (error.facts['todo'] ?? '') : '';
  process.stderr.write(
    `Solde did not start: ${error instanceof Error ? error.message : 'unknown failure'} ${String(todo)}\n`,
  );
  if (!(error instanceof AppError)) process.stderr.write(`${JSON.stringify(describe(error))}\n`);
  process.exit(error instanceof AppError && error.code === 'CONFIG_INVALID' ? badConfiguration : 1);
});
