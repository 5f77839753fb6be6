import pg from 'pg';
import { invariant } from '../domain/errors.ts';

const oid = {
  int8: 20,
  text: 25,
  textArray: 1009,
  int8Array: 1016,
  timestamp: 1114,
  date: 1082,
  dateArray: 1182,
} as const;
const zoned = { timestamptz: 1184, timestamptzArray: 1185 } as const;

type Reader = (text: string) => unknown;

function integer(text: string): number {
  const value = Number(text);
  invariant(Number.isSafeInteger(value), 'integers read from the database are at most 2^53 - 1');
  return value;
}

/** PostgreSQL writes the offset of the session's zone in hours, with minutes only where the zone has some. */
function instant(text: string): number {
  const [, moment = '', hours = '+00', minutes = '00'] =
    /^(.*?)([+-]\d{2})?(?::(\d{2}))?$/.exec(text.replace(' ', 'T')) ?? [];
  const value = Date.parse(`${moment}${hours}:${minutes}`);
  invariant(!Number.isNaN(value), 'instants read from the database are finite and of our era');
  return value;
}

function same(text: string): string {
  return text;
}

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

const textArray = oid.textArray as unknown as TypeId; // the driver's types name no arrays
const textList = pg.types.getTypeParser(textArray) as (text: string) => (string | null)[];

function list(reader: Reader): Reader {
  return (text) => textList(text).map((item) => (item === null ? null : reader(item)));
}

const readers: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [oid.int8, integer],
  [oid.int8Array, list(integer)],
  [oid.date, same],
  [oid.dateArray, list(same)],
  [oid.timestamp, instant],
  [zoned.timestamptz, instant],
  [zoned.timestamptzArray, list(instant)],
]);

function readerOf(id: TypeId, format: 'text' | 'binary' = 'text'): Reader {
  return (format === 'text' ? readers.get(id) : undefined) ?? (pg.types.getTypeParser(id, format) as Reader);
}

/**
 * Connections whose rows hold our own values: BIGINT a safe integer (INVARIANT_BROKEN beyond), DATE a `YYYY-MM-DD` text,
 * TIMESTAMPTZ the milliseconds since 1970. Other users of `pg` in this process are not changed.
 */
export function openPool(url: string, log: (line: string) => void, max = 20): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'solde',
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: readerOf },
  });
  // A server that restarts cuts idle connections: the next query opens another.
  pool.on('error', (error) => {
    if (!pool.ending) log(`database: an idle connection was lost (${error.message})`);
  });
  return pool;
}
