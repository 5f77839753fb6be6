import { say } from '../../dialogs/messages/wording.ts';
import { staffDeskTexts } from '../../dialogs/staff/desk-texts.ts';
import { type Message } from '../../domain/message.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type Loaded } from '../../domain/turn.ts';
import { help } from './help.ts';
import { type FindCard, type Pressed, readPress } from './press.ts';
import { type Answer, inWords, type Visit } from './visit.ts';

export type AnswerDeps = {
  readonly findCard: FindCard;
  /** What an earlier message of that conversation was answered; null while its turn has not ended. */
  readonly earlier: (creditorId: string, conversationId: string, inboxId: string) => Promise<readonly Message[] | null>;
  readonly creditorsOf: (caller: StaffCaller) => Promise<readonly string[]>;
  readonly choose: (creditorId: string, caller: StaffCaller, at: Instant) => Promise<boolean>;
  readonly nameOf: (creditorId: string) => Promise<string>;
};

type Answered = Answer & { readonly understood: unknown };

/** Makes what answers a message of staff: a button by what its card kept, words by what they mean. */
export function makeAnswerStaff(deps: AnswerDeps): (visit: Visit, loaded: Loaded) => Promise<Answered> {
  return async (visit, { inbound }) => {
    if (inbound.event === 'opened') return { ...(await greet(deps, visit)), understood: { commands: ['opened'] } };
    if (inbound.option !== null) return await pressed(deps, visit, inbound.option);
    return { ...help(visit, false), understood: { commands: ['help'] } };
  };
}

async function pressed(deps: AnswerDeps, visit: Visit, option: string): Promise<Answered> {
  const again = /^answer:(\d{1,18})$/.exec(option)?.[1];
  if (again !== undefined) return { ...(await showAgain(deps, visit, again)), understood: { commands: ['again'] } };
  const press = await readPress(deps.findCard, visit, option);
  const answer = press === null ? gone(visit) : await doPress(deps, visit, press);
  return { ...answer, understood: { commands: [{ kind: 'press', id: press?.id ?? null }] } };
}

function gone(visit: Visit): Answer {
  const text = say(staffDeskTexts, 'gone', visit.language);
  return { ...inWords(visit, 'staff.gone', text), facts: { refused: 'unknown-button' } };
}

async function doPress(deps: AnswerDeps, visit: Visit, press: Pressed): Promise<Answer> {
  const creditorId = /^creditor:(.+)$/.exec(press.id)?.[1];
  if (creditorId !== undefined) return await choose(deps, visit, creditorId);
  return gone(visit);
}

/** The answer that was not ready when its button was pressed. */
async function showAgain(deps: AnswerDeps, visit: Visit, inboxId: string): Promise<Answer> {
  const messages = await deps.earlier(visit.scope.creditorId, visit.conversationId, inboxId);
  const last = messages?.at(-1);
  const missing = messages === null ? 'working' : 'below';
  if (last === undefined) return inWords(visit, `staff.${missing}`, say(staffDeskTexts, missing, visit.language));
  const { key, text, card } = last;
  const said = [{ key, text, ...(card === undefined ? {} : { card, kept: true }) }];
  return { state: visit.state, said, inPlace: true, facts: { did: 'shown-again' } };
}

async function choose(deps: AnswerDeps, visit: Visit, creditorId: string): Promise<Answer> {
  const theirs = await deps.creditorsOf(visit.caller);
  if (!theirs.includes(creditorId) || !(await deps.choose(creditorId, visit.caller, visit.now))) return gone(visit);
  const creditor = await deps.nameOf(creditorId);
  const text = say(staffDeskTexts, 'chosen', visit.language, { creditor });
  return { ...inWords(visit, 'staff.chosen', text), facts: { did: 'chose-creditor' } };
}

/** Who works for several creditors is told which one answers, and how to have another. */
async function greet(deps: AnswerDeps, visit: Visit): Promise<Answer> {
  const hello = help(visit, true);
  const others = (await deps.creditorsOf(visit.caller)).filter((id) => id !== visit.scope.creditorId);
  if (others.length === 0) return hello;
  const { language, creditor } = visit;
  const names = await Promise.all(others.map((id) => deps.nameOf(id)));
  const text = say(staffDeskTexts, 'choose', language, { creditor: creditor.name });
  const actions = others.map((id, index) => {
    const label = say(staffDeskTexts, 'switchTo', language, { creditor: names[index] ?? '' });
    return { kind: 'press', id: `creditor:${id}`, label } as const;
  });
  return { ...hello, said: [...hello.said, { key: 'staff.choose', text, card: { title: text, parts: [], actions } }] };
}
