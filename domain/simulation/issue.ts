import { type Account } from '../account.ts';
import { addDays, type CivilDate, daysBetween } from '../civil-date.ts';
import { type Actor, type Intention } from './actor.ts';
import { type Chance } from './chance.ts';

/** How often this account was invoiced, in days; null where one invoice tells nothing. */
export function rhythmOf({ invoices }: Account): number | null {
  const days = invoices.map(({ issued }) => issued).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || days.length < 2) return null;
  return Math.max(7, Math.round(daysBetween(first, last) / (days.length - 1)));
}

/** When the new invoice will be paid without a word, if it will be. */
function intended(actor: Actor, lineId: string, due: CivilDate, draw: Chance): readonly Intention[] {
  const { habit, account } = actor;
  const amount = account.lines.find(({ id }) => id === lineId)?.amount;
  if (amount === undefined || !draw.chance(habit.unasked)) return [];
  return [{ on: addDays(due, draw.int(habit.daysLate[0], habit.daysLate[1])), parts: [{ lineId, amount }] }];
}

/** The actor with one invoice more, like one they had before, and what they mean to do about it. */
export function issue(actor: Actor, today: CivilDate, number: string, draw: Chance): Actor {
  const { account } = actor;
  const model = account.invoices[draw.int(0, account.invoices.length - 1)];
  const models = account.lines.filter(({ invoiceId }) => invoiceId === model?.id);
  if (model === undefined || models.length === 0) return actor;
  const invoiceId = draw.uuid();
  const lines = models.map((line) => ({
    ...line,
    ...{ id: draw.uuid(), invoiceId, due: addDays(today, Math.max(0, daysBetween(model.issued, line.due))) },
    ...{ timeBarredFrom: null, closed: null },
  }));
  const invoice = {
    ...{ ...model, id: invoiceId, number, issued: today },
    items: model.items.map((item) => ({ ...item, id: draw.uuid() })),
  };
  const grown = { ...account, invoices: [...account.invoices, invoice], lines: [...account.lines, ...lines] };
  const next = { ...actor, account: grown };
  const intentions = lines.flatMap(({ id, due }) => intended(next, id, due, draw));
  return { ...next, intentions: [...actor.intentions, ...intentions] };
}
