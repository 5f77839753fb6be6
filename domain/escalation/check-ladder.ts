import { type Condition } from './condition.ts';
import { isWritten } from './is-written.ts';
import { levelName } from './level-name.ts';
import { type EscalationPolicy, type Level } from './policy.ts';
import { type PolicyProblem } from './policy-problem.ts';

/** Days from the due date: the month's end is 0 to 30 days later. */
type Span = { readonly earliest: number; readonly latest: number };

function spanOf({ days, from }: Level['offset'], before: Span): Span {
  if (from === 'due') return { earliest: days, latest: days };
  if (from === 'end-of-month') return { earliest: days, latest: days + 30 };
  return { earliest: before.earliest + days, latest: before.latest + days };
}

function orderProblems(levels: readonly Level[]): readonly PolicyProblem[] {
  let before: { readonly span: Span; readonly level: Level } | null = null;
  const said: PolicyProblem[] = [];
  for (const [index, level] of levels.entries()) {
    const span: Span = spanOf(level.offset, before?.span ?? { earliest: 0, latest: 0 });
    const path = ['levels', index, 'offset'];
    if (before !== null && span.earliest === before.span.latest)
      said.push({
        path,
        problem: `${levelName(level)} overlaps ${levelName(before.level)}: both fall on day ${span.earliest}`,
        mend: `days: ${level.offset.days + 1} or more`,
      });
    else if (before !== null && span.earliest < before.span.latest)
      said.push({
        path,
        problem: `${levelName(level)} can come before ${levelName(before.level)}: day ${span.earliest} is before day ${before.span.latest}`,
        mend: 'write the levels in the order in which they are climbed, each later than the one before',
      });
    before = { span, level };
  }
  return said;
}

/** What must hold at the same time; an `any` or a `not` leaves it open. */
function required(condition: Condition): readonly Exclude<Condition, { all: unknown }>[] {
  return 'all' in condition ? condition.all.flatMap(required) : [condition];
}

/** A loop: a level that waits for what only it, or a later one, can bring about. */
function waitsForItself(condition: Condition, contactsBefore: number): string | null {
  const tests = required(condition);
  for (const test of tests) {
    if (!('fact' in test) || test.is === 'one-of' || test.fact === 'open') continue;
    if (test.fact === 'contacts-without-reply' && test.is === 'at-least' && test.value > contactsBefore)
      return `waits for ${test.value} contacts without reply, and the levels before bring ${contactsBefore}`;
    const highest = tests
      .flatMap((other) => ('fact' in other && other.fact === test.fact && other.is === 'at-most' ? [other.value] : []))
      .at(0);
    if (test.is === 'at-least' && highest !== undefined && highest < test.value)
      return `waits for ${test.fact} to be at least ${test.value} and at most ${highest}`;
  }
  return null;
}

function loopProblems(levels: readonly Level[]): readonly PolicyProblem[] {
  const said: PolicyProblem[] = [];
  let contacts = 0;
  for (const [index, level] of levels.entries()) {
    if (index === 0 && level.offset.from === 'previous')
      said.push({
        path: ['levels', 0, 'offset', 'from'],
        problem: `${levelName(level)} is the first and is counted from a level before it: it waits for itself`,
        mend: 'from: due',
      });
    const loop = level.when === null ? null : waitsForItself(level.when, contacts);
    if (loop !== null)
      said.push({
        path: ['levels', index, 'when'],
        problem: `${levelName(level)} ${loop}: the ladder would stand still`,
        mend: 'change the condition, or put the level later',
      });
    if (level.kind === 'demand') contacts += 1;
  }
  return said;
}

function noticeProblems(levels: readonly Level[]): readonly PolicyProblem[] {
  return levels.flatMap((level, index): PolicyProblem[] => {
    if (level.legal === 'none') return [];
    const before = levels.slice(0, index).filter(({ kind, legal }) => kind === 'demand' && legal === 'none');
    if (before.length === 0)
      return [
        {
          path: ['levels', index],
          problem: `${levelName(level)} comes without an earlier level: nobody asked before`,
          mend: 'put a courteous demand before it',
        },
      ];
    const letters = before.filter(isWritten).length;
    if (level.legal !== 'formal-notice' || letters <= 2) return [];
    return [
      {
        path: ['levels', index],
        problem: `${levelName(level)} comes after ${letters} letters; at most two come before a formal notice`,
        mend: 'take a written level out, or make it a call',
      },
    ];
  });
}

function idProblems(levels: readonly Level[]): readonly PolicyProblem[] {
  return levels.flatMap(({ id }, index) =>
    levels.findIndex((other) => other.id === id) < index
      ? [
          {
            path: ['levels', index, 'id'],
            problem: `"${id}" names two levels`,
            mend: 'give each level an id of its own',
          },
        ]
      : [],
  );
}

function claimProblems(levels: readonly Level[]): readonly PolicyProblem[] {
  return levels.flatMap((level, index) =>
    level.charges === 'claim' && !levels.slice(0, index).some(({ charges }) => charges === 'announce')
      ? [
          {
            path: ['levels', index, 'charges'],
            problem: `${levelName(level)} claims charges that no earlier level announced`,
            mend: 'charges: announce, here or on a level before',
          },
        ]
      : [],
  );
}

/** What is wrong with the levels together: their order, what waits for itself, and what a formal notice must come after. */
export function checkLadder({ levels }: Pick<EscalationPolicy, 'levels'>): readonly PolicyProblem[] {
  return [idProblems, orderProblems, loopProblems, noticeProblems, claimProblems].flatMap((check) => check(levels));
}
