import { expect } from 'chai';
import { namedInvoices } from '../../domain/remittance-text.ts';

describe('a remittance text', () => {
  for (const [text, number, named] of [
    ['FA-2026-0101', 'FA-2026-0101', true],
    ['vir sepa fa2026 0101 camille', 'FA-2026-0101', true],
    ['FA-2026-01012', 'FA-2026-0101', false], // another invoice
    ['XFA-2026-0101', 'FA-2026-0101', false],
    ['FA-2026-0102', 'FA-2026-0101', false],
    ['le 12/03', '1203', false], // too short: a date
    ['facture 100203', '100203', true],
    ['facture 10020', '10020', true],
    ['facture 1002034', '100203', false],
    ['', 'FA-2026-0101', false],
    ['(.*)', '.*.*.*', false],
  ] as const) {
    it(`${named ? 'names' : 'does not name'} ${number}: "${text}"`, () => {
      expect(namedInvoices(text, [number])).to.deep.equal(named ? [number] : []);
    });
  }

  it('names several invoices, and the longer of two that begin alike', () => {
    const numbers = ['FA-2026-01', 'FA-2026-01-B', 'FA-2026-02'];
    expect(namedInvoices('FA-2026-01-B et FA-2026-02', numbers)).to.have.members(['FA-2026-01-B', 'FA-2026-02']);
    expect(namedInvoices('FA-2026-01, FA-2026-01-B', numbers)).to.have.members(['FA-2026-01', 'FA-2026-01-B']);
  });
});
