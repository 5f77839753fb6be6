import { type z } from 'zod';
import { type ActRefusal } from '../../../domain/staff/acts/act-outcome.ts';
import { type ActCommand } from '../../../domain/staff/acts/act-command.ts';
import { type ActId } from '../../../domain/staff/acts/act-rules.ts';
import { type Currency } from '../../../domain/money.ts';
import { type Doing, type OnAccount, type Performed, refused } from './doing.ts';
import { filledIn, type Inputs } from './inputs.ts';

/** An act that was read from what was filled in. */
export type ReadAct = {
  readonly command: ActCommand;
  readonly perform: (doing: Doing) => Promise<Performed>;
};

/** Reads what was filled in for an act; amounts are in that currency. */
export type Act = (inputs: Inputs, currency: Currency | null) => ReadAct | ActRefusal;

/** The command of an act. */
export type CommandOf<Id extends ActId> = ActCommand extends infer C
  ? C extends { readonly act: ActId }
    ? Id extends C['act']
      ? Omit<C, 'act'> & { readonly act: Id }
      : never
    : never
  : never;

type Schema<Id extends ActId> = (currency: Currency | null) => z.ZodType<Omit<CommandOf<Id>, 'act'>>;

/** An act of anything: how it is read, and how it is done. */
export function act<const Id extends ActId>(
  id: Id,
  schema: Schema<Id>,
  perform: (command: CommandOf<Id>, doing: Doing) => Promise<Performed>,
): Act {
  return (inputs, currency) => {
    const read = schema(currency).safeParse(filledIn(inputs));
    if (!read.success) {
      const field = read.error.issues[0]?.path[0];
      return { ...refused('input'), ...(field === undefined ? {} : { field: String(field) }) };
    }
    const command = { ...read.data, act: id } as CommandOf<Id>;
    return { command, perform: (doing) => perform(command, doing) };
  };
}

/** An act of an account. */
export function onAccount<const Id extends ActId>(
  id: Id,
  schema: Schema<Id>,
  perform: (command: CommandOf<Id>, doing: OnAccount) => Promise<Performed>,
): Act {
  return act(id, schema, async (command, doing) =>
    doing.locked === null ? refused('unknown') : await perform(command, { ...doing, locked: doing.locked }),
  );
}
