import { expect } from 'chai';
import { openStaffRig, type StaffRig } from '../prisma/staff/staff-rig.ts';
import { type Ended, openShell, type Shell } from '../support/shell.ts';

describe('npm run staff, approvals, approve, tasks, block, pause, charges', () => {
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

  const run = (command: string, ...args: readonly string[]): Promise<Ended> => shell.run(command, args);

  it('add people, who ask and decide, each by name', async () => {
    const added = await run(
      'staff',
      'add',
      '--name',
      'Ana Fictif',
      '--handle',
      'ana',
      '--roles',
      'clerk,sales',
      '--as',
      'alex',
    );
    expect([added.code, added.stdout]).to.deep.equal([0, 'Added Ana Fictif (ana): clerk, sales.\n'], added.stderr);
    const people = JSON.parse((await shell.start('staff', ['list', '--json'])).stdout) as readonly {
      handle: string;
      roles: string[];
    }[];
    expect(people.find(({ handle }) => handle === 'ana')?.roles).to.deep.equal(['clerk', 'sales']);
    expect(
      (await run('staff', 'add', '--name', 'X', '--handle', 'x', '--roles', 'king', '--as', 'alex')).code,
    ).to.equal(64);

    const asked = await run(
      'book',
      'write-off',
      '--debtor',
      rig.debtor.reference,
      '--invoice',
      rig.invoice.number,
      '--as',
      'ana',
    );
    expect(asked.stdout).to.match(/^A manager decides: npm run approve -- [0-9a-f-]{36} --as HANDLE\n$/, asked.stderr);
    const id = /[0-9a-f-]{36}/.exec(asked.stdout)?.[0] ?? '';
    const waiting = JSON.parse((await shell.start('approvals', ['--as', 'lou', '--json'])).stdout) as readonly {
      id: string;
      kind: string;
    }[];
    expect(waiting.map((one) => [one.id, one.kind])).to.deep.equal([[id, 'write-off']]);
    const own = await run('approve', id, '--as', 'ana');
    expect([own.code, own.stdout]).to.deep.equal([
      1,
      'Nothing was done: who asked may not approve it: another person must.\n',
    ]);
    expect((await run('approve', id, '--as', 'camille')).stdout).to.equal('Approved: write-off.\n');
    expect((await run('approvals', '--as', 'lou')).stdout).to.equal('Nothing waits.\n');
  });

  it('say what to do with arguments that mean nothing, and why nothing was done', async () => {
    const wrong = [
      ...[['approve', 'x', '--as', 'camille'], ['tasks', 'done'], ['block', 'C1'], ['charges'], ['called', 'x']],
      ...[
        ['pause', 'C1', '--days', '9', '--reason', 'x', '--as', 'sacha'],
        ['default', 'x'],
        ['dispute', 'decide', 'x'],
      ],
    ];
    const ends = await Promise.all(wrong.map(([command = '', ...args]) => shell.start(command, args)));
    for (const [index, ended] of ends.entries()) {
      expect([ended.code, ended.stdout], wrong[index]?.join(' ')).to.deep.equal([64, '']);
      expect(ended.stderr).to.contain('Usage: npm run');
    }
    const none = await run('block', 'NONE', '--propose', '--reason', 'x', '--as', 'noa');
    expect([none.code, none.stdout]).to.deep.equal([1, 'Nothing was done: there is no such debtor.\n']);
  });

  it('let nobody who only reads say that a letter was posted', async () => {
    const { id: theirs } = await rig.notice();
    const reader = await run('posted', theirs, '--as', 'lou');
    expect([reader.code, reader.stderr]).to.deep.equal([
      ...[1, 'Nothing was done: that person’s role does not allow it (docs/staff.md).\n'],
    ]);
    const letter = '00000000-0000-4000-8000-000000000001';
    const clerk = await run('posted', letter, '--as', 'noa');
    expect([clerk.code, clerk.stderr]).to.deep.equal([64, `No letter ${letter} of a creditor that noa works for.\n`]);
  });

  it('list tasks with what to do next', async () => {
    await rig.rows(
      "INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, opened_at, due_on) VALUES (gen_random_uuid(), $1, 'human', 'asked', $2, now(), '2026-12-01')",
      [rig.creditor.id, rig.debtor.id],
    );
    const [task] = JSON.parse(
      (await shell.start('tasks', ['--as', 'noa', '--json', '--kind', 'human'])).stdout,
    ) as readonly {
      id: string;
      next: string;
    }[];
    expect(task?.next).to.equal(`answer them, then: tasks -- done ${task?.id ?? ''}`);
    expect((await run('tasks', 'show', task?.id ?? '', '--as', 'lou')).stdout)
      .to.contain('human, asked')
      .and.to.contain('next: answer them');
    expect((await run('tasks', 'done', task?.id ?? '', '--as', 'noa', '--note', 'Called.')).stdout).to.equal('Done.\n');
    expect((await run('tasks', '--as', 'noa')).stdout).to.equal('Nothing to do.\n');
  });
});
