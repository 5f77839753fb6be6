import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type DossierValues, dossierPdf } from '../documents/dossier.ts';
import { type Dossier } from '../domain/dossier.ts';
import { formatMoney, formatShortDate } from '../domain/format.ts';
import { type Language } from '../domain/language.ts';
import { makeLedger } from '../domain/ledger.ts';
import { type DossierOrder, readDossier, sealDossier } from '../prisma/stores/dossier-store.ts';
import { findSeen, type Reader } from '../prisma/staff/reader.ts';
import { inTenant } from '../prisma/in-tenant.ts';
import { readerOf, readerUsage } from './staff/reader-of.ts';
import { checkDossier, fingerprint } from './proof/check-dossier.ts';
import { timelineOf } from './proof/timeline.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { runForCreditor, type Tenant } from './tool/run-for-creditor.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run proof -- --debtor LUM-1002 --out DIR [--as HANDLE] [--creditor SLUG] [--language fr|en] [--json]
${readerUsage}

Writes DIR/dossier.json and DIR/dossier.pdf: everything kept of one debtor, with its part of the sealed trail. Other debtors are in it as
hashes alone. npm run verify -- --file DIR/dossier.json checks it without a database. Ends with 1 when it could not be sealed now.`;

const schema = z.object({
  ...{ words: noWords, debtor: z.string().min(1), out: z.string().min(1), creditor: z.string().min(1).optional() },
  ...{ as: z.string().min(1).optional(), language: z.enum(['fr', 'en']).default('fr'), json: z.boolean() },
});
type Given = z.infer<typeof schema>;

function valuesOf(dossier: Dossier, language: Language, contents: string): DossierValues {
  const { account, asOf, policies, limitation } = dossier;
  const shown = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    ...{ language, creditor: account.creditor, debtor: account.debtor, on: asOf },
    knownTo: account.creditor.knownTo ?? null,
    invoices: makeLedger(account, asOf).lines.map(({ invoice, line, open }) => [
      ...([invoice.number, formatShortDate(invoice.issued), formatShortDate(line.due)] as const),
      ...([formatMoney(line.amount, language), formatMoney(open, language)] as const),
    ]),
    entries: timelineOf(dossier, language),
    rules: policies.map((of) => [shown(of['kind']), shown(of['version']), shown(of['approvedBy'])]),
    limits: limitation.map(({ number, from, until, interruptions }) => [
      ...([number, formatShortDate(from), until === null ? '—' : formatShortDate(until)] as const),
      interruptions.map(({ on, why, proof }) => `${formatShortDate(on)} ${why} (${proof})`).join('\n'),
    ]),
    fingerprint: fingerprint(contents),
  };
}

/** The dossier as the reader may have it; what is in the way was told where there is none. */
async function dossierOf({ database: { pool } }: Tenant, order: DossierOrder, reader: Reader): Promise<Dossier | null> {
  const seen = await inTenant(pool, order.creditorId, (client) => findSeen(client, order.reference, reader));
  const dossier = seen === null ? null : await readDossier(pool, order);
  if (dossier === null)
    say(`There is no debtor ${order.reference}${reader.owner === null ? '' : ` that ${reader.owner} may see`}.`);
  return dossier;
}

async function prove(tenant: Tenant, asked: Given): Promise<number> {
  const { creditor, at, production } = tenant;
  const { pool } = tenant.database;
  const reader = await readerOf({ pool, creditorId: creditor.id, at, production }, asked.as);
  if (reader === null) return 1;
  const order = { creditorId: creditor.id, reference: asked.debtor, today: creditor.today, at, actor: reader.actor };
  const dossier = await dossierOf(tenant, order, reader);
  if (dossier === null) return 64;
  const contents = JSON.stringify(dossier);
  const pdf = await dossierPdf(valuesOf(dossier, asked.language, contents));
  const facts = { contents: fingerprint(contents), pdf: fingerprint(pdf) };
  const debtorId = dossier.account.debtor.id;
  const chain = await sealDossier(pool, order, { debtorId, facts, pause: (ms) => pause(ms) });
  if (chain === null) {
    say('The trail could not be sealed now: an older transaction still runs. Nothing was written; try again.');
    return 1;
  }
  const text = `${JSON.stringify({ format: 'solde-dossier-1', contents: dossier, chain })}\n`;
  await mkdir(asked.out, { recursive: true });
  await writeFile(join(asked.out, 'dossier.json'), text);
  await writeFile(join(asked.out, 'dossier.pdf'), pdf);
  const report = checkDossier(text, pdf);
  const said = `${asked.debtor}: ${report.events} events of ${report.events + report.others} in ${report.seals} seals, head ${report.head}; ${join(asked.out, 'dossier.json')}`;
  process.stdout.write(`${asked.json ? JSON.stringify({ debtor: asked.debtor, ...report }) : said}\n`);
  if (report.broken !== null) say(`The trail does not fit: ${report.broken}. npm run verify says more.`);
  return report.ok ? 0 : 1;
}

const options = { debtor: 'text', as: 'text', out: 'text', creditor: 'text', language: 'text', json: 'flag' } as const;
await runForCreditor(readArguments(usage, schema, options), prove);
