import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { nextStep } from '../dialogs/staff/next-step.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { formatMoney } from '../domain/format.ts';
import { presentations } from '../domain/staff/presentation.ts';
import { askPlan } from '../prisma/staff/ask-plan.ts';
import { completeTask } from '../prisma/staff/complete-task.ts';
import { listTasks, type OpenTask, showTask, type TaskShown } from '../prisma/staff/list-tasks.ts';
import { takeFile } from '../prisma/staff/take-file.ts';
import { acting, common, commonUsage, day, readArguments } from './staff/read-arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';

const usage = `Usage: npm run tasks -- [--kind KIND] [--mine HANDLE] [--json]
       npm run tasks -- show ID [--out FILE --as HANDLE]
       npm run tasks -- done ID --as HANDLE [--note "..."] [--on DAY] [--tracking NUMBER] [--presented ${presentations.join('|')}]
       npm run tasks -- ask ID --as HANDLE     has a manager decide on the terms of a plan-review
${commonUsage}`;

const id = z.uuid('is an id of npm run tasks');
const schema = z.union([
  z.object({ ...common, words: z.tuple([]), kind: z.string().optional(), mine: z.string().optional() }),
  z
    .object({
      ...common,
      words: z.tuple([z.literal('show'), id]),
      out: z.string().optional(),
      as: z.string().optional(),
    })
    .refine((given) => given.out === undefined || given.as !== undefined, 'who takes the letter: --as HANDLE'),
  z.object({ ...acting, words: z.tuple([z.literal('ask'), id]) }),
  z.object({
    ...{ ...acting, words: z.tuple([z.literal('done'), id]), note: z.string().max(1000).optional() },
    ...{ on: day.optional(), tracking: z.string().max(40).optional(), presented: z.enum(presentations).optional() },
  }),
]);
type Given = z.output<typeof schema>;

function head(task: OpenTask): string {
  const amounts = task.amounts.map((amount) => formatMoney(amount, 'en')).join(' + ');
  const about = [task.kind, task.reason, task.debtor ?? '', task.name ?? '', amounts].filter((part) => part !== '');
  return `${task.id}  ${about.join(', ')}${task.dueOn === null ? '' : `, by ${task.dueOn}`}`;
}

function shown(task: TaskShown): string {
  const { notice, facts } = task;
  const lines = notice?.lines.map(({ number, due, claim }) => `  ${number}, due ${due}: ${formatMoney(claim, 'en')}`);
  const letter = z.object({ subject: z.string(), body: z.string() }).safeParse(facts['letter']);
  const rest = Object.entries(facts).filter(
    ([name, value]) => value !== null && name !== 'letter' && name !== 'noticeId',
  );
  return [
    head(task),
    ...(notice === null ? [] : [`  ${notice.outlet}, ${notice.status}: ${notice.reason}`, ...(lines ?? [])]),
    ...rest.map(([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
    ...(letter.success ? ['', letter.data.subject, '', letter.data.body, ''] : []),
    task.done ? '  done' : `  next: ${nextStep(task.kind, task.id)}`,
  ].join('\n');
}

async function show(
  { database: { pool }, creditorId, at }: Desk,
  given: Extract<Given, { words: ['show', string] }>,
): Promise<Said> {
  const [, taskId] = given.words;
  if (given.out !== undefined) {
    const taken = await takeFile(pool, { creditorId, at, by: given.as ?? '' }, taskId);
    if (taken.kind === 'not-done') return refused(taken);
    await writeFile(given.out, taken.content);
    return { value: { kind: 'file', file: given.out }, words: `Written: ${given.out} (${taken.name})`, done: true };
  }
  const task = await showTask(pool, creditorId, taskId);
  if (task === null) return refused({ why: 'unknown' });
  return { value: { ...task, next: nextStep(task.kind, task.id) }, words: shown(task), done: true };
}

async function done(
  { database: { pool }, creditorId, at }: Desk,
  given: Extract<Given, { words: ['done', string] }>,
): Promise<Said> {
  const ended = await completeTask(pool, {
    ...{ creditorId, at, by: given.as, taskId: given.words[1], note: given.note ?? null },
    ...{ on: (given.on ?? null) as CivilDate | null, tracking: given.tracking ?? null },
    presentation: given.presented ?? null,
  });
  if (ended.kind === 'not-done') return refused(ended);
  const counted = ended.counted === null ? '' : ` It counts from ${ended.counted}.`;
  const next = ended.next === null ? '' : ` Next: npm run tasks -- show ${ended.next}`;
  return { value: ended, words: `Done.${counted}${next}`, done: true };
}

function isOf<Word extends Given['words'][0]>(
  given: Given,
  word: Word,
): given is Extract<Given, { words: [Word, string] }> {
  return given.words[0] === word;
}

async function run(desk: Desk, given: Given): Promise<Said> {
  const { database, creditorId, at } = desk;
  if (isOf(given, 'show')) return await show(desk, given);
  if (isOf(given, 'done')) return await done(desk, given);
  if (isOf(given, 'ask')) {
    const asked = await askPlan(database.pool, { creditorId, at, by: given.as, taskId: given.words[1] });
    if (asked.kind === 'not-done') return refused(asked);
    return { value: asked, words: `Asked: npm run approve -- ${asked.approvalId} --as HANDLE`, done: true };
  }
  const { kind = null, mine = null } = 'kind' in given ? given : {};
  const open = await listTasks(database.pool, { creditorId, kind, mine });
  const told = open.map((task) => ({ ...task, next: nextStep(task.kind, task.id) }));
  const words = open.map((task) => `${head(task)}\n  next: ${nextStep(task.kind, task.id)}`).join('\n');
  return { value: told, words: words === '' ? 'Nothing to do.' : words, done: true };
}

const named = {
  kind: 'text',
  mine: 'text',
  out: 'text',
  note: 'text',
  on: 'text',
  tracking: 'text',
  presented: 'text',
} as const;
await runStaff(readArguments(usage, schema, named), run);
