import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, date, partsOf } from '../../domain/civil-date.ts';
import { fold } from '../../understanding/fold.ts';
import { digitise } from '../../understanding/number-words.ts';
import { readDateSpans } from '../../understanding/read-date.ts';
import { sanitise } from '../../understanding/sanitise.ts';

const today = date('2026-11-22'); // a Sunday

function read(text: string, prefer: 'future' | 'past' = 'future'): readonly string[] {
  return readDateSpans(digitise(fold(sanitise(text))), { today, prefer }).map(({ value }) =>
    value?.kind === 'date' ? `${value.date}${value.role === undefined ? '' : ` ${value.role}`}` : 'refused',
  );
}

describe('readDateSpans', () => {
  it('reads back every date any of our locales writes', () => {
    const styles = [
      ['fr-FR', 'full'],
      ['fr-FR', 'long'],
      ['fr-FR', 'medium'],
      ['fr-FR', 'short'],
      ['fr-CA', 'full'],
      ['fr-CA', 'long'],
      ['fr-CA', 'medium'],
      ['fr-CA', 'short'],
      ['en-GB', 'full'],
      ['en-GB', 'long'],
      ['en-GB', 'medium'],
      ['en-GB', 'short'],
      ['en-US', 'full'],
      ['en-US', 'long'],
      ['en-US', 'medium'],
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...styles),
        fc.integer({ min: -3000, max: 8000 }),
        fc.constantFrom(' ', '\u00a0', '\u202f'),
        ([locale, dateStyle], days, space) => {
          const day = addDays(today, days);
          const written = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' })
            .format(new Date(`${day}T00:00:00Z`))
            .replace(/\s/g, space);
          expect(read(`ok ${written}`), written).to.deep.equal([day]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('never reads a past day in words without a year when the future is preferred, nor the reverse', () => {
    const words = [
      'le 5',
      'le 31',
      'vendredi',
      'lundi prochain',
      '3 mars',
      'fin du mois',
      'the 15th',
      'friday',
      'on the 1st',
      '17/02',
      'mardi 24',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.integer({ min: 0, max: 800 }), (text, days) => {
        const from = addDays(today, days);
        for (const { value } of readDateSpans(text, { today: from, prefer: 'future' })) {
          if (value?.kind === 'date') expect(value.date >= from, `${text} on ${from}`).to.equal(true);
        }
      }),
    );
    expect(read('le 3 mars', 'past')).to.deep.equal(['2026-03-03']);
    expect(read('lundi', 'past')).to.deep.equal(['2026-11-16']);
    expect(read('le 25', 'past')).to.deep.equal(['2026-10-25']);
  });

  const table: readonly (readonly [string, readonly string[]])[] = [
    ['demain', ['2026-11-23']],
    ['après-demain', ['2026-11-24']],
    ['apres demain', ['2026-11-24']],
    ["aujourd'hui", ['2026-11-22']],
    ['hier', ['2026-11-21']],
    ['le 5', ['2026-12-05']],
    ['le 5 du mois', ['2026-12-05']],
    ['le 5 du mois prochain', ['2026-12-05']],
    ['le 25', ['2026-11-25']],
    ['le 1er mars', ['2027-03-01']],
    ['le premier du mois prochain', ['2026-12-01']],
    ['fin du mois', ['2026-11-30']],
    ['à la fin du mois prochain', ['2026-12-31']],
    ['fin mars', ['2027-03-31']],
    ['vendredi prochain', ['2026-11-27']],
    ['vendredi', ['2026-11-27']],
    ['lundi en huit', ['2026-11-30']],
    ['lundi en quinze', ['2026-12-07']],
    ['mardi de la semaine prochaine', ['2026-11-24']],
    ['dans 10 jours', ['2026-12-02']],
    ['dans dix jours', ['2026-12-02']],
    ['dans 3 ans', ['2029-11-22']],
    ['dans une semaine', ['2026-11-29']],
    ['il y a deux semaines', ['2026-11-08']],
    ['avant le 20', ['2026-12-20 until']],
    ["d'ici vendredi", ['2026-11-27 until']],
    ['à partir du 28', ['2026-11-28 from']],
    ['en 3 fois à partir du 28', ['2026-11-28 from']],
    ['mercredi 25', ['2026-11-25']],
    ['mercredi 25 novembre', ['2026-11-25']],
    ['next friday', ['2026-11-27']],
    ['tomorrow', ['2026-11-23']],
    ['the day after tomorrow', ['2026-11-24']],
    ['end of the month', ['2026-11-30']],
    ['on the 28th', ['2026-11-28']],
    ['from the 28th', ['2026-11-28 from']],
    ['by the 20th', ['2026-12-20 until']],
    ['in 10 days', ['2026-12-02']],
    ['two weeks ago', ['2026-11-08']],
    ['march third 2027', ['2027-03-03']],
    ['Feb 15', ['2027-02-15']],
    ['01/02/03', ['2003-02-01']],
    ['01/02/2027', ['2027-02-01']],
    ['2/15', ['2027-02-15']],
    ['2027-03-04', ['2027-03-04']],
    ['17 2', []],
    ['30 février', ['refused']],
    ['le 30 février', ['refused']],
    ['30/02/2027', ['refused']],
    ['29/02/2027', ['refused']],
    ['29 février 2028', ['2028-02-29']],
    ['31/04/2027', ['refused']],
    ['le 32', ['refused']],
    ['31/12/9999', ['refused']],
    ['dans 200 ans', ['refused']],
    ['le 31', ['2026-12-31']],
    ['3 mars 10000', ['refused']],
    ['le 50 €', []],
    ['le 200 euros', []],
    ['3 fois', []],
    ['un instant', []],
    ['je suis perdu', []],
    ['the one', []],
    ['sat in the office', []],
  ];
  for (const [text, dates] of table) {
    it(`reads ${JSON.stringify(text)} as ${dates.join(' and ') || 'nothing'}`, () => {
      expect(read(text)).to.deep.equal(dates);
    });
  }

  it('counts weeks from Monday and takes a weekday said on itself for the next one', () => {
    const monday = date('2026-11-23');
    expect(partsOf(monday).weekday).to.equal(1);
    const on = (text: string): unknown => readDateSpans(text, { today: monday, prefer: 'future' })[0]?.value;
    expect(on('lundi')).to.deep.equal({ kind: 'date', date: '2026-11-30' });
    expect(on('vendredi prochain')).to.deep.equal({ kind: 'date', date: '2026-11-27' });
    expect(on('next friday')).to.deep.equal({ kind: 'date', date: '2026-12-04' });
  });
});
