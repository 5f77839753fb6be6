import { fileKindOf } from './file-kind.ts';
import { pixelsOf } from './picture-size.ts';

const extensions = ['jpg', 'png', 'webp', 'heic', 'pdf'] as const;
/** A picture of more takes a machine down that opens it. */
const mostPixels = 50_000_000;

/** What a file is by its bytes alone, with the extension of such files; null when it is nothing we take. */
export function knownFile(bytes: Uint8Array): { readonly extension: string; readonly mime: string } | null {
  const [found] = extensions.flatMap((extension) => {
    const kind = fileKindOf(`x.${extension}`, bytes);
    return kind === null ? [] : [{ extension, mime: kind.mime }];
  });
  const pixels = pixelsOf(bytes);
  return found === undefined || (pixels !== null && pixels > mostPixels) ? null : found;
}
