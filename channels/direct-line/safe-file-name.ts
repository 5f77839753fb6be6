import { cleanText } from './clean-text.ts';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A name fit to be shown and saved: no path, no control or bidirectional character, at most 120 characters, its extension kept. */
export function safeFileName(name: string): string {
  const last = cleanText(name).split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[<>:"|?*\n\t]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const stem = dot > 0 ? plain.slice(0, dot) : plain;
  const extension = dot > 0 ? plain.slice(dot).slice(0, 10) : '';
  const kept = Array.from(stem).slice(0, 110).join('').trim();
  return `${kept === '' || reserved.test(kept) ? 'file' : kept}${extension}`;
}
