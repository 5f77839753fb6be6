import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { importDay, type ImportRig, openRig } from './import-rig.ts';

describe('what was given up of a dispute, when the accounts say so', () => {
  let rig: ImportRig;
  let disputeId: string;

  before(async () => {
    rig = await openRig();
  });
  beforeEach(async () => {
    rig = await openRig(rig.database);
    await rig.one('debtors', 'reference,name,kind\nC1,Un,company\n');
    await rig.one('invoices', 'number,debtor,issued,due,amount\nF1,C1,2026-09-01,2026-10-01,"100,00"\n');
    disputeId = randomUUID();
    await rig.database.ownerPool.query(
      `WITH l AS (SELECT * FROM due_lines WHERE creditor_id = $1), t AS (
         INSERT INTO tasks (id, creditor_id, debtor_id, kind, reason, dedupe_key, opened_at)
         SELECT gen_random_uuid(), $1, debtor_id, 'issue-credit-note', 'dispute-accepted', 'issue-credit-note:' || $2, now() FROM l)
       INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
       SELECT gen_random_uuid(), $1, debtor_id, id, 'dispute', 'credit:' || $2, 3000, 'EUR', '2026-11-01' FROM l`,
      [rig.creditor.id, disputeId],
    );
  });
  after(() => rig.database.drop());

  const left = async (): Promise<string> => {
    const { rows } = await rig.database.ownerPool.query<{ until: string | null; done: boolean }>(
      `SELECT h.until_on AS until, (SELECT t.done_at IS NOT NULL FROM tasks t WHERE t.dedupe_key = 'issue-credit-note:' || $2) AS done
         FROM holds h WHERE h.creditor_id = $1`,
      [rig.creditor.id, disputeId],
    );
    return `${rows[0]?.until ?? 'held'} ${String(rows[0]?.done)}`;
  };

  it('stays held after a payment, and is released by the credit note of its invoice', async () => {
    await rig.one('payments', 'id,debtor,date,amount,invoice\nP1,C1,2026-11-10,"40,00",F1\n');
    expect(await left()).to.equal('held false');
    await rig.one('credits', 'number,debtor,issued,amount,invoice\nA1,C1,2026-11-15,"30,00",F1\n');
    expect(await left()).to.equal(`${importDay} true`);
    expect(await rig.open()).to.deep.equal({ F1: 3000 });
  });

  it('is released by a list of open items in which nothing of it is left', async () => {
    await rig.one(
      'open-items',
      'number,debtor,issued,due,amount,open\nF1,C1,2026-09-01,2026-10-01,"100,00","100,00"\n',
    );
    expect(await left()).to.equal('held false');
    await rig.one('open-items', 'number,debtor,issued,due,amount,open\nF1,C1,2026-09-01,2026-10-01,"100,00","0,00"\n', {
      acceptSmaller: true,
    });
    expect(await left()).to.equal(`${importDay} true`);
  });
});
