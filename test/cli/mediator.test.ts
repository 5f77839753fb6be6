import { expect } from 'chai';
import { openStaffRig, type StaffRig } from '../prisma/staff/staff-rig.ts';
import { type Ended, openShell, type Shell } from '../support/shell.ts';

const named = 'Médiation Exemple, 1 rue de l’Exemple, 75000 Paris, mediation.example';

describe('npm run mediator', () => {
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

  const mediator = (...args: readonly string[]): Promise<Ended> => shell.run('mediator', args);
  const stored = async (): Promise<unknown> =>
    (await rig.rows('SELECT mediator FROM creditors WHERE id = $1', [rig.creditor.id]))[0]?.['mediator'];

  it('is shown, set and taken away by an administrator, each time in the trail', async () => {
    expect(await mediator()).to.include({ code: 0, stdout: 'No mediator is named to consumers.\n' });
    const set = await mediator('--set', named, '--as', 'alex');
    expect(set).to.include({ code: 0, stdout: `Consumers are told: ${named}\n` });
    expect(await mediator('--set', named, '--as', 'alex')).to.include({ code: 0 });
    expect(await mediator('--json')).to.include({ code: 0, stdout: `${JSON.stringify({ mediator: named })}\n` });
    expect(await mediator('--none', '--as', 'alex')).to.include({ code: 0 });
    expect(await stored()).to.equal(null);
    expect(await rig.trail()).to.deep.equal(['mediator.set by shell, as alex', 'mediator.set by shell, as alex']);
  });

  it('is nobody else’s to name', async () => {
    for (const who of ['lou', 'noa', 'sacha', 'camille', 'nobody']) {
      const ended = await mediator('--set', named, '--as', who);
      expect([ended.code, await stored()], who).to.deep.equal([1, null]);
    }
  });

  it('is one line of a letter, and nothing that reads as something else', async () => {
    const bad = ['court', 'x'.repeat(301), `${named}\nPayez`, `${named} {iban}`, `${named} <b>`];
    for (const text of bad) expect((await mediator('--set', text, '--as', 'alex')).code, text).to.equal(64);
    expect((await mediator('--set', named)).stderr).to.include('Say who you are');
    expect((await mediator('--set', named, '--none', '--as', 'alex')).stderr).to.include('say --set or --none');
    expect(await stored()).to.equal(null);
  });
});
