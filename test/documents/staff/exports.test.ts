import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';
import { answerCsv } from '../../../documents/staff/answer-csv.ts';
import { answerXlsx } from '../../../documents/staff/answer-xlsx.ts';
import { type ExportLook } from '../../../documents/staff/export-table.ts';
import { date } from '../../../domain/civil-date.ts';
import { type Language } from '../../../domain/language.ts';
import { type Cell, type Column, type StaffAnswer } from '../../../domain/staff/answer.ts';
import { answerOf, eur, plainWords } from '../../dialogs/staff/cards/staff-look.ts';

const look = (language: Language): ExportLook => ({
  ...{ language, words: plainWords, zone: 'Europe/Paris', line: 'Échu > 60 j, Lyon' },
});
const columns: readonly Column[] = [
  { key: 'account', kind: 'account' },
  { key: 'overdue', kind: 'money' },
  { key: 'oldest', kind: 'days' },
  { key: 'share', kind: 'share' },
  { key: 'due', kind: 'date' },
  { key: 'last', kind: 'instant' },
  { key: 'level', kind: 'code' },
];
const rowOf = (name: string, minor: number, currency = 'EUR'): readonly (Cell | null)[] => [
  { kind: 'account', debtorId: 'd', reference: 'LUM-1005', name },
  { kind: 'money', money: { minor, currency } },
  { kind: 'days', days: 64 },
  { kind: 'share', numerator: 1, denominator: 8 },
  { kind: 'date', date: date('2026-10-05') },
  { kind: 'instant', at: Date.parse('2026-12-01T08:05:00Z') },
  { kind: 'code', of: 'level', code: 'courteous' },
];
const answer = (rows: StaffAnswer['rows'], more: Partial<StaffAnswer> = {}): StaffAnswer =>
  answerOf({
    columns,
    rows,
    count: rows.length,
    totals: [{ key: 'overdue', cell: { kind: 'money', money: eur(123_456) } }],
    ...more,
  });

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string => text.replace(/&(\w+);/g, (all, name: string) => entities[name] ?? all);

/** The cells of the first sheet by their place, as the XML has them: type, value, and whether it is a formula. */
function sheetOf(bytes: Uint8Array, name = 'sheet1'): ReadonlyMap<string, string> {
  const files = unzipSync(bytes);
  const xml = (path: string): string => strFromU8(files[path] ?? new Uint8Array());
  const shared = [...xml('xl/sharedStrings.xml').matchAll(/<si>.*?<t[^>]*>([^]*?)<\/t>.*?<\/si>/g)].map(
    ([, text = '']) => unescaped(text),
  );
  const cells = xml(`xl/worksheets/${name}.xml`).matchAll(/<c ([^>]*)>([^]*?)<\/c>/g);
  return new Map([...cells].map(([, head = '', body = '']) => cellOf(head, body, shared)));
}

function cellOf(head: string, body: string, shared: readonly string[]): readonly [place: string, told: string] {
  const [, place = ''] = /r="([A-Z]+\d+)"/.exec(head) ?? [];
  const [, type = 'n'] = /t="(\w+)"/.exec(head) ?? [];
  const [, value = ''] = /<(?:v|t[^>]*)>([^]*?)<\/[vt]>/.exec(body) ?? [];
  const told = type === 's' ? (shared[Number(value)] ?? '') : unescaped(value);
  return [place, `${body.includes('<f') ? 'f' : type === 'n' ? 'n' : 's'}:${told}`];
}

describe('an answer as CSV', () => {
  it('has every value in its own column, as each language’s spreadsheets read it', () => {
    const rows = [rowOf('Durand; "Fils"', 123_450), rowOf('Yen', 5_000, 'JPY'), columns.map(() => null)];
    const [head, ...french] = parse(answerCsv(answer(rows), look('fr')), { delimiter: ';', bom: true });
    expect(head).to.deep.equal([
      ...[
        'référence',
        'nom',
        'col. overdue',
        'col. overdue (devise)',
        'col. oldest',
        'col. share',
        'col. due',
        'col. last',
      ],
      'col. level',
    ]);
    expect(french).to.deep.equal([
      [
        'LUM-1005',
        'Durand; "Fils"',
        '1234,50',
        'EUR',
        '64',
        '0,125',
        '2026-10-05',
        '2026-12-01 09:05',
        'level courteous fr',
      ],
      ['LUM-1005', 'Yen', '5000', 'JPY', '64', '0,125', '2026-10-05', '2026-12-01 09:05', 'level courteous fr'],
      ['', '', '', '', '', '', '', '', ''],
    ]);
    const english = answerCsv(answer(rows), look('en')).split('\r\n')[1];
    expect(english).to.equal(
      'LUM-1005,"Durand; ""Fils""",1234.50,EUR,64,0.125,2026-10-05,2026-12-01 09:05,level courteous en',
    );
  });

  it('never gives a spreadsheet something to compute', () => {
    for (const bad of [
      '=HYPERLINK("http://evil.example";"x")',
      '+cmd|calc',
      '-2+3+cmd',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      '＝1+1',
    ]) {
      const [, row] = parse(answerCsv(answer([rowOf(bad, 1)]), look('en')), { bom: true });
      expect(row?.[1]).to.equal(`'${bad}`);
    }
  });

  it('says in its last line how much is missing', () => {
    const lines = answerCsv(answer([rowOf('A', 1)], { count: 250_000 }), look('en'))
      .trimEnd()
      .split('\r\n');
    expect(lines.at(-1)).to.equal('The first 1 rows of 250000: narrow the question for the rest.');
  });
});

describe('an answer as a workbook', () => {
  it('keeps amounts, days and shares as numbers and dates, beside the question and its totals', async () => {
    const bytes = await answerXlsx(answer([rowOf('Durand & <Fils>', -123_450)]), look('fr'));
    const cells = sheetOf(bytes);
    expect(Array.from('ABCDEFGHI', (column) => cells.get(`${column}2`))).to.deep.equal([
      ...['s:LUM-1005', 's:Durand & <Fils>', 'n:-1234.5', 's:EUR', 'n:64', 'n:0.125'],
      'n:46300', // 5 October 2026, in days since 30 December 1899
      `n:${46357 + (9 * 60 + 5) / 1440}`, // 9:05 on 1 December in Paris
      's:level courteous fr',
    ]);
    expect(cells.get('C1')).to.equal('s:col. overdue');
    const about = sheetOf(bytes, 'sheet2');
    expect(about.get('B1')).to.equal('s:Échu > 60 j, Lyon');
    expect([...about.values()]).to.include.members(['n:1234.56', 's:EUR', 'n:1']);
  });

  it('has no formula in it, whatever a name looks like, and is XML whatever is in it', async () => {
    const names = fc.array(
      fc.oneof(
        fc.constantFrom('valueOf', '__proto__', '=1+1', '+A1', '@x', '-1', '\u0001\u0000', '\ud800', '</t>', '&amp;'),
        fc.string({ unit: 'binary' }),
      ),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(names, async (all) => {
        const cells = sheetOf(await answerXlsx(answer(all.map((name) => rowOf(name, 1))), look('en')));
        expect([...cells.values()].filter((cell) => cell.startsWith('f:'))).to.deep.equal([]);
        for (const cell of cells.values()) expect(cell).not.to.match(/[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/u);
        all.forEach((name, index) => {
          if (/^[\x20-\x7e]+$/.test(name) && name.trim() === name)
            expect(cells.get(`B${index + 2}`)?.replace('\u2060', '')).to.equal(`s:${name}`);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is exact to the cent up to the largest amount that is shown', async () => {
    for (const minor of [1, 99, 123_456_789_01, 900_719_925_474_099]) {
      const cell = sheetOf(await answerXlsx(answer([rowOf('A', minor)]), look('en'))).get('C2') ?? '';
      expect(Math.round(Number(cell.slice(2)) * 100)).to.equal(minor);
    }
  });
});
