import { inflateSync } from 'node:zlib';
import { expect } from 'chai';
import PDFDocument from 'pdfkit';
import { isMarkable, markCopy } from '../../documents/mark-copy.ts';
import { pageCount, pdfText } from './pdf-text.ts';

async function pdf(options: PDFKit.PDFDocumentOptions, pages: number): Promise<Uint8Array> {
  const document = new PDFDocument({ compress: false, ...options });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  document.text('Facture FA-1, page 1');
  for (let page = 2; page <= pages; page += 1) {
    document.addPage();
    document.text(`page ${page}`);
  }
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

/** How often a word is drawn in the streams that the library packed. */
function marksOf(bytes: Uint8Array, word: string): number {
  const hex = Buffer.from(word, 'latin1').toString('hex').toUpperCase();
  const text = Buffer.from(bytes).toString('latin1');
  const streams = [...text.matchAll(/FlateDecode[^>]*>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  const drawn = streams.map(([, packed = '']) => inflateSync(Buffer.from(packed, 'latin1')).toString('latin1'));
  return drawn.join('\n').split(`<${hex}> Tj`).length - 1;
}

describe('the copy of an original', () => {
  it('keeps every page and says on each that it is a copy, in the reader’s language', async () => {
    const original = await pdf({}, 3);
    for (const [language, word] of [
      ['fr', 'COPIE'],
      ['en', 'COPY'],
    ] as const) {
      const copy = await markCopy(original, language, { compress: false });
      expect(pageCount(copy)).to.equal(3);
      expect(marksOf(copy, word)).to.equal(6);
      expect(pdfText(copy)).to.include('Facture FA-1, page 1').and.include('page 3');
    }
  });

  it('is the same whenever it is made', async () => {
    const original = await pdf({}, 1);
    expect(await markCopy(original, 'fr')).to.deep.equal(await markCopy(original, 'fr'));
  });

  it('is made of no file that is encrypted, damaged or no PDF', async () => {
    expect(await isMarkable(await pdf({}, 1))).to.equal(true);
    expect(await isMarkable(await pdf({ userPassword: 'x', ownerPassword: 'y' }, 1))).to.equal(false);
    for (const text of ['', 'hello', '%PDF-1.7 nothing more'])
      expect(await isMarkable(Buffer.from(text)), text).to.equal(false);
    let code: unknown = null;
    await markCopy(Buffer.from('hello'), 'fr').catch((error: unknown) => (code = (error as { code?: unknown }).code));
    expect(code).to.equal('BAD_REQUEST');
  });
});
