import { AppError } from '../../domain/errors.ts';
import { type Row, type Sql } from './sql.ts';

const sqlState = /^[0-9A-Z]{5}$/;

/** The five characters by which PostgreSQL names an error; null when the server did not answer at all. */
export function stateOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && sqlState.test(code) ? code : null;
}

/** Class 08 is a broken connection, 57P a server that stops or starts, 53 one that has no room for us. */
function isUnavailable(error: unknown): boolean {
  const state = stateOf(error);
  return state === null || /^(?:08|57P|53)/.test(state);
}

/** Whether the database answered with a refusal: what was asked was undone. */
export function isRefusal(error: unknown): boolean {
  return !(error instanceof AppError) && !isUnavailable(error);
}

/** Runs one prepared statement; raises DATABASE_UNAVAILABLE when the server is away, after which its effect is unknown. */
export async function call(pool: Sql, name: string, text: string, values: readonly unknown[]): Promise<readonly Row[]> {
  try {
    const { rows } = await pool.query({ name, text, values: [...values] });
    return rows;
  } catch (error) {
    if (isUnavailable(error)) throw new AppError('DATABASE_UNAVAILABLE', { statement: name }, error);
    throw error;
  }
}
