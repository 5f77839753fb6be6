import { fileURLToPath } from 'node:url';
import { buildAssets } from '../channels/direct-line/assets.ts';
import { firstLoad } from '../channels/direct-line/first-load.ts';

/** Prints what a visitor's browser loads before the first word of the chat, in bytes as they travel. */
async function size(): Promise<void> {
  const files = firstLoad(await buildAssets(fileURLToPath(new URL('../web/', import.meta.url))));
  const total = files.reduce((sum, { gzipped }) => sum + gzipped, 0);
  for (const { name, bytes, gzipped } of [...files, { name: 'first load', bytes: 0, gzipped: total }]) {
    const plain = bytes === 0 ? '' : `  (${bytes} unzipped)`;
    process.stdout.write(`${name.padEnd(38)}${String(gzipped).padStart(7)} bytes${plain}\n`);
  }
}

await size();
