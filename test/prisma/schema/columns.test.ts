import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { withCreditor } from '../../../prisma/tenant.ts';
import { type TestDatabase } from '../../support/database.ts';
import { portfolio } from './portfolio.ts';
import { databaseWith } from './rule.ts';

const { statements, own } = portfolio('lumio');
const schemaFile = join(import.meta.dirname, '..', '..', '..', 'prisma', 'schema.prisma');

const types: Readonly<Record<string, string>> = {
  String: 'text',
  'String @db.Uuid': 'uuid',
  'String @db.Char(2)': 'character(2)',
  'String @db.Char(3)': 'character(3)',
  'String[]': 'text[]',
  'String[] @db.Uuid': 'uuid[]',
  BigInt: 'bigint',
  Int: 'integer',
  'Int @db.SmallInt': 'smallint',
  'Int[] @db.SmallInt': 'smallint[]',
  Boolean: 'boolean',
  Json: 'jsonb',
  Bytes: 'bytea',
  'DateTime @db.Date': 'date',
  'DateTime @db.Timestamptz(6)': 'timestamp with time zone',
  'Unsupported("xid8")': 'xid8',
};

/** 'table.column type' with '?' where it may be null, as schema.prisma tells them. */
async function modelled(): Promise<{ columns: string[]; models: string[] }> {
  const text = await readFile(schemaFile, 'utf8');
  const blocks = [...text.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => ({ name, body }));
  const names = new Set(blocks.map(({ name }) => name));
  const columns = blocks.flatMap(({ body }) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '?';
    const fields = [...body.matchAll(/^ {2}(\w+) +(Unsupported\("\w+"\)|\w+)(\?|\[\])?(.*)$/gm)];
    return fields
      .filter(([, , type = '']) => !names.has(type))
      .map(([, field = '', type = '', many = '', rest = '']) => {
        const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field;
        const native = /@db\.\w+(\(\d+\))?/.exec(rest)?.[0] ?? '';
        const key = `${type}${many === '[]' ? '[]' : ''} ${native}`.trim();
        return `${table}.${column} ${types[key] ?? `unknown ${key}`}${many === '?' ? '?' : ''}`;
      });
  });
  return { columns: columns.sort(), models: [...names] };
}

describe('prisma: the schema', () => {
  let database: TestDatabase;

  before(async () => {
    database = await databaseWith(statements);
  });

  after(() => database.drop());

  it('names every table and column that the migrations make, with its type', async () => {
    const { rows } = await database.ownerPool.query<{ said: string }>(`
      SELECT format('%s.%s %s%s', c.relname, a.attname, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), CASE WHEN t.typbasetype = 0 THEN a.atttypmod ELSE t.typtypmod END),
        CASE WHEN a.attnotnull THEN '' ELSE '?' END) AS said
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'`);
    expect((await modelled()).columns).to.deep.equal(rows.map(({ said }) => said).sort());
  });

  it('lets the client read a row of every model', async () => {
    const { models } = await modelled();
    const empty = ['AuditMark', 'AuditSeal', 'Setting', 'Stray'];
    const read = await withCreditor(database.prisma, own('creditor'), async (tx) => {
      const found: string[] = [];
      for (const model of models.filter((name) => !empty.includes(name))) {
        const delegate = `${model.slice(0, 1).toLowerCase()}${model.slice(1)}` as 'debtor';
        if ((await tx[delegate].findFirst()) === null) found.push(model);
      }
      return found;
    });
    expect(read).to.deep.equal([]);
  });
});
