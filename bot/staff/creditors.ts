import { cardText } from '../../channels/text/card-text.ts';
import { say } from '../../dialogs/messages/wording.ts';
import { staffDeskTexts } from '../../dialogs/staff/desk-texts.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type Card } from '../../domain/card.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';
import { help } from './help.ts';
import { type Answer, inWords, type Visit } from './visit.ts';

export type CreditorDesk = {
  readonly creditorsOf: (caller: StaffCaller) => Promise<readonly string[]>;
  readonly choose: (creditorId: string, caller: StaffCaller, at: Instant) => Promise<boolean>;
  readonly nameOf: (creditorId: string) => Promise<string>;
};

/** From now on another creditor answers; null where the person does not work for it. */
export async function chooseCreditor(desk: CreditorDesk, visit: Visit, creditorId: string): Promise<Answer | null> {
  const theirs = await desk.creditorsOf(visit.caller);
  if (!theirs.includes(creditorId) || !(await desk.choose(creditorId, visit.caller, visit.at.now))) return null;
  const text = say(staffDeskTexts, 'chosen', visit.language, { creditor: await desk.nameOf(creditorId) });
  return inWords(visit, 'staff.chosen', text, { did: 'chose-creditor' });
}

/** Greets; who works for several creditors is told which one answers, and how to have another. */
export async function greet(desk: CreditorDesk, visit: Visit): Promise<Answer> {
  const hello = help(visit, true);
  const others = (await desk.creditorsOf(visit.caller)).filter((id) => id !== visit.scope.creditorId);
  if (others.length === 0) return hello;
  const { language, creditor } = visit;
  const names = await Promise.all(others.map((id) => desk.nameOf(id)));
  const press = visit.presses.of(null);
  const card: Card = {
    title: say(staffDeskTexts, 'choose', language, { creditor: creditor.name }),
    parts: [],
    actions: others.map((creditorId, index) => ({
      ...{ kind: 'press', id: press({ kind: 'choose-creditor', creditorId }) },
      label: say(staffDeskTexts, 'switchTo', language, { creditor: names[index] ?? '' }),
    })),
  };
  return { ...hello, said: [...hello.said, { key: 'staff.choose', text: cardText(card, language), card }] };
}
