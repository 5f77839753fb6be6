import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readCsv } from '../../../documents/csv/read-csv.ts';
import { type CsvRecord } from '../../../documents/csv/csv-record.ts';
import { writeRow } from '../../../documents/csv/write-row.ts';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  await Promise.resolve();
}

async function read(content: string | Uint8Array, size = 1 << 16): Promise<readonly CsvRecord[] | string> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const records: CsvRecord[] = [];
  for await (const batch of readCsv(chunked(bytes, size))) {
    if ('problem' in batch) return batch.problem;
    records.push(...batch.records);
  }
  return records;
}

async function cells(content: string | Uint8Array, size?: number): Promise<readonly (readonly string[])[]> {
  const records = await read(content, size);
  return typeof records === 'string' ? [[records]] : records.map((record) => [...record.cells]);
}

describe('tables of text', () => {
  for (const [name, sign] of [
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['bar', '|'],
  ] as const) {
    it(`finds out that the ${name} separates`, async () => {
      expect(
        await cells(
          ['a', 'b,;', 'c'].map((cell) => (cell.includes(sign) ? `"${cell}"` : cell)).join(sign) +
            `\n1${sign}2${sign}3`,
        ),
      ).to.deep.equal([
        ['a', 'b,;', 'c'],
        ['1', '2', '3'],
      ]);
    });
  }

  it('reads UTF-8 with and without a mark, UTF-16 and Windows-1252 alike', async () => {
    const text = 'nom;ville\nRenée;Orléans\n';
    const forms = [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'latin1'),
    ];
    for (const form of forms)
      expect(await cells(form)).to.deep.equal([
        ['nom', 'ville'],
        ['Renée', 'Orléans'],
      ]);
  });

  it('finds the one line in Windows-1252 a million bytes after plain ones', async () => {
    const plain = 'a;b\n'.repeat(300_000);
    const all = await cells(
      Buffer.concat([Buffer.from(plain), Buffer.from('prix;10 \u0080\n', 'latin1'), Buffer.from('é;€\n')]),
      65_536,
    );
    expect(all.slice(-2)).to.deep.equal([
      ['prix', '10 €'],
      ['é', '€'],
    ]);
  });

  it('marks what cannot be read in a line of two encodings', async () => {
    const all = await cells(
      Buffer.concat([Buffer.from('a;b\n'), Buffer.from('é'), Buffer.from(';\u00e9\n', 'latin1')]),
    );
    expect(all[1]?.[1]).to.equal('\ufffd');
  });

  it('keeps quotes, doubled quotes, separators and line ends inside quotes, and counts lines', async () => {
    expect(await read('a;b\r\n"x;""y""\r\nz";2\r\n3;4')).to.deep.equal([
      { line: 1, cells: ['a', 'b'], broken: null },
      { line: 2, cells: ['x;"y"\r\nz', '2'], broken: null },
      { line: 4, cells: ['3', '4'], broken: null },
    ]);
  });

  it('breaks the line of a stray quote only', async () => {
    const records = await read('a;b\n1;"open\n2;"fine"\n3;12" screen\n');
    expect(records).to.deep.equal([
      { line: 1, cells: ['a', 'b'], broken: null },
      { line: 2, cells: ['1', '"open'], broken: 'quote' },
      { line: 3, cells: ['2', 'fine'], broken: null },
      { line: 4, cells: ['3', '12" screen'], broken: null },
    ]);
  });

  it('leaves a line that never ends', async () => {
    const records = await read(`a;b\n${'x'.repeat(300_000)}\n1;2\n`, 4096);
    expect(records).to.be.an('array');
    expect((records as CsvRecord[]).filter(({ broken }) => broken === 'too-long')).to.have.length.above(0);
    expect((records as CsvRecord[]).at(-1)?.cells).to.deep.equal(['1', '2']);
  });

  for (const [problem, bytes] of [
    ['empty', []],
    ['archive', [0x50, 0x4b, 3, 4, 20, 0, 6, 0]],
    ['workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
    ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
    ['binary', [1, 2, 3, 0, 0, 0, 65, 66]],
  ] as const) {
    it(`names what is not a table: ${problem}`, async () => {
      expect(await read(Uint8Array.from(bytes))).to.equal(problem);
    });
  }

  it('agrees with another reader on every table that was written by the rules, wherever it is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '€', '"', ';', ',', '\n', ' ', '7') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const text = `h1;h2\r\n${rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(';')).join('\r\n')}\r\n`;
        const expected = parse(text, { delimiter: ';', relax_column_count: true });
        // The first piece tells the separator: a real file's is long.
        const bytes = Buffer.from(text);
        const pieces = async function* (): AsyncGenerator<Uint8Array> {
          yield bytes.subarray(0, 7);
          yield* chunked(bytes.subarray(7), size);
        };
        const records: (readonly string[])[] = [];
        for await (const batch of readCsv(pieces()))
          if ('records' in batch) records.push(...batch.records.map((record) => record.cells));
        expect(records).to.deep.equal(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('writes rows that spreadsheets never compute', () => {
    expect(writeRow(['=1+1', '+cmd|x', '@SUM(A1)', '-12,50', '+33 6 39', 'a;b', 'say "x"'], ';')).to.equal(
      `'=1+1;'+cmd|x;'@SUM(A1);-12,50;+33 6 39;"a;b";"say ""x"""\r\n`,
    );
  });
});
