import { type ActId, actRules } from '../../domain/staff/acts/act-rules.ts';
import { type StaffCommand } from '../../domain/staff/staff-command.ts';
import { type AccountDesk, findAccount, openAccount } from './account.ts';
import { fill, prepare } from './act.ts';
import { privateOnly } from './ask.ts';
import { type Answer, type Visit } from './visit.ts';

type InWords = Extract<StaffCommand, { kind: 'act' }>;

/** What people call an act, where it is called otherwise here. */
const names: Readonly<Record<string, ActId>> = { 'record-call': 'log-call', assign: 'assign-owner' };

function actOf(said: string): ActId | null {
  const id = names[said] ?? said;
  const isKnown = (text: string): text is ActId => Object.hasOwn(actRules, text);
  return isKnown(id) ? id : null;
}

type Field = (typeof actRules)[ActId]['fields'][number];

/** What the words say for one field: a note where words or a name are asked for, an amount where one is. */
function wordsFor({ kind, of }: Field, { note, money }: InWords): string | null {
  if (kind === 'long-text') return note;
  if (of === 'staff') return note?.toLowerCase() ?? null;
  return kind === 'money' && money !== undefined ? (money.minor / 100).toFixed(2) : null;
}

const dayFields = ['until', 'promiseOn', 'on'];

/** What the words say, in the fields that ask for it. */
function inputsOf(act: ActId, command: InWords): Readonly<Record<string, string>> {
  const { fields } = actRules[act];
  const given = fields.flatMap((field) => {
    const words = wordsFor(field, command);
    return words === null ? [] : [[field.name, words] as const];
  });
  const day = dayFields.find((name) => fields.some((field) => field.name === name));
  const dated = command.day === undefined || day === undefined ? [] : [[day, command.day] as const];
  const currency = command.money === undefined ? [] : [['currency', command.money.currency] as const];
  return Object.fromEntries([...given, ...dated, ...currency]);
}

/** An act that was written: shown before it is done where everything was said, else asked for what is missing, else the file is opened. */
export async function actInWords(desk: AccountDesk, visit: Visit, command: InWords): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  const found = command.on === null ? [] : await desk.files.find(visit.scope, command.on);
  const debtorId =
    command.on === null ? visit.state.debtorId : found.length === 1 ? (found[0]?.debtorId ?? null) : null;
  if (debtorId === null) return await findAccount(desk, visit, command.on ?? '');
  const act = actOf(command.act);
  if (act === null || actRules[act].on !== 'account') return await openAccount(desk, visit, debtorId);
  const target = { kind: 'account', id: debtorId } as const;
  const about = { ...visit, state: { ...visit.state, debtorId } };
  const inputs = inputsOf(act, command);
  const whole = actRules[act].fields.every(({ required, name }) => !required || inputs[name] !== undefined);
  return whole
    ? await prepare(desk.acts, about, { act, target, inputs })
    : await fill(desk.acts, about, { act, target, inputs });
}
