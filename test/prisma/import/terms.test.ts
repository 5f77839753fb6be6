import { expect } from 'chai';
import { type Account } from '../../../domain/account.ts';
import { type ImportRig, openRig } from './import-rig.ts';

describe('means, payees and terms from a file', () => {
  let rig: ImportRig;

  before(async () => {
    rig = await openRig();
    await rig.one('debtors', 'reference,name,kind,ristourne,date ristourne\nC1,Un,company,"1,5 %",2026-12-31\n');
  });

  after(() => rig.database.drop());

  const account = async (): Promise<Account> => {
    const { rows } = await rig.database.ownerPool.query<{ account: Account }>(
      'SELECT solde_account(creditor_id, id) AS account FROM debtors WHERE creditor_id = $1',
      [rig.creditor.id],
    );
    return rows[0]!.account;
  };

  it('tell who is paid, how, and what is granted ahead of the due date; told again they change nothing', async () => {
    const file = [
      'number;debtor;issued;due;amount;mode de règlement;iban;bénéficiaire;type bénéficiaire;escompte;date escompte;acompte;date acompte',
      'F1;C1;01/11/2026;25/12/2026;100,00;LCR;FR1420041010050500013M02606;Cabinet Essai;mandataire;2 %;30/11/2026;30,00;15/11/2026',
      'F2;C1;01/11/2026;25/12/2026;50,00;;FR1420041010050500013M02606;Affacturage;;;;;',
      '',
    ].join('\n');
    expect((await rig.one('invoices', file)).counts).to.include({ created: 2, refused: 0 });
    const { lines, terms } = await account();
    expect(lines.map(({ means, payeeKind }) => `${means} ${String(payeeKind)}`).sort()).to.deep.equal([
      'bill-of-exchange collector',
      'transfer factor',
    ]);
    expect(
      terms?.map(({ kind, basisPoints, amount, until }) => [kind, basisPoints, amount?.minor ?? null, until]),
    ).to.deep.equal([
      ['down-payment', null, 3000, '2026-11-15'],
      ['early-payment', 200, null, '2026-11-30'],
      ['year-end-rebate', 150, null, '2026-12-31'],
    ]);
    expect((await rig.one('invoices', file)).counts).to.include({ unchanged: 2 });
    const later = file.replace('30/11/2026', '10/12/2026');
    expect((await rig.one('invoices', later)).counts).to.include({ updated: 1, unchanged: 1 });
    expect((await account()).terms?.map(({ until }) => until)).to.include('2026-12-10');
  });

  it('are refused when they cannot hold', async () => {
    const head = 'number,debtor,issued,due,amount,discount,discount_until\n';
    const refused = async (cells: string): Promise<string | undefined> =>
      (await rig.one('invoices', `${head}G1,C1,2026-11-01,2026-12-01,100,${cells}\n`)).refused[0]?.reason;
    expect(await refused('2,2026-12-02')).to.equal('after-due');
    expect(await refused('2,')).to.equal('missing');
    for (const percent of ['0', '100', '2.555', 'two', '-1']) {
      expect(await refused(`${percent},2026-11-20`), percent).to.equal('not-a-percentage');
    }
  });
});
