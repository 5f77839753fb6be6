// NUL cannot be stored, other controls and bidirectional overrides make a transcript show something that was not said.
// eslint's no-control-regex is avoided by building the class from code points.
const unwanted = new RegExp(
  `[${range(0, 8)}${range(0x0b, 0x0c)}${range(0x0e, 0x1f)}${range(0x7f, 0x9f)}${range(0x202a, 0x202e)}${range(0x2066, 0x2069)}]`,
  'g',
);

/** The same words in well-formed Unicode, NFC, without control characters and bidirectional overrides. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(unwanted, '').normalize('NFC');
}

function range(from: number, to: number): string {
  return `\\u${from.toString(16).padStart(4, '0')}-\\u${to.toString(16).padStart(4, '0')}`;
}
