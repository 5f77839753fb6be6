import { type CsvBatch } from './csv-record.ts';
import { decodeBytes, decodeUtf16 } from './decode-lines.ts';
import { recognise } from './recognise.ts';
import { sniffSeparator } from './sniff-separator.ts';
import { makeSplitter, type Splitter } from './split-records.ts';

/** The stream again after its beginning was looked at, without the `skip` first bytes. */
async function* resume(
  first: Uint8Array,
  skip: number,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first.subarray(skip);
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}

/** Old line ends (a return alone) become new ones, where the beginning of the file has no other. */
function lineEnds(first: string): (text: string) => string {
  const old = !first.includes('\n') && first.includes('\r');
  return old ? (text) => text.replaceAll('\r', '\n') : (text) => text;
}

/**
 * Reads a table of text in batches, in memory that does not grow with it: `,` `;` tab or `|` between the cells, in UTF-8, with or
 * without a mark, UTF-16 with one, or Windows-1252. A line without any text is no record.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvBatch> {
  const bytes = chunks[Symbol.asyncIterator]();
  const first = await bytes.next();
  const head = first.done === true ? new Uint8Array() : first.value;
  const seen = recognise(head);
  if ('problem' in seen) {
    yield seen;
    return;
  }
  const all = resume(head, seen.skip, bytes);
  const pieces = seen.encoding === 'bytes' ? decodeBytes(all) : decodeUtf16(all, seen.encoding);
  let open: {
    readonly separator: string;
    readonly splitter: Splitter;
    readonly clean: (text: string) => string;
  } | null = null;
  for await (const piece of pieces) {
    if (open === null) {
      const separator = sniffSeparator(piece);
      open = { separator, splitter: makeSplitter(separator), clean: lineEnds(piece) };
    }
    const records = open.splitter.push(open.clean(piece), false);
    if (records.length > 0) yield { separator: open.separator, records };
  }
  if (open === null) yield { problem: 'empty' };
  else yield { separator: open.separator, records: open.splitter.push('', true) };
}
