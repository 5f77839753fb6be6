import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build, transform } from 'esbuild';

/** One file served under a name that contains the hash of its bytes. */
export type Asset = { readonly path: string; readonly mime: string; readonly bytes: Buffer; readonly gzipped: Buffer };

export type Assets = {
  readonly script: Asset;
  readonly style: Asset;
  /** The page's HTML with `{{name}}` places to fill. */
  readonly template: string;
};

/** Bundles the chat page of that folder in memory; runs at start, in some tens of milliseconds. */
export async function buildAssets(webRoot: string): Promise<Assets> {
  const bundle = await build({
    entryPoints: [join(webRoot, 'chat.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    write: false,
    tsconfigRaw: {},
  });
  const css = await transform(await readFile(join(webRoot, 'chat.css'), 'utf8'), { loader: 'css', minify: true });
  const template = await readFile(join(webRoot, 'chat.html'), 'utf8');
  return {
    script: await assetOf('js', 'text/javascript; charset=utf-8', Buffer.from(bundle.outputFiles[0]?.contents ?? [])),
    style: await assetOf('css', 'text/css; charset=utf-8', Buffer.from(css.code)),
    template,
  };
}

async function assetOf(extension: string, mime: string, bytes: Buffer): Promise<Asset> {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  return { path: `/assets/chat-${hash}.${extension}`, mime, bytes, gzipped: await promisify(gzip)(bytes) };
}
