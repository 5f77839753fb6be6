import { expect } from 'chai';
import { frenchRegionOf, frenchRegions } from '../../../domain/staff/french-regions.ts';
import { placeChoice } from '../../../domain/staff/place-choice.ts';
import { placeKey } from '../../../domain/staff/place-key.ts';

describe('staff: places', () => {
  it('are the same however they are written', () => {
    for (const name of ['Saint-Étienne', 'SAINT ETIENNE', 'St Etienne', 'st-étienne cedex 2', 'Saint-E\u0301tienne'])
      expect(placeKey(name), name).to.equal('saint etienne');
    for (const name of ['Lyon', 'LYON 3E', 'Lyon 03', 'lyon 1er arrondissement', 'Lyon 8ème', 'Lyon CEDEX 07'])
      expect(placeKey(name), name).to.equal('lyon');
    expect(placeKey('Sainte-Foy-lès-Lyon')).to.equal('sainte foy les lyon');
    expect(placeKey("L'Haÿ-les-Roses")).to.equal('l hay les roses');
    expect(placeKey('Villefranche 69')).to.equal('villefranche 69');
    expect(placeKey('Esternay')).to.equal('esternay');
  });

  it('of a district are its postcodes', () => {
    expect(placeChoice('Lyon')).to.deep.equal({ key: 'lyon' });
    expect(placeChoice('Lyon 3e')).to.deep.equal({ postcodes: ['69003'] });
    expect(placeChoice('lyon 03')).to.deep.equal({ postcodes: ['69003'] });
    expect(placeChoice('Paris 16ème arrondissement')).to.deep.equal({ postcodes: ['75016', '75116'] });
    expect(placeChoice('Marseille 16')).to.deep.equal({ postcodes: ['13016'] });
    expect(placeChoice('Lyon 12')).to.deep.equal({ key: 'lyon' });
    expect(placeChoice('69003')).to.deep.equal({ postcodes: ['69003'] });
  });

  it('lie in one of eighteen regions, by department', () => {
    expect(frenchRegions).to.have.length(18);
    const mainland = Array.from({ length: 95 }, (_, index) => String(index + 1).padStart(2, '0'));
    expect(mainland.filter((code) => frenchRegionOf(code) === null)).to.deep.equal([]);
    expect(new Set(mainland.map(frenchRegionOf)).size).to.equal(13);
    expect(['2A', '2b', '20090'].map(frenchRegionOf)).to.deep.equal(['Corse', 'Corse', 'Corse']);
    expect(['69003', '97400', '975', '98000', '99', '6900', 'x'].map(frenchRegionOf)).to.deep.equal([
      'Auvergne-Rhône-Alpes',
      'La Réunion',
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
