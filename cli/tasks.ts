import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { nextStep } from '../dialogs/staff/next-step.ts';
import { formatMoney } from '../domain/format.ts';
import { presentations } from '../domain/staff/presentation.ts';
import { askPlan } from '../prisma/staff/ask-plan.ts';
import { type SweepOrder } from '../prisma/escalation/sweep-order.ts';
import { completeTask } from '../prisma/staff/complete-task.ts';
import { listTasks, type OpenTask, showTask, type TaskShown } from '../prisma/staff/list-tasks.ts';
import { takeFile } from '../prisma/staff/take-file.ts';
import { openRunOrder } from './escalation/run-order.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { doNotPost } from './staff/refusals.ts';
import { type Desk, refused, runStaff, type Said, told } from './staff/run-staff.ts';
import { day } from './tool/day.ts';
import { noWords, type Options, readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run tasks -- --as HANDLE [--kind KIND] [--mine HANDLE] [--json]
       npm run tasks -- show ID --as HANDLE [--out FILE]
       npm run tasks -- done ID --as HANDLE [--note "..."] [--on DAY] [--tracking NUMBER [--electronic]] [--presented ${presentations.join('|')}]
       npm run tasks -- ask ID --as HANDLE     has a manager decide on the terms of a plan-review
${commonUsage}`;

const id = z.uuid('is an id of npm run tasks');
const schema = z.union([
  z.object({ ...acting, words: noWords, kind: z.string().optional(), mine: z.string().optional() }),
  z.object({ ...acting, words: z.tuple([z.literal('show'), id]), out: z.string().optional() }),
  z.object({ ...acting, words: z.tuple([z.literal('ask'), id]) }),
  z.object({
    ...{ ...acting, words: z.tuple([z.literal('done'), id]), note: z.string().max(1000).optional() },
    ...{
      electronic: z.boolean(),
      on: day.optional(),
      tracking: z.string().max(40).optional(),
      presented: z.enum(presentations).optional(),
    },
  }),
]);
type Given = z.output<typeof schema>;

function head(task: OpenTask): string {
  const amounts = task.amounts.map((amount) => formatMoney(amount, 'en')).join(' + ');
  const about = [task.kind, task.reason, task.debtor ?? '', task.name ?? '', amounts].filter((part) => part !== '');
  return `${task.id}  ${about.join(', ')}${task.dueOn === null ? '' : `, by ${task.dueOn}`}`;
}

function electronic(to: string | null): readonly string[] {
  return to === null
    ? []
    : [
        `  may be sent by your provider of electronic registered letters to ${to}, who agreed: then done with --electronic`,
      ];
}

function shown(task: TaskShown): string {
  const { notice, facts } = task;
  const lines = notice?.lines.map(({ number, due, claim }) => `  ${number}, due ${due}: ${formatMoney(claim, 'en')}`);
  const letter = z.object({ subject: z.string(), body: z.string() }).safeParse(facts['letter']);
  const rest = Object.entries(facts).filter(
    ([name, value]) => value !== null && name !== 'letter' && name !== 'noticeId' && name !== 'blobId',
  );
  return [
    head(task),
    ...(notice === null
      ? []
      : [
          `  ${notice.outlet}, ${notice.status}: ${notice.reason}`,
          ...electronic(notice.electronicTo),
          ...(lines ?? []),
        ]),
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
  const who = { creditorId, at, by: given.as };
  if (given.out !== undefined) {
    const taken = await takeFile(pool, who, taskId);
    if (taken.kind === 'not-done') return refused(taken);
    await writeFile(given.out, taken.content);
    return { value: { kind: 'file', file: given.out }, words: `Written: ${given.out} (${taken.name})`, done: true };
  }
  const seen = await showTask(pool, who, taskId);
  if (seen.kind === 'not-done') return refused(seen);
  const { task } = seen;
  return { value: { ...task, next: nextStep(task.kind, task.id) }, words: shown(task), done: true };
}

async function done(
  { database, creditorId, at, production }: Desk,
  given: Extract<Given, { words: ['done', string] }>,
): Promise<Said> {
  const order = {
    ...{ creditorId, at, by: given.as, taskId: given.words[1], note: given.note ?? null },
    ...{ on: given.on ?? null, tracking: given.tracking ?? null, electronic: given.electronic },
    presentation: given.presented ?? null,
  };
  const rules = (): Promise<SweepOrder> => openRunOrder(database, { creditorId, at, asOf: !production });
  const ended = await completeTask(database.pool, order, rules);
  if (ended.kind === 'not-done') return refused(ended);
  if (ended.kind === 'do-not') return { value: ended, words: doNotPost(ended.why), done: false };
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
  const found = await listTasks(database.pool, { creditorId, at, by: given.as }, { kind, mine });
  if (found.kind === 'not-done') return refused(found);
  const rows = found.rows.map((task) => ({ ...task, next: nextStep(task.kind, task.id) }));
  return told({ ...found, rows }, (task) => `${head(task)}\n  next: ${task.next}`, 'Nothing to do.');
}

const options: Options = {
  ...{ ...commonOptions, kind: 'text', mine: 'text', out: 'text', note: 'text' },
  ...{ on: 'text', tracking: 'text', presented: 'text', electronic: 'flag' },
};
await runStaff(readArguments(usage, schema, options), run);
