import { type DestinationStream, pino } from 'pino';
import { AppError } from '../domain/errors.ts';
import { type Config } from './config.ts';
import { type Log } from './ports.ts';

/** Structured logging: ids, codes and counts by design, and what slips through is still taken out. */
export type Logging = {
  readonly log: Log;
  readonly line: (text: string) => void;
  readonly trouble: (error: unknown) => void;
};

/** Makes the log of a process; `destination` is standard output unless a tool keeps that for its answers. */
export function makeLogging(level: Config['LOG_LEVEL'], destination?: DestinationStream): Logging {
  const logger = pino(
    { level, base: null, redact: ['text', 'address', 'to', 'name', '*.text', '*.address'] },
    destination,
  );
  return {
    log: (severity, event, facts) => {
      logger[severity]({ event, ...facts });
    },
    line: (text) => {
      logger.info(text);
    },
    trouble: (error) => {
      logger.error(describe(error));
    },
  };
}

/** A failure as the operator reads it: code, sentence and facts; of anything unforeseen its stack, never its data. */
export function describe(error: unknown): Record<string, unknown> {
  if (error instanceof AppError) {
    const cause = error.cause instanceof Error ? { cause: withoutData(error.cause.message).slice(0, 200) } : {};
    return { event: 'failure', code: error.code, why: error.message, ...error.facts, ...cause };
  }
  return {
    event: 'failure',
    code: 'UNEXPECTED',
    stack: error instanceof Error ? withoutData(error.stack ?? error.name) : typeof error,
  };
}

/** Databases and parsers quote what they could not read, and that may be a name, an address or a code. */
function withoutData(text: string): string {
  return text
    .replace(/"[^"\n]*"?|'[^'\n]*'?|«[^»\n]*»?/g, '…')
    .replace(/\S+@\S+/g, '…')
    .replace(/(?<![:\w])\+?\d[\d .]{3,}/g, '…');
}
