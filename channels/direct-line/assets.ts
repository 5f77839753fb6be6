import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build, transform } from 'esbuild';

/** One file served under a name that contains the hash of its bytes. */
export type Asset = { readonly path: string; readonly mime: string; readonly bytes: Buffer; readonly gzipped: Buffer };

/** Bytes to send, and the same zipped. */
export type Zippable = Pick<Asset, 'bytes' | 'gzipped'>;

export type Assets = {
  readonly chatScript: Asset;
  readonly chatStyle: Asset;
  readonly widgetScript: Asset;
  /** What a customer's page loads as /widget.js: a classic script that fetches `widgetScript`. */
  readonly widgetLoader: Zippable;
  /** The page's HTML with `{{name}}` places to fill. */
  readonly template: string;
};

const javascript = 'text/javascript; charset=utf-8';

/** Bundles the chat page and the widget of that folder in memory; runs at start, in some tens of milliseconds. */
export async function buildAssets(webRoot: string): Promise<Assets> {
  const widget = await bundle(join(webRoot, 'widget.ts'));
  const widgetScript = await assetOf('widget', 'js', javascript, widget);
  const css = await transform(await readFile(join(webRoot, 'chat.css'), 'utf8'), { loader: 'css', minify: true });
  return {
    chatScript: await assetOf('chat', 'js', javascript, await bundle(join(webRoot, 'chat.ts'))),
    chatStyle: await assetOf('chat', 'css', 'text/css; charset=utf-8', Buffer.from(css.code)),
    widgetScript,
    widgetLoader: await zipped(
      await bundle(join(webRoot, 'widget-loader.ts'), { widgetPath: widgetScript.path.slice(1) }),
    ),
    template: await readFile(join(webRoot, 'chat.html'), 'utf8'),
  };
}

async function bundle(entryPoint: string, constants: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    write: false,
    tsconfigRaw: {},
    define: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)])),
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

async function assetOf(name: string, extension: string, mime: string, bytes: Buffer): Promise<Asset> {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  return { path: `/assets/${name}-${hash}.${extension}`, mime, ...(await zipped(bytes)) };
}

async function zipped(bytes: Buffer): Promise<Zippable> {
  return { bytes, gzipped: await promisify(gzip)(bytes) };
}
