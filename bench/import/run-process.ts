import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { readCsv } from '../../documents/csv/read-csv.ts';
import { date } from '../../domain/civil-date.ts';
import { copyBatch } from '../../prisma/import/copy-batch.ts';
import { importFiles } from '../../prisma/import/import-files.ts';
import { openPool } from '../../prisma/pool.ts';
import { invoiceTable } from './invoice-table.ts';
import { type RunOrder, type RunResult } from './run.ts';

async function anonymousBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
}

async function importRows(pool: pg.Pool, order: RunOrder): Promise<void> {
  const defaults = { today: date('2026-11-20'), country: 'FR', zone: 'Europe/Paris', currency: null, dateOrder: null };
  const file = { kind: 'invoices', name: 'bench.csv', open: () => invoiceTable(order.rows) } as const;
  const request = {
    creditorId: order.creditorId,
    slug: 'bench',
    files: [file],
    defaults,
    partial: false,
    dryRun: false,
  };
  const report = await importFiles(
    { ...request, at: Date.parse('2026-11-20T09:00:00Z') },
    {
      pool,
      read: readCsv,
      progress: () => undefined,
      refusedSink: () => ({ write: () => Promise.resolve(), close: () => Promise.resolve('') }),
    },
  );
  const [done] = report.files;
  if (done?.counts.created !== order.rows) process.stderr.write(`${JSON.stringify(done)}\n`);
}

/** The same rows in the same form into a table of eight texts without a key: the least a database can do with them. */
async function copyRows(pool: pg.Pool, order: RunOrder): Promise<void> {
  const columns = ['number', 'debtor', 'issued', 'due', 'amount', 'currency', 'item', 'order_number'];
  const client = await pool.connect();
  await client.query(
    `DROP TABLE IF EXISTS bench_rows; CREATE TABLE bench_rows (${columns.join(' text, ')} text); BEGIN`,
  );
  for await (const batch of readCsv(invoiceTable(order.rows))) {
    if ('problem' in batch) continue;
    await copyBatch(
      client,
      { table: 'bench_rows', columns },
      batch.records.map(({ cells }) => cells.join('\t')),
    );
  }
  await client.query('COMMIT');
  client.release();
}

// Whoever asked is gone: nobody waits for the answer.
process.once('disconnect', () => process.exit(1));

const order = JSON.parse(process.argv[2] ?? '{}') as RunOrder;
const pool = openPool(order.what === 'import' ? order.appUrl : order.ownerUrl, () => undefined, 1);
const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
let sessionBytes = 0;
const sampling = setInterval(() => {
  void anonymousBytes(rows[0]?.pid ?? 0).then((bytes) => {
    sessionBytes = Math.max(sessionBytes, bytes);
  });
}, 50);
const start = performance.now();
await (order.what === 'import' ? importRows : copyRows)(pool, order);
const seconds = (performance.now() - start) / 1000;
clearInterval(sampling);
await pool.end();
const result: RunResult = { seconds, ownBytes: process.resourceUsage().maxRSS * 1024, sessionBytes };
process.send?.(result, () => process.exit(0));
