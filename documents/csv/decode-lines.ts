import { isUtf8 } from 'node:buffer';

const windows1252 = new TextDecoder('windows-1252');
const newline = 0x0a;

/** A letter of UTF-8 inside a line that is not UTF-8: two encodings met in one line, and no reading of it can be trusted. */
function hasUtf8Letter(line: Uint8Array): boolean {
  for (let index = 0; index + 1 < line.length; index += 1) {
    const next = line[index + 1] ?? 0;
    if (line[index] === 0xc3 && next >= 0x80 && next <= 0xbf) return true;
  }
  return false;
}

/**
 * The encoding is decided line by line, never from the beginning of the file: a line that is valid UTF-8 is UTF-8, any other
 * is Windows-1252. A line with both keeps U+FFFD where it cannot be read, which no cell accepts.
 */
function decodeLine(line: Buffer): string {
  if (isUtf8(line) || hasUtf8Letter(line)) return line.toString('utf8');
  return windows1252.decode(line);
}

function decodeLines(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines: string[] = [];
  let from = 0;
  while (from < bytes.length) {
    const at = bytes.indexOf(newline, from);
    const to = at === -1 ? bytes.length : at + 1;
    lines.push(decodeLine(bytes.subarray(from, to)));
    from = to;
  }
  return lines.join('');
}

/** Longer than this without a line end, a piece is given as it is: what is read never grows with the file. */
const pendingMax = 1 << 20;

/** The text of a file in pieces that end where a line ends, but for the last one and for monstrous lines. */
export async function* decodeBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(newline) + 1;
    const cut = end === 0 && bytes.length > pendingMax ? bytes.length : end;
    if (cut > 0) yield decodeLines(bytes.subarray(0, cut));
    rest = bytes.subarray(cut);
  }
  if (rest.length > 0) yield decodeLines(rest);
}

/** The same for a file that begins with a UTF-16 mark, as spreadsheets save "Unicode text". */
export async function* decodeUtf16(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
