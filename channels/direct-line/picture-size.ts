/** The number of pixels a PNG, JPEG or WebP announces, or null when its header does not say. */
export function pixelsOf(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x89) return bytes.length < 24 ? null : view.getUint32(16) * view.getUint32(20);
  if (bytes[0] === 0xff) return jpegPixels(view);
  if (bytes[0] === 0x52) return webpPixels(view);
  return null;
}

function jpegPixels(view: DataView): number | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Start-of-frame markers, except the tables DHT, JPG and DAC that share their range.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return view.getUint16(at + 5) * view.getUint16(at + 7);
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function webpPixels(view: DataView): number | null {
  if (view.byteLength < 30) return null;
  const chunk = view.getUint32(12);
  if (chunk === 0x56503858) return (1 + uint24(view, 24)) * (1 + uint24(view, 27)); // VP8X
  if (chunk === 0x56503820) return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff); // VP8
  const bits = view.getUint32(21, true); // VP8L
  return (1 + (bits & 0x3fff)) * (1 + ((bits >>> 14) & 0x3fff));
}

function uint24(view: DataView, at: number): number {
  return view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
}
