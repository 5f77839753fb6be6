import { expect } from 'chai';
import fc from 'fast-check';
import { type SepaQrValues, sepaQr } from '../../documents/sepa-qr.ts';
import { qrPicture } from '../../documents/qr-picture.ts';
import { money } from '../../domain/money.ts';

const good: SepaQrValues = {
  name: 'Lumio Équipement SAS',
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  bic: null,
  amount: money(27680, 'EUR'),
  text: 'LUM-1001',
};

describe('SEPA QR', () => {
  it('writes the fields of EPC069-12 in their order', () => {
    expect(sepaQr(good)).to.deep.equal({
      payload: 'BCD\n002\n1\nSCT\n\nLumio Équipement SAS\nFR7630006000011234567890189\nEUR276.80\n\n\nLUM-1001',
    });
  });

  for (const { field, change } of [
    { field: 'name', change: { name: 'N'.repeat(71) } },
    { field: 'name', change: { name: ' ' } },
    { field: 'name', change: { name: 'Lumio\nEUR0.01' } },
    { field: 'iban', change: { iban: 'FR7630006000011234567890188' } },
    { field: 'iban', change: { iban: '' } },
    { field: 'bic', change: { bic: 'agri' } },
    { field: 'currency', change: { amount: money(31000, 'GBP') } },
    { field: 'amount', change: { amount: money(0, 'EUR') } },
    { field: 'amount', change: { amount: money(-1, 'EUR') } },
    { field: 'amount', change: { amount: money(100_000_000_000, 'EUR') } },
    { field: 'text', change: { text: 'x'.repeat(141) } },
    { field: 'text', change: { text: '' } },
  ] as const) {
    it(`does not carry a bad ${field}: ${JSON.stringify(change).slice(0, 60)}`, () => {
      expect(sepaQr({ ...good, ...change })).to.deep.equal({ refused: field });
    });
  }

  it('accepts both ends of the amounts allowed', () => {
    for (const [minor, written] of [
      [1, 'EUR0.01'],
      [99_999_999_999, 'EUR999999999.99'],
    ] as const) {
      const qr = sepaQr({ ...good, amount: money(minor, 'EUR') });
      expect('payload' in qr && qr.payload.split('\n')[7]).to.equal(written);
    }
  });

  it('gives back every value, for any text that is not refused', () => {
    const values = fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
      text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }),
      minor: fc.integer({ min: 1, max: 99_999_999_999 }),
    });
    fc.assert(
      fc.property(values, ({ name, text, minor }) => {
        const qr = sepaQr({ ...good, name, text, amount: money(minor, 'EUR') });
        if ('refused' in qr) return ['name', 'text'].includes(qr.refused);
        const lines = qr.payload.split('\n');
        expect(lines).to.have.length(11);
        expect([lines[5], lines[10]]).to.deep.equal([name, text]);
        expect(Math.round(Number(lines[7]?.slice(3)) * 100)).to.equal(minor);
        return true;
      }),
    );
  });

  it('notices any single wrong digit of an account number', () => {
    const iban = 'FR7630006000011234567890189';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: iban.length - 1 }), fc.integer({ min: 1, max: 9 }), (at, step) => {
        const wrong = String((Number(iban[at]) + step) % 10);
        return 'refused' in sepaQr({ ...good, iban: iban.slice(0, at) + wrong + iban.slice(at + 1) });
      }),
    );
  });

  it('is drawn as a PNG, the same for the same text', async () => {
    const [once, again, other] = await Promise.all([qrPicture('BCD\né'), qrPicture('BCD\né'), qrPicture('BCD\ne')]);
    expect(Buffer.from(once).subarray(0, 8).toString('latin1')).to.equal('\x89PNG\r\n\x1a\n');
    expect(Buffer.from(once).equals(again)).to.equal(true);
    expect(Buffer.from(once).equals(other)).to.equal(false);
  });
});
