import { expect } from 'chai';
import { readerOf } from '../../cli/staff/reader-of.ts';
import { type Ended, openShell, type Shell } from '../support/shell.ts';
import { at, openStaffRig, type StaffRig } from '../prisma/staff/staff-rig.ts';

describe('commands that show accounts', () => {
  let rig: StaffRig;
  let shell: Shell;

  before(async () => {
    rig = await openStaffRig();
    shell = await openShell(rig.database.ownerUrl);
  });

  after(async () => {
    await shell.close();
    await rig.database.drop();
  });

  const run = (command: string, args: readonly string[]): Promise<Ended> => shell.run(command, args);

  const commands: Readonly<Record<string, readonly string[]>> = {
    explain: ['--as-of', '2026-12-01'],
    proof: ['--out', 'dossier'],
    export: ['--journal'],
    escalate: ['--dry-run', '--as-of', '2026-12-01'],
  };
  const ofOne = new Set(['explain', 'proof']);
  const argsOf = (command: string, ...args: readonly string[]): readonly string[] => [
    ...(commands[command] ?? []),
    ...(ofOne.has(command) ? ['--debtor', rig.debtor.reference] : []),
    ...args,
  ];

  for (const command of Object.keys(commands)) {
    it(`${command} refuses a stranger, and shows a reader what they may see`, async () => {
      const stranger = await shell.start(command, argsOf(command, '--as', 'nobody'));
      expect([stranger.code, stranger.stdout]).to.deep.equal([1, '']);
      expect(stranger.stderr).to.include('say who does it: --as HANDLE');
      const reader = await run(command, argsOf(command, '--as', 'lou'));
      expect(reader.code, reader.stderr).to.equal(0);
    });
  }

  for (const command of ofOne) {
    it(`${command} shows a sales person the accounts they own, and no other is there for them`, async () => {
      const own = await run(command, argsOf(command, '--as', 'sacha'));
      expect(own.code, own.stderr).to.equal(0);
      await rig.rows("UPDATE debtors SET sales_owner = 'other' WHERE id = $1", [rig.debtor.id]);
      const others = await run(command, argsOf(command, '--as', 'sacha'));
      await rig.rows("UPDATE debtors SET sales_owner = 'sacha' WHERE id = $1", [rig.debtor.id]);
      expect([others.code, others.stdout]).to.deep.equal([64, '']);
      expect(others.stderr).to.include('that sacha may see');
    });
  }

  it('escalate shows every account, which is not a sales person’s to see', async () => {
    const sweep = await run('escalate', argsOf('escalate', '--as', 'sacha'));
    expect([sweep.code, sweep.stdout]).to.deep.equal([1, '']);
    expect(sweep.stderr).to.include('npm run explain -- --debtor REFERENCE --as HANDLE');
  });

  it('name who reads in production; in development a shell that names nobody sees all', async () => {
    const place = { pool: rig.database.pool, creditorId: rig.creditor.id, at };
    expect(await readerOf({ ...place, production: true }, undefined)).to.equal(null);
    expect(await readerOf({ ...place, production: false }, undefined)).to.deep.include({ owner: null });
    expect(await readerOf({ ...place, production: true }, 'sacha')).to.deep.equal({
      ...{ kind: 'reader', owner: 'sacha', actor: 'by shell, as sacha' },
    });
  });

  it('write in the trail for whom a file was made', async () => {
    expect(await rig.trail()).to.include.members([
      'dossier.made by shell, as sacha',
      'journal.listed by shell, as lou',
    ]);
  });
});
