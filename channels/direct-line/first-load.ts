import { gzipSync } from 'node:zlib';
import { type Assets } from './assets.ts';
import { startLine } from './widget-routes.ts';

/** A file of the first load; sizes in bytes. */
export type LoadedFile = { readonly name: string; readonly bytes: number; readonly gzipped: number };

/** What a browser that never saw the widget loads until the chat is there. */
export function firstLoad(assets: Assets): readonly LoadedFile[] {
  const { widgetLoader, widgetScript, template, chatScript, chatStyle } = assets;
  const page = Buffer.from(template);
  const start = Buffer.from(startLine('Lumio Équipement'));
  return [
    { name: '/widget.js', ...widgetLoader },
    { name: widgetScript.path, ...widgetScript },
    { name: '/widget/<creditor>.js', bytes: start, gzipped: start }, // too small to be zipped
    { name: '/chat/<creditor>', bytes: page, gzipped: gzipSync(page) },
    { name: chatScript.path, ...chatScript },
    { name: chatStyle.path, ...chatStyle },
  ].map(({ name, bytes, gzipped }) => ({ name, bytes: bytes.length, gzipped: gzipped.length }));
}
