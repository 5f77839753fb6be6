import { expect } from 'chai';
import pg from 'pg';
import { AppError } from '../../domain/errors.ts';
import { appUrl } from '../../prisma/app-url.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('prisma: what connections return', () => {
  let database: TestDatabase;
  before(async () => (database = await createTestDatabase()));
  after(() => database.drop());

  const one = async (expression: string): Promise<unknown> => {
    const { rows } = await database.pool.query<{ value: unknown }>(`SELECT ${expression} AS value`);
    return rows[0]?.value;
  };

  const cases: readonly (readonly [string, unknown])[] = [
    ['9007199254740991::bigint', 9_007_199_254_740_991],
    ['(-3)::bigint', -3],
    ["'{1,NULL,3}'::bigint[]", [1, null, 3]],
    ["DATE '2026-02-28'", '2026-02-28'],
    ["'{2026-02-28,NULL}'::date[]", ['2026-02-28', null]],
    ["TIMESTAMPTZ '1970-01-01 00:00:00.123456+00'", 123],
    ["TIMESTAMPTZ '2026-11-22 12:00:00+02'", Date.UTC(2026, 10, 22, 10)],
    ["ARRAY[TIMESTAMPTZ '1970-01-01 00:00:01+00']", [1000]],
    ['NULL::bigint', null],
    ['42::int', 42],
    ['true', true],
    ["'été'::text", 'été'],
    [`'{"a":[1]}'::jsonb`, { a: [1] }],
  ];

  for (const [expression, expected] of cases) {
    it(`reads ${expression}`, async () => {
      expect(await one(expression)).to.deep.equal(expected);
    });
  }

  for (const expression of ['9007199254740992::bigint', "'infinity'::timestamptz"]) {
    it(`refuses ${expression} rather than round it`, async () => {
      const refused = await one(expression).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(AppError).and.to.have.property('code', 'INVARIANT_BROKEN');
    });
  }

  for (const zone of ['Asia/Kolkata', 'America/St_Johns', 'Europe/Paris', 'UTC']) {
    it(`reads the same instant in a session of ${zone}`, async () => {
      const client = await database.pool.connect();
      try {
        await client.query("SELECT set_config('timezone', $1, false)", [zone]);
        const { rows } = await client.query("SELECT TIMESTAMPTZ '2026-01-15 10:00:00.5Z' AS value");
        expect(rows).to.deep.equal([{ value: Date.UTC(2026, 0, 15, 10, 0, 0, 500) }]);
      } finally {
        client.release(true);
      }
    });
  }

  it('changes nothing for other users of the driver', () => {
    expect((pg.types.getTypeParser as unknown as (id: number) => (text: string) => unknown)(20)('1')).to.equal('1');
  });

  it('keeps options the address already has', () => {
    expect(appUrl('postgresql://u:p@h/db?options=-c%20statement_timeout%3D5s&sslmode=require')).to.equal(
      'postgresql://u:p@h/db?options=-c%20statement_timeout%3D5s%20-c%20role%3Dsolde_app&sslmode=require',
    );
  });
});
