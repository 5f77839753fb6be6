import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

// Node has it, and its type declarations leave it to the browser's.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start: () => void } } }>;
};

let loading: Promise<typeof bindings.SchemaEngine> | null = null;

/** Prisma's migration engine, loaded by hand because its own entry imports WebAssembly as a module, at which Node warns at every start. */
export function loadSchemaEngine(): Promise<typeof bindings.SchemaEngine> {
  return (loading ??= load());
}

async function load(): Promise<typeof bindings.SchemaEngine> {
  const folder = dirname(fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm')));
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports() });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine;
}

/** The engine leaves a 10-second timer behind after taking its lock, which would keep a finished tool from ending. */
function imports(): Record<string, unknown> {
  const setTimer = Object.keys(bindings).filter((name) => name.startsWith('__wbg_setTimeout_'));
  const unheld = (callback: () => void, ms: number): NodeJS.Timeout => setTimeout(callback, ms).unref();
  return { ...bindings, ...Object.fromEntries(setTimer.map((name) => [name, unheld])) };
}
