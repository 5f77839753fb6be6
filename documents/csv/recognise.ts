import { type CsvProblem } from './csv-record.ts';

const signatures: readonly (readonly [problem: CsvProblem, bytes: readonly number[]])[] = [
  ['archive', [0x50, 0x4b, 0x03, 0x04]],
  ['archive', [0x50, 0x4b, 0x05, 0x06]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
];

/** More bytes than this share of a file's beginning are control characters in nothing that a person calls a table. */
const controlShareMax = 0.05;

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function controlShare(head: Uint8Array): number {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  return controls / head.length;
}

/** What the beginning of a file shows: how it is encoded, or why it is not a table of text. */
export function recognise(
  head: Uint8Array,
): { readonly problem: CsvProblem } | { readonly encoding: 'bytes' | 'utf-16le' | 'utf-16be'; readonly skip: number } {
  if (head.length === 0) return { problem: 'empty' };
  for (const [problem, bytes] of signatures) if (startsWith(head, bytes)) return { problem };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: 'utf-16le', skip: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: 'utf-16be', skip: 2 };
  if (controlShare(head) > controlShareMax) return { problem: 'binary' };
  return { encoding: 'bytes', skip: startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0 };
}
