import type { PDFDocument } from '@cantoo/pdf-lib';
import { AppError } from '../domain/errors.ts';
import { type Language } from '../domain/language.ts';

const mark: Readonly<Record<Language, string>> = { fr: 'COPIE', en: 'COPY' };

/** The library takes a good part of a second to load, and few starts of a service ever need it. */
const library = () => import('@cantoo/pdf-lib');

async function load(bytes: Uint8Array): Promise<PDFDocument | null> {
  const { PDFDocument: reader } = await library();
  try {
    // What the file says of itself stays; broken objects are skipped as readers do.
    const pdf = await reader.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
    return pdf.getPageCount() > 0 ? pdf : null;
  } catch {
    return null;
  }
}

/** Whether copies of this file can be made: it is a PDF with pages, not encrypted. */
export async function isMarkable(bytes: Uint8Array): Promise<boolean> {
  return (await load(bytes)) !== null;
}

/**
 * The same document with "copie" (in English "copy") at the head and across each page; nothing of the original is changed. Raises
 * BAD_REQUEST when the file is not a PDF that can be marked.
 */
export async function markCopy(
  bytes: Uint8Array,
  language: Language,
  options: { readonly compress?: boolean } = {},
): Promise<Uint8Array> {
  const pdf = await load(bytes);
  if (pdf === null) throw new AppError('BAD_REQUEST', { why: 'not-a-markable-pdf' });
  const { degrees, rgb, StandardFonts } = await library();
  const font = await pdf.embedFont(StandardFonts.HelveticaBold);
  const text = mark[language];
  for (const page of pdf.getPages()) {
    const { x, y, width, height } = page.getCropBox();
    const turned = page.getRotation().angle;
    const size = Math.min(width, height) / 6;
    const length = font.widthOfTextAtSize(text, size);
    const angle = turned + 45;
    const radians = (angle * Math.PI) / 180;
    page.drawText(text, {
      ...{ font, size, rotate: degrees(angle), color: rgb(0.55, 0.6, 0.66), opacity: 0.22 },
      x: x + width / 2 - (Math.cos(radians) * length) / 2 + (Math.sin(radians) * size) / 3,
      y: y + height / 2 - (Math.sin(radians) * length) / 2 - (Math.cos(radians) * size) / 3,
    });
    page.drawText(text, { font, size: 11, x: x + 16, y: y + height - 20, color: rgb(0.45, 0.1, 0.1) });
  }
  return await pdf.save({ useObjectStreams: options.compress ?? true });
}
