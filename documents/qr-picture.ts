import { toBuffer } from 'qrcode';

/**
 * A PNG of that text as a QR code, error correction level M (what EPC069-12 asks for), with the quiet zone scanners need.
 * The same text gives the same bytes.
 */
export async function qrPicture(text: string): Promise<Uint8Array> {
  // One byte segment: splitting into modes is allowed but some banking apps read only the first one.
  const segments = [{ data: new TextEncoder().encode(text), mode: 'byte' as const }];
  // Grey without transparency: a PDF with two transparent pictures has its objects in whatever order they were unpacked.
  const rendererOpts = { deflateLevel: 9, colorType: 0 }; // pngjs takes more than the types say
  return await toBuffer(segments, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 6, rendererOpts });
}
