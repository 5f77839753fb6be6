import { expect } from 'chai';
import { date } from '../../../domain/civil-date.ts';
import { staffRoles } from '../../../domain/staff/staff-user.ts';
import { demoPortfolio } from '../../../prisma/demo/demo-portfolio.ts';

describe('the demo portfolio: people of the creditor', () => {
  const { tables } = demoPortfolio(date('2026-11-22'));

  it('has one of each role, the manager under the first id of the demo’s directory', () => {
    expect(tables.staff_users.flatMap((row) => row['roles'] as string[]).sort()).to.deep.equal([...staffRoles].sort());
    const manager = tables.staff_users.find((row) => (row['roles'] as string[]).includes('manager'));
    expect(manager).to.include({
      tenant: '00000000-0000-0000-0000-0000000000001',
      aad_object_id: '00000000-0000-0000-0000-0000000000020',
    });
    const ids = tables.staff_users.map((row) => (row['aad_object_id'] as string).slice(-2)).sort();
    expect(ids).to.deep.equal(['20', '21', '22', '23', '24']);
  });

  it('gives LUM-1002 and LUM-1005 a sales owner who is there', () => {
    const [sales] = tables.staff_users.filter((row) => (row['roles'] as string[]).includes('sales'));
    const owned = tables.debtors.filter((row) => row['sales_owner'] === sales?.['handle']);
    expect(owned.map((row) => row['reference'])).to.deep.equal(['LUM-1002', 'LUM-1005']);
  });
});
