import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { escalate } from '../../../domain/escalation/escalate.ts';
import { outlets } from '../../../domain/escalation/policy.ts';
import { type Case, readCase, readCases, readCommon } from '../../../prisma/escalation/read-cases.ts';
import { inTenant } from '../../../prisma/in-tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { sweepRig, type SweepRig } from './a-sweep.ts';

const day = '2026-12-01';

describe('prisma: what a case file knows beside the account', () => {
  let database: TestDatabase;
  let rig: SweepRig;
  let debtor: SeededDebtor;
  let other: SeededDebtor;
  let number: string;

  before(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    rig = await sweepRig(database);
    debtor = await rig.debtor([
      { due: '2026-11-20', minor: 20_000 },
      { due: '2026-11-10', minor: 5_000 },
    ]);
    other = await rig.debtor([]);
    number = `S-${debtor.reference}-0`;
  });
  after(() => database.drop());

  type Paid = { minor?: number; currency?: string; text?: string; on?: string; status?: string; by?: SeededDebtor };
  const pay = async ({
    minor = 25_000,
    currency = 'EUR',
    text = '',
    on = '2026-11-27',
    ...of
  }: Paid): Promise<void> => {
    await database.ownerPool.query(
      `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, text, confirmed)
       VALUES ($1::uuid, $2, $3, 'import', $1::text, $4, $5, $6, $7, 'transfer', $8, true)`,
      [randomUUID(), rig.creditor.id, of.by?.id ?? other.id, minor, currency, on, of.status ?? 'settled', text],
    );
  };
  const read = async (): Promise<readonly Case[]> => {
    const order = await rig.order(day);
    return await inTenant(database.pool, rig.creditor.id, async (client) => {
      const common = await readCommon(client, order);
      const one = await readCase(client, order, debtor.id);
      const [many] = common === null ? [] : await readCases(client, order, common, [debtor.id]);
      return [one ?? expect.fail('there is a case'), many ?? expect.fail('there is a case')];
    });
  };
  const gatesOf = async ({ account, file, calendar }: Case): Promise<readonly string[]> => {
    const { policies, rates } = await rig.order(day);
    const { refusals } = escalate({ account, file, policies, calendar, rates, reachable: outlets });
    return refusals.map(({ gate }) => gate);
  };

  const rows: readonly (readonly [what: string, paid: () => Paid, held: boolean])[] = [
    ['of all that is open, to the cent', () => ({}), true],
    ['of one line, to the cent', () => ({ minor: 20_000 }), true],
    ['that names the invoice', () => ({ minor: 30_000, text: `VIR FACTURE ${number}`.toLowerCase() }), true],
    ['of another amount that names nothing', () => ({ minor: 25_001 }), false],
    ['in another currency', () => ({ currency: 'GBP' }), false],
    ['of two months ago', () => ({ on: '2026-10-01' }), false],
    ['that is to come', () => ({ on: '2026-12-02' }), false],
    ['that came back or is not there yet', () => ({ status: 'in-transit' }), false],
  ];
  for (const [what, paid, held] of rows)
    it(`${held ? 'holds a demand back for' : 'lets a demand leave beside'} money under another name ${what}`, async () => {
      await pay(paid());
      for (const found of await read()) {
        expect((found.file.unmatchedCash ?? []).length > 0).to.equal(held);
        expect((await gatesOf(found)).includes('unmatched-cash')).to.equal(held);
      }
    });

  it('takes money to be whose it stands under where they owe something themselves', async () => {
    await pay({ by: await rig.debtor([{ due: '2026-11-20', minor: 7_000 }]) });
    expect((await read()).map(({ file }) => file.unmatchedCash)).to.deep.equal([undefined, undefined]);
  });

  it('knows what of interest was given up, up to the day of the answer', async () => {
    await database.ownerPool.query(
      `INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by, answered_on, interest_waived)
       SELECT gen_random_uuid(), $1, $2, l.id, 'price', false, 5000, 'EUR', s.status, '2026-11-21', '2026-12-20', '2026-11-29', s.waived
         FROM due_lines l, (VALUES ('rejected', true), ('rejected', false), ('accepted', true)) AS s (status, waived) WHERE l.debtor_id = $2 AND l.amount_minor = 20000`,
      [rig.creditor.id, debtor.id],
    );
    for (const { file, account } of await read()) {
      const lineId = account.lines.find(({ amount }) => amount.minor === 20_000)?.id;
      expect(file.waivedInterest).to.deep.equal([
        { lineId, amount: { minor: 5_000, currency: 'EUR' }, until: '2026-11-29' },
      ]);
    }
  });
});
