import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array };

// 1 January 1980, the first day a zip can name: the same content makes the same file on any day.
const day = 0x21;

function sizes(entry: ZipEntry, packed: Uint8Array): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0); // version 2.0
  fields.writeUInt16LE(0x800, 2); // the name is UTF-8
  fields.writeUInt16LE(8, 4); // deflated
  fields.writeUInt16LE(0, 6);
  fields.writeUInt16LE(day, 8);
  fields.writeUInt32LE(crc32(entry.bytes), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(entry.bytes.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(entry.name), 22);
  return fields;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A zip archive of these files, in this order; the same files give the same bytes. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.bytes);
    const name = Buffer.from(entry.name);
    const common = sizes(entry, packed);
    const file = Buffer.concat([uint32(0x04034b50), common, name, packed]);
    // Made by 2.0; no comment, first disk, no attributes, and where the file begins.
    directory.push(
      Buffer.concat([uint32(0x02014b50), Buffer.from([20, 0]), common, Buffer.alloc(10), uint32(offset), name]),
    );
    files.push(file);
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, list, uint32(0x06054b50), end]);
}
