import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '../../../../domain/staff/fold.ts';
import { frenchRegionOf } from '../../../../domain/staff/french-regions.ts';
import { placeKey } from '../../../../domain/staff/place-key.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';

describe('prisma: where a debtor is', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.drop());

  const value = async (expression: string, ...values: readonly unknown[]): Promise<unknown> =>
    (await database.ownerPool.query<{ v: unknown }>(`SELECT ${expression} AS v`, [...values])).rows[0]?.v;

  it('is read from the address, before it from the town that the accounts name', async () => {
    const cases: readonly (readonly [
      town: string | null,
      address: string | null,
      postcode: string | null,
      city: string | null,
    ])[] = [
      [null, '3 place X\n69003 Lyon\nFrance', '69003', 'Lyon'],
      [null, '21 Sample Street\nLeeds LS1 4AP\nUnited Kingdom', 'LS1 4AP', 'Leeds'],
      [null, '1 rue\n42000 SAINT-ÉTIENNE CEDEX 2', '42000', 'Saint-Étienne'],
      [null, '1 rue, 69003 LYON 3E ARRONDISSEMENT', null, 'Lyon'],
      [null, '12 rue\nF-67000 Strasbourg', '67000', 'Strasbourg'],
      [null, '1 rue\nParis\n75010', '75010', 'Paris'],
      ['St Etienne', '1 rue\n69003 Lyon', '69003', 'St Etienne'],
      [null, '1 rue du 8 mai 1945', null, null],
      [null, null, '75010', null],
      [null, null, null, null],
    ];
    for (const [town, address, postcode, city] of cases)
      expect(await value('solde_city($1, $2, $3)', town, address, postcode), String(address)).to.equal(city);
  });

  it('and its region are the domain’s, for every postcode’s beginning', async () => {
    for (let code = 0; code <= 99; code += 1) {
      const postcode = `${String(code).padStart(2, '0')}500`;
      expect(await value("solde_region('FR', $1, NULL)", postcode), postcode).to.equal(frenchRegionOf(postcode));
    }
    for (const postcode of ['97100', '97200', '97300', '97400', '97500', '97600', '98000'])
      expect(await value("solde_region('FR', $1, NULL)", postcode), postcode).to.equal(frenchRegionOf(postcode));
    expect(await value("solde_region('GB', '69003', NULL)")).to.equal(null);
    expect(await value("solde_region('FR', NULL, '1 rue\n69003 Lyon')")).to.equal('Auvergne-Rhône-Alpes');
  });

  it('is compared by the key that the domain makes, and names are', async () => {
    const words = fc.oneof(
      fc.constantFrom(
        'Saint-Étienne',
        'ST ÉTIENNE CEDEX 2',
        'Lyon 3e',
        'PARIS 16ÈME ARRONDISSEMENT',
        'Œuilly',
        'Ste-Foy',
        'Marseille 01',
        'L’Île-d’Yeu',
        'Straße',
        'ΑΘΗΝΑ',
      ),
      fc.string({ maxLength: 30, unit: 'grapheme' }).map((text) => text.replaceAll('\0', '').toWellFormed()),
    );
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        expect(await value('solde_place_key($1)', text)).to.equal(placeKey(text));
        expect(await value('solde_fold($1)', text)).to.equal(fold(text));
      }),
      { numRuns: 300 },
    );
  });
});
