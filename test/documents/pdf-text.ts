const windows1252 = new TextDecoder('windows-1252');

/** The words of an uncompressed PDF in the order they were drawn, one space between fragments. */
export function pdfText(bytes: Uint8Array): string {
  const source = Buffer.from(bytes).toString('latin1');
  const shown = [...source.matchAll(/\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/g)].map(([, array = '']) =>
    [...array.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => windows1252.decode(Buffer.from(hex, 'hex'))).join(''),
  );
  return shown.join(' ').replace(/[\s\u00a0]+/g, ' ');
}

/** How many pages the PDF has. */
export function pageCount(bytes: Uint8Array): number {
  return (
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  );
}
