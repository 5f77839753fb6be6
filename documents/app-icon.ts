import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(8);
  out.writeUInt32BE(data.length, 0);
  out.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([out.subarray(0, 4), named, out.subarray(4)]);
}

/** A square PNG whose points have the colour and the opacity (0 to 255) that `paint` says. */
function png(size: number, paint: (x: number, y: number) => readonly [Colour, number]): Uint8Array {
  const row = size * 4 + 1;
  const raw = Buffer.alloc(row * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [colour, opacity] = paint(x, y);
      raw.set([...colour, opacity], y * row + 1 + x * 4);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6], 8); // eight bits, with opacity
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** How far a point is from the line between two others. */
function toLine(
  x: number,
  y: number,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): number {
  const along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - at * (x2 - x1), y - y1 - at * (y2 - y1));
}

/** How much of a point the mark covers, from 0 to 1: a ring that a tick closes, in a square of side 1. */
function cover(x: number, y: number, soft: number): number {
  const fromCentre = Math.hypot(x - 0.5, y - 0.5);
  const open = x > 0.62 && y < 0.44; // where the tick leaves the ring
  const ring = open ? 1 : Math.abs(fromCentre - 0.28);
  const tick = Math.min(toLine(x, y, [0.38, 0.5], [0.49, 0.61]), toLine(x, y, [0.49, 0.61], [0.76, 0.29]));
  return Math.min(1, Math.max(0, (0.035 - Math.min(ring, tick)) / soft + 0.5));
}

const white: Colour = [255, 255, 255];
/** The colour of the app beside its name, as `#rrggbb`. */
export const accent = '#0D5C56';
const ground: Colour = [0x0d, 0x5c, 0x56];

function mixed(share: number): Colour {
  const [red, green, blue] = ground.map((part, index) => Math.round(part + ((white[index] ?? 255) - part) * share));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** The icon in colour, 192 points wide. */
export function colourIcon(): Uint8Array {
  return png(192, (x, y) => [mixed(cover((x + 0.5) / 192, (y + 0.5) / 192, 1 / 192)), 255]);
}

/** The outline, 32 points wide, white on nothing, as Teams wants it. */
export function outlineIcon(): Uint8Array {
  const wide = (at: number): number => 0.5 + ((at + 0.5) / 32 - 0.5) * 0.75; // it has no ground around it
  return png(32, (x, y) => [white, Math.round(255 * cover(wide(x), wide(y), 1 / 32))]);
}
