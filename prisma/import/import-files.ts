import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { AppError } from '../../domain/errors.ts';
import { acknowledgeSteps } from './acknowledge-steps.ts';
import { allocateRest } from './allocate-rest.ts';
import { arrivedSteps, checkSteps } from './check-steps.ts';
import { contactSteps } from './contact-steps.ts';
import { creditFileSteps } from './credit-file-steps.ts';
import { creditSteps } from './credit-steps.ts';
import { debtorSteps } from './debtor-steps.ts';
import { eventSteps, followEvents } from './event-steps.ts';
import { type ImportDefaults, type ImportFile, type ImportKind, importKinds, type TableReader } from './import-file.ts';
import { invoiceSteps } from './invoice-steps.ts';
import { liftClearings, restoreClearings } from './lift-clearings.ts';
import { openItemSteps } from './open-item-steps.ts';
import { paymentSteps } from './payment-steps.ts';
import { type RefusedSink, writeRefused } from './refused-rows.ts';
import {
  type Action,
  type Example,
  type FileReport,
  type ImportReport,
  type RefusedRow,
  type SnapshotEffects,
} from './report.ts';
import { createStage, type Scan, scanFile, stageFile } from './stage-file.ts';
import { type ImportSteps, type Objection, type SlicedStep, type Step } from './steps.ts';

export type ImportOrder = {
  readonly creditorId: string;
  readonly slug: string;
  readonly files: readonly ImportFile[];
  readonly defaults: ImportDefaults;
  /** Good rows in, refused rows out; else a file with a refused row changes nothing. */
  readonly partial: boolean;
  /** Everything is done and taken back: later files see what earlier ones would have brought. */
  readonly dryRun: boolean;
  /** A snapshot that is much smaller than the last one is whole: a person said so. */
  readonly acceptSmaller?: boolean;
  readonly at: Instant;
};

export type ImportTools = {
  readonly pool: pg.Pool;
  readonly read: TableReader;
  /** Opens the place of a file's refused rows; called only when there are some. */
  readonly refusedSink: (file: ImportFile) => RefusedSink;
  readonly progress: (file: ImportFile, phase: 'reading' | 'staging' | 'booking', rows: number) => void;
};

const steps: Readonly<Record<ImportKind, ImportSteps>> = {
  debtors: debtorSteps,
  contacts: contactSteps,
  invoices: invoiceSteps,
  credits: creditSteps,
  payments: paymentSteps,
  'open-items': openItemSteps,
  events: eventSteps,
  credit: creditFileSteps,
};

/** What may bring a judgment, or a claim from before one: it is split in the transaction that brings it. */
const bringsClaims: ReadonlySet<ImportKind> = new Set(['debtors', 'invoices', 'open-items', 'events']);

/** Rows written by one statement. */
const slice = 20_000;
const shown = 20;
const noCounts = { created: 0, updated: 0, unchanged: 0, repeated: 0, refused: 0 };

type Work = {
  readonly client: pg.PoolClient;
  readonly order: ImportOrder;
  readonly tools: ImportTools;
  readonly importId: string;
  readonly file: ImportFile;
};

/** From so many rows on, an import keeps the planner's statistics up to date with what it writes. */
const analyzedFrom = 2000;

async function runSlices(client: pg.ClientBase, { count, perSlice }: SlicedStep): Promise<void> {
  const total = (await client.query<{ n: number }>(count)).rows[0]?.n ?? 0;
  let analyzeAt = slice;
  for (let from = 0; from < total; from += slice) {
    for (const statement of perSlice) {
      await client.query(statement, statement.includes('$1') ? [from, from + slice] : []);
    }
    if (from + slice < analyzeAt || total < analyzedFrom) continue;
    analyzeAt *= 4;
    await client.query('SELECT solde_analyze_ledger()');
  }
}

async function runStep(client: pg.ClientBase, step: Step): Promise<void> {
  if (typeof step === 'string') await client.query(step);
  else if (typeof step === 'function') await step(client);
  else if ('perSlice' in step) await runSlices(client, step);
  else {
    const rounds = (await client.query<{ n: number }>(step.rounds)).rows[0]?.n ?? 0;
    for (let round = 1; round <= rounds; round += 1) {
      await client.query("SELECT set_config('app.round', $1, true)", [String(round)]);
      for (const inner of step.perRound) await runStep(client, inner);
    }
  }
}

/** What the statements of one import share, under a lock that makes imports for one creditor wait for each other. */
async function prepare({ client, order, importId }: Work): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'",
  );
  for (const { name } of rows) await client.query(`DROP TABLE pg_temp.${pg.escapeIdentifier(name)}`);
  await client.query(
    "SELECT set_config('app.creditor', $1, true), set_config('app.import', $2, true), set_config('app.today', $3, true), set_config('app.instant', to_timestamp($4::double precision / 1000)::text, true)",
    [order.creditorId, importId, order.defaults.today, order.at],
  );
  // A hash over a million rows spills to disk at twice this, so that the session's memory does not grow with the file.
  await client.query("SET LOCAL work_mem = '8MB'");
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('import:' || $1, 0))", [order.creditorId]);
  await client.query(`CREATE TEMP TABLE import_refused (row int, line int, col text, reason text, grp text) ON COMMIT DROP;
    CREATE TEMP TABLE import_touched (source_id uuid, debtor_id uuid) ON COMMIT DROP;
    CREATE TEMP TABLE import_changes (row int, changes jsonb) ON COMMIT DROP`);
}

async function book({ client, order, file, importId }: Work, scan: Scan): Promise<void> {
  await client.query(
    `INSERT INTO imports (id, creditor_id, kind, file_name, sha256, fresh_to, accepted, refused, imported_at)
     VALUES ($1, $2, $3, $4, $5, $6, 0, 0, to_timestamp($7::double precision / 1000))`,
    [importId, order.creditorId, file.kind, file.name, scan.sha256, order.defaults.today, order.at],
  );
  if (scan.rows >= analyzedFrom) await client.query('SELECT solde_analyze_ledger()');
  const money = file.kind === 'payments' || file.kind === 'credits' ? file.kind : null;
  const before = money === null ? [] : [...liftClearings(money), ...(money === 'payments' ? arrivedSteps : [])];
  const after = bringsClaims.has(file.kind) ? [followEvents] : [];
  for (const step of [...before, ...steps[file.kind].apply, ...after]) await runStep(client, step);
  if (money === null) return;
  await allocateRest(client, order.creditorId, order.defaults.today);
  for (const step of restoreClearings) await runStep(client, step);
  if (money !== 'payments') return;
  for (const step of [...acknowledgeSteps, ...checkSteps]) await runStep(client, step);
}

async function readEffects({ client, file }: Work): Promise<SnapshotEffects | null> {
  const { effects } = steps[file.kind];
  return effects === undefined ? null : ((await client.query<SnapshotEffects>(effects)).rows[0] ?? null);
}

async function countUnmatched({ client, file }: Work): Promise<number> {
  const { unmatched } = steps[file.kind];
  return unmatched === undefined ? 0 : ((await client.query<{ n: number }>(unmatched)).rows[0]?.n ?? 0);
}

async function countActions(client: pg.ClientBase, query: string): Promise<Record<Action, number>> {
  const counts: Record<Action, number> = { created: 0, updated: 0, unchanged: 0, repeated: 0 };
  const { rows } = await client.query<{ action: Action; n: number }>(query);
  for (const { action, n } of rows) counts[action] = n;
  return counts;
}

async function record({ client, order, file, importId }: Work, report: FileReport): Promise<void> {
  const { refused, ...done } = report.counts;
  const accepted = done.created + done.updated + done.unchanged + done.repeated;
  await client.query('UPDATE imports SET accepted = $2, refused = $3 WHERE id = $1', [importId, accepted, refused]);
  const facts = {
    import: importId,
    kind: file.kind,
    sha256: report.sha256,
    freshTo: order.defaults.today,
    ...report.counts,
    ...(report.effects === null ? {} : { lines: report.effects }),
  };
  const event = { kind: 'import.booked', actor: 'cli', facts, payload: { file: file.name } };
  await client.query('SELECT audit_append($1, to_timestamp($2::double precision / 1000), $3)', [
    order.creditorId,
    order.at,
    JSON.stringify([event]),
  ]);
}

async function readRefused(client: pg.ClientBase, scan: Scan): Promise<{ n: number; first: readonly RefusedRow[] }> {
  const { rows } = await client.query<{ line: number; col: string | null; reason: RefusedRow['reason']; n: number }>(
    `SELECT line, col, reason, count(*) OVER () AS n FROM (SELECT DISTINCT ON (row) row, line, col, reason FROM import_refused ORDER BY row) r ORDER BY row LIMIT ${shown}`,
  );
  const first = rows.map(({ line, col, reason }) => {
    const column = col === null ? null : (scan.header.cells[scan.header.at.get(col) ?? -1]?.trim() ?? col);
    return { line, column, reason };
  });
  return { n: rows[0]?.n ?? 0, first };
}

/** What speaks against booking a file whose rows are judged, unless a person already said that it is right. */
async function objectionTo({ client, file, order }: Work): Promise<Objection | null> {
  const objection = (await steps[file.kind].object?.(client)) ?? null;
  return objection?.ask === true && order.acceptSmaller === true ? null : objection;
}

/** One file within the open transaction; its changes stand only when the report says `imported`. */
async function importFile(work: Work): Promise<FileReport> {
  const { client, order, tools, file, importId } = work;
  const base = {
    kind: file.kind,
    file: file.name,
    importId,
    examples: [],
    refused: [],
    refusedFile: null,
    effects: null,
    unmatched: 0,
  };
  tools.progress(file, 'reading', 0);
  const scan = await scanFile(file, tools.read, order.defaults);
  if ('problem' in scan) {
    return { ...base, ...scan, ask: false, rows: 0, counts: noCounts, imported: false, unknownColumns: [] };
  }
  const { judge, reader, counts, examples } = steps[file.kind];
  await prepare(work);
  await createStage(client, reader);
  const progress = (rows: number): void => {
    tools.progress(file, 'staging', rows);
  };
  await stageFile(client, { file, read: tools.read, reader }, scan, { defaults: order.defaults, progress });
  tools.progress(file, 'booking', scan.rows);
  for (const statement of judge) await client.query(statement);
  const { n: refused, first } = await readRefused(client, scan);
  const isSound = refused === 0 || order.partial;
  const objection = isSound ? await objectionTo(work) : null;
  const imported = isSound && objection === null;
  const report = {
    ...{
      ...base,
      sha256: scan.sha256,
      rows: scan.rows,
      ...(objection ?? { problem: null, ask: false }),
      unknownColumns: scan.header.unknown,
      imported,
      refused: first,
    },
    refusedFile:
      refused === 0
        ? null
        : await writeRefused({ client, file, read: tools.read }, scan, {
            sink: tools.refusedSink(file),
            importId: imported && !order.dryRun ? importId : null,
          }),
  };
  if (!imported) return { ...report, counts: { ...noCounts, refused } };
  await book(work, scan);
  const done = {
    ...report,
    effects: await readEffects(work),
    unmatched: await countUnmatched(work),
    counts: { ...(await countActions(client, counts)), refused },
  };
  await record(work, done);
  return { ...done, examples: (await client.query<Example>(examples)).rows };
}

/** One transaction a file, or in a rehearsal one for all, which is taken back. */
async function importAll(client: pg.PoolClient, order: ImportOrder, tools: ImportTools): Promise<ImportReport> {
  const files = order.files.toSorted((a, b) => importKinds.indexOf(a.kind) - importKinds.indexOf(b.kind));
  const reports: FileReport[] = [];
  if (order.dryRun) await client.query('BEGIN');
  for (const file of files) {
    await client.query(order.dryRun ? 'SAVEPOINT file' : 'BEGIN');
    const report = await importFile({ client, order, tools, file, importId: randomUUID() });
    if (order.dryRun) await client.query(report.imported ? 'RELEASE file' : 'ROLLBACK TO file');
    else await client.query(report.imported ? 'COMMIT' : 'ROLLBACK');
    reports.push(report);
    if (!report.imported && !order.partial) break;
  }
  if (order.dryRun) await client.query('ROLLBACK');
  return {
    ...{ creditor: order.slug, dryRun: order.dryRun, freshTo: order.defaults.today, files: reports },
    notAttempted: files.slice(reports.length).map(({ name }) => name),
  };
}

/**
 * Imports the files in the order of their kinds. Refusals are in the report; a database that cannot go on raises
 * DATABASE_UNAVAILABLE, and then the file at hand changed nothing.
 */
export async function importFiles(order: ImportOrder, tools: ImportTools): Promise<ImportReport> {
  const client = await tools.pool.connect();
  let broken = true;
  try {
    const report = await importAll(client, order, tools);
    broken = false;
    return report;
  } catch (error) {
    if (error instanceof pg.DatabaseError || error instanceof AppError) {
      await client.query('ROLLBACK').then(
        () => {
          broken = false;
        },
        () => undefined,
      );
    }
    throw error;
  } finally {
    client.release(broken);
  }
}
