import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { documentFiles } from '../../cli/import/document-files.ts';

describe('a folder of originals', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'solde-documents-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const listed = async (): Promise<unknown> =>
    (await documentFiles(folder)).map(({ name, number, isExact, size }) => [name, number, isExact, size]);

  it('gives each file the number of its name, and looks at neither hidden files nor folders', async () => {
    await writeFile(join(folder, 'FA-2026-1.pdf'), '%PDF');
    await writeFile(join(folder, '.hidden'), 'x');
    await mkdir(join(folder, 'older'));
    expect(await listed()).to.deep.equal([['FA-2026-1.pdf', 'FA-2026-1', false, 4]]);
    const [file] = await documentFiles(folder);
    expect(Buffer.from(await file!.read()).toString()).to.equal('%PDF');
  });

  it('takes the number from the index, names what is not there, and never leaves the folder', async () => {
    await writeFile(join(folder, 'scan 1.pdf'), '%PDF');
    await writeFile(join(folder, 'FA-2.pdf'), '%PDF-');
    const rows = 'FA/1;scan 1.pdf\nFA/3;gone.pdf\nFA/4;../../etc/passwd\nFA/5;/etc/passwd\n';
    await writeFile(join(folder, 'index.csv'), `Numéro;Fichier\n${rows}`);
    expect(await listed()).to.deep.equal([
      ['FA-2.pdf', 'FA-2', false, 5],
      ['scan 1.pdf', 'FA/1', true, 4],
      ['gone.pdf', 'FA/3', true, null],
      ['../../etc/passwd', 'FA/4', true, null],
      ['/etc/passwd', 'FA/5', true, null],
    ]);
  });
});
