/** A kind of file we take as evidence. */
export type FileKind = { readonly mime: string; readonly extensions: readonly string[] };

const kinds: readonly (FileKind & { matches: (bytes: Uint8Array) => boolean })[] = [
  { mime: 'image/jpeg', extensions: ['jpg', 'jpeg'], matches: (bytes) => starts(bytes, 0, [0xff, 0xd8, 0xff]) },
  {
    mime: 'image/png',
    extensions: ['png'],
    matches: (bytes) => starts(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
  },
  { mime: 'image/webp', extensions: ['webp'], matches: (bytes) => says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP') },
  { mime: 'image/heic', extensions: ['heic', 'heif'], matches: isHeic },
  { mime: 'application/pdf', extensions: ['pdf'], matches: (bytes) => says(bytes, 0, '%PDF-') },
];

/** The kind of a file when its first bytes and its name agree on one we take; null otherwise. What the sender calls it is not asked. */
export function fileKindOf(name: string, bytes: Uint8Array): FileKind | null {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = kinds.find(({ matches }) => matches(bytes));
  return kind?.extensions.includes(extension) === true ? kind : null;
}

function isHeic(bytes: Uint8Array): boolean {
  const brands = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'];
  return says(bytes, 4, 'ftyp') && brands.some((brand) => says(bytes, 8, brand));
}

function says(bytes: Uint8Array, at: number, word: string): boolean {
  return starts(
    bytes,
    at,
    Array.from(word, (letter) => letter.charCodeAt(0)),
  );
}

function starts(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}
