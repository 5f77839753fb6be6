import { strFromU8, unzipSync } from 'fflate';
import { expect } from 'chai';
import { exportFile } from '../../../bot/staff/export-file.ts';
import { makeExports } from '../../../bot/staff/make-export.ts';
import { accountsAnswer } from '../../dialogs/staff/cards/staff-look.ts';

const look = { language: 'fr', zone: 'Europe/Paris', line: 'En retard' } as const;

/** How long this thread alone worked, in milliseconds, and what came of it. */
async function worked<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly made: T }> {
  const before = process.threadCpuUsage();
  const made = await work();
  const { user, system } = process.threadCpuUsage(before);
  return { ms: (user + system) / 1_000, made };
}

/** The rows of a workbook; the moment it was made is not among them. */
function sheet(bytes: Uint8Array | null): string {
  return strFromU8(unzipSync(bytes ?? new Uint8Array())['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
}

describe('an export made in a thread of its own', () => {
  const answer = accountsAnswer(4_000);

  it('is the very file that would be made here', async () => {
    const make = makeExports();
    const csv = await make(answer, 'csv', look);
    expect(Buffer.from(csv ?? []).equals(Buffer.from(await exportFile(answer, 'csv', look)))).to.equal(true);
    expect(Buffer.from(csv ?? []).toString()).to.match(/LUM-4999/);
    const few = accountsAnswer(301);
    expect(sheet(await make(few, 'xlsx', look))).to.equal(sheet(await exportFile(few, 'xlsx', look)));
  });

  it('leaves this thread to conversations', async () => {
    const make = makeExports();
    const here = await worked(() => exportFile(answer, 'xlsx', look));
    const there = await worked(() => make(answer, 'xlsx', look));
    expect(sheet(there.made)).to.equal(sheet(here.made));
    expect(there.ms).to.be.lessThan(here.ms / 3);
  });

  it('is made after the one before, whatever came of that', async () => {
    const make = makeExports();
    const broken = { ...accountsAnswer(400), rows: accountsAnswer(400).rows.map(() => [{ kind: 'money' }]) };
    const [failed, made] = await Promise.allSettled([
      make(broken as unknown as typeof answer, 'csv', look),
      make(accountsAnswer(400), 'csv', look),
    ]);
    expect(failed.status).to.equal('rejected');
    expect(made.status).to.equal('fulfilled');
  });

  it('is none where it would be larger than what is kept', async () => {
    const long = 'x'.repeat(3_000);
    const { rows, ...rest } = accountsAnswer(4_000);
    const wide = rows.map(([, ...others]) => [
      { kind: 'account', debtorId: 'd', reference: 'R', name: long } as const,
      ...others,
    ]);
    expect(await makeExports()({ ...rest, rows: wide }, 'csv', look)).to.equal(null);
  });
});
