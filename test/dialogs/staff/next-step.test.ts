import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { nextStep } from '../../../dialogs/staff/next-step.ts';

/** The kinds of tasks that code and database write down in so many words. */
function kindsOpened(): ReadonlySet<string> {
  const files = ['domain', 'prisma', 'bot', 'cli'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|sql)$/.test(name) && !name.startsWith('generated'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  );
  const patterns = [
    /kind: 'task-opened',[^}]*?what: '([a-z-]+)'/g,
    /INSERT INTO tasks[^;`]*?(?:SELECT|VALUES \()\s*gen_random_uuid\(\), (?:\$1|\$\{sql\.creditor\}|p_creditor|[a-z]\.creditor_id), '([a-z-]+)'/g,
    /solde_open_task\([^,]+, [^,]+, '([a-z-]+)'/g,
    /openTask\(\s*client,\s*\{\s*kind: '([a-z-]+)'/g,
    /"(?:insolvency|over-indebtedness|closure|change-of-address|change-of-manager)": "([a-z-]+)"/g,
  ];
  return new Set(
    files.flatMap((text) => patterns.flatMap((one) => [...text.matchAll(one)].map(([, kind = '']) => kind))),
  );
}

describe('what somebody does about a task', () => {
  it('is said for every kind of task that is opened', () => {
    const kinds = kindsOpened();
    expect(kinds).to.include.members(['declare-claim', 'accounts-differ', 'plan-notice', 'dispute', 'sales-owner']);
    const untold = [...kinds].filter((kind) => nextStep(kind, 'x') === nextStep('nobody-knows', 'x'));
    expect(untold).to.deep.equal([]);
  });

  it('names the task in the command', () => {
    expect(nextStep('call', '4711')).to.include('tasks -- show 4711').and.not.include('{id}');
  });
});
