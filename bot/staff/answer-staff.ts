import { say } from '../../dialogs/messages/wording.ts';
import { filterInput } from '../../dialogs/staff/cards/staff-press.ts';
import { staffDeskTexts } from '../../dialogs/staff/desk-texts.ts';
import { AppError } from '../../domain/errors.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { type Filter, type StaffQuery } from '../../domain/staff/query.ts';
import { refine } from '../../domain/staff/refine.ts';
import { type StaffCommand } from '../../domain/staff/staff-command.ts';
import { type Loaded } from '../../domain/turn.ts';
import { type TurnStore } from '../ports.ts';
import { accountPdf, findAccount, openAccount } from './account.ts';
import { confirm, fill, forget, prepare, showOffers, undo } from './act.ts';
import { actInWords } from './act-in-words.ts';
import { ask, dashboard, notAnswerable, nothingBefore, privateOnly, turnPage } from './ask.ts';
import { type AttachDesk, attachFiles } from './attach.ts';
import { chooseCreditor, type CreditorDesk, greet } from './creditors.ts';
import { type AccountFiles, type ReadStaff, type StaffActs, type StaffQueries } from './desk.ts';
import { exportAnswer, type ExportDesk } from './export.ts';
import {
  declineHandoff,
  handBack,
  type HandoffDesk,
  listHandoffs,
  sayToDebtor,
  seeHandoff,
  sendPayment,
  takeHandoff,
} from './handoff.ts';
import { help } from './help.ts';
import { type DeskPress, type FindCard, type KeptPress, readPress } from './presses.ts';
import { changeTopic, saveSettings, type SettingsDesk } from './settings.ts';
import { type Answer, inWords, type Visit } from './visit.ts';
import { explainWhy } from './why.ts';

export type AnswerDeps = ExportDesk &
  AttachDesk & {
    readonly creditors: CreditorDesk;
    readonly files: AccountFiles;
    readonly acts: StaffActs;
    readonly handoffs: HandoffDesk;
    readonly settings: SettingsDesk;
    /** By a model too, where one is set up and the words are not known here. */
    readonly read: ReadStaff;
    /** By our own engine alone: words that are for somebody else, or for a small part of a question. */
    readonly readHere: ReadStaff;
    /** Keeps what a model said before anything follows from it; false when the turn is somebody else's now. */
    readonly keepUnderstood: TurnStore['keepUnderstood'];
    readonly queries: StaffQueries;
    readonly findCard: FindCard;
    /** What an earlier message of that conversation was answered; null while its turn has not ended. */
    readonly earlier: (
      creditorId: string,
      conversationId: string,
      inboxId: string,
    ) => Promise<readonly Message[] | null>;
  };

type Answered = Answer & { readonly understood: unknown };

/** Makes what answers a message of staff: a button by what its card kept, words by what they mean. */
export function makeAnswerStaff(deps: AnswerDeps): (visit: Visit, loaded: Loaded) => Promise<Answered> {
  return async (visit, loaded) => {
    const { inbound } = loaded;
    if (inbound.event === 'opened')
      return { ...(await greet(deps.creditors, visit)), understood: { commands: ['opened'] } };
    if (inbound.option !== null) return await pressed(deps, visit, inbound.option);
    const { attached = [] } = inbound;
    if (attached.length === 0) return await written(deps, visit, loaded);
    const words = visit.text === '' ? null : await written(deps, visit, loaded);
    const files = await attachFiles(deps, words === null ? visit : { ...visit, state: words.state }, attached);
    return {
      ...{ ...words, ...files, understood: words?.understood ?? { commands: ['attach'] } },
      ...{ said: [...(words?.said ?? []), ...files.said], facts: { ...words?.facts, ...files.facts } },
    };
  };
}

async function written(deps: AnswerDeps, visit: Visit, loaded: Loaded): Promise<Answered> {
  const understood = await understand(deps, visit, loaded);
  const answer = await obey(deps, visit, understood.commands[0]);
  return { ...answer, facts: { ...answer.facts, source: understood.source }, understood };
}

type Understood = { readonly commands: readonly [StaffCommand]; readonly source: 'local' | 'model' };

/** What an earlier run of the turn read is used as it is: a model might read it otherwise the next time. */
async function understand(deps: AnswerDeps, visit: Visit, loaded: Loaded): Promise<Understood> {
  const known = loaded.understood as Understood | null;
  if (known !== null) return known;
  const { command, source } = await commandOf(deps, visit);
  const understood: Understood = { commands: [command], source };
  if (source === 'model' && !(await deps.keepUnderstood(loaded.lease, loaded.inboxId, understood)))
    throw new AppError('LEASE_LOST', { conversation: loaded.lease.conversationId });
  return understood;
}

/**
 * While somebody holds a conversation their words are for the debtor, but for a few about the conversation itself; no model reads what is
 * for a debtor.
 */
async function commandOf(deps: AnswerDeps, visit: Visit): ReturnType<ReadStaff> {
  const { state, text } = visit;
  const vocabulary = await deps.queries.vocabulary(visit.scope);
  const of = { visit, previous: state.query, vocabulary };
  if (state.handoffId === null) return await deps.read(text, of);
  const read = await deps.readHere(text, of);
  return read.command.kind === 'handoff' ? read : { command: { kind: 'say', text }, source: 'local' };
}

async function obey(deps: AnswerDeps, visit: Visit, command: StaffCommand): Promise<Answer> {
  const { state } = visit;
  switch (command.kind) {
    case 'query':
      return await ask(deps.queries, visit, command.query);
    case 'refine':
      return state.query === null
        ? nothingBefore(visit)
        : await ask(deps.queries, visit, refine(state.query, command.by));
    case 'page':
      return await turnPage(deps.queries, visit, state.query, command.to);
    case 'dashboard':
      return await dashboard(deps.queries, visit);
    case 'account':
      return await findAccount(deps, visit, command.text);
    case 'export':
      return await exportAnswer(deps, visit, state.query, command.format);
    case 'act':
      return await actInWords(deps, visit, command);
    case 'why':
      return await explainWhy(deps, visit, command.text);
    case 'press':
      return await pressed(deps, visit, command.id);
    default:
      return await aboutUs(deps, visit, command);
  }
}

type AboutUs = Extract<
  StaffCommand,
  { kind: 'handoff' | 'say' | 'preferences' | 'help' | 'language' | 'not-answerable' | 'unclear' }
>;

/** Words about the conversation itself, and those that were not understood. */
async function aboutUs(deps: AnswerDeps, visit: Visit, command: AboutUs): Promise<Answer> {
  switch (command.kind) {
    case 'handoff':
      return await handoff(deps.handoffs, visit, command.what);
    case 'say':
      return await speak(deps.handoffs, visit, command.text);
    case 'preferences':
      return await changeTopic(deps.settings, visit, command.topic, command.on);
    case 'language':
      return speakIn(visit, command.to);
    case 'help':
      return help(visit, false);
    case 'not-answerable':
      return notAnswerable(visit, command.why);
    case 'unclear':
      return notAnswerable(visit, { missing: 'unclear', about: null, nearest: command.nearest });
  }
}

async function speak(desk: HandoffDesk, visit: Visit, text: string): Promise<Answer> {
  const { handoffId } = visit.state;
  if (handoffId === null || visit.caller.place === 'shared') return privateOnly(visit);
  return await sayToDebtor(desk, visit, { id: handoffId, text });
}

async function handoff(
  desk: HandoffDesk,
  visit: Visit,
  what: Extract<StaffCommand, { kind: 'handoff' }>['what'],
): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  if (what === 'back') return await handBack(desk, visit, visit.state.handoffId, '');
  if (what === 'list') return await listHandoffs(desk, visit);
  const waiting = (await desk.list(visit.scope, visit.at)).filter(
    ({ holder, declined }) => holder === null && !declined,
  );
  const [only] = waiting;
  if (waiting.length !== 1 || only === undefined) return await listHandoffs(desk, visit);
  return what === 'accept' ? await takeHandoff(desk, visit, only.id) : await declineHandoff(desk, visit, only.id);
}

function speakIn(visit: Visit, to: Language): Answer {
  const state = { ...visit.state, language: to };
  return inWords({ ...visit, state, language: to }, 'staff.language', say(staffDeskTexts, 'languageSet', to));
}

async function pressed(deps: AnswerDeps, visit: Visit, option: string): Promise<Answered> {
  const again = /^answer:(\d{1,18})$/.exec(option)?.[1];
  if (again !== undefined) return { ...(await showAgain(deps, visit, again)), understood: { commands: ['again'] } };
  const { creditorId, conversation: conversationId, who } = visit.scope;
  const kept = await readPress(deps.findCard, { creditorId, conversationId, staffId: who.id }, option);
  const answer = kept === null ? gone(visit) : await doPress(deps, visit, kept);
  return { ...answer, understood: { commands: [{ kind: 'press', press: kept?.press.kind ?? null }] } };
}

function gone(visit: Visit): Answer {
  const text = say(staffDeskTexts, 'gone', visit.language);
  return inWords(visit, 'staff.gone', text, { refused: 'unknown-button' });
}

const actKinds = ['offers', 'fill', 'prepare', 'confirm', 'undo', 'forget'] as const;
type ActPress = Extract<DeskPress, { kind: (typeof actKinds)[number] }>;
type HandoffPress = Extract<DeskPress, { readonly handoffId: string }>;

function isAct(press: DeskPress): press is ActPress {
  return actKinds.some((kind) => kind === press.kind);
}

/** What a button of a question asks is asked of that question, whatever was asked since. */
async function doPress(deps: AnswerDeps, visit: Visit, { press, query }: KeptPress): Promise<Answer> {
  const isShared = visit.caller.place === 'shared';
  if (isAct(press)) return isShared ? privateOnly(visit) : await pressAct(deps.acts, visit, press);
  if ('handoffId' in press) return isShared ? privateOnly(visit) : await pressHandoff(deps.handoffs, visit, press);
  const of = query === null ? visit : { ...visit, state: { ...visit.state, query } };
  switch (press.kind) {
    case 'choose-creditor':
      return (await chooseCreditor(deps.creditors, visit, press.creditorId)) ?? gone(visit);
    case 'change-filters':
      return await changeFilters(deps, of, press.fields);
    case 'open':
      return await openAccount(deps, visit, press.debtorId);
    case 'file-pdf':
      return await accountPdf(deps, visit, press.debtorId);
    case 'save-settings':
      return await saveSettings(deps.settings, visit);
    default:
      return await obey(deps, of, press);
  }
}

async function pressAct(acts: StaffActs, visit: Visit, press: ActPress): Promise<Answer> {
  switch (press.kind) {
    case 'offers':
      return await showOffers(acts, visit, press.target, press.title);
    case 'fill':
      return await fill(acts, visit, { ...press, inputs: {} });
    case 'prepare':
      return await prepare(acts, visit, { ...press, inputs: visit.inputs });
    case 'confirm':
      return await confirm(acts, visit, press.token);
    case 'undo':
      return await undo(acts, visit, press.token);
    case 'forget':
      return forget(visit);
  }
}

async function pressHandoff(desk: HandoffDesk, visit: Visit, { kind, handoffId }: HandoffPress): Promise<Answer> {
  switch (kind) {
    case 'see-handoff':
      return await seeHandoff(desk, visit, handoffId);
    case 'take':
      return await takeHandoff(desk, visit, handoffId);
    case 'decline':
      return await declineHandoff(desk, visit, handoffId);
    case 'hand-back':
      return await handBack(desk, visit, handoffId, visit.inputs['summary'] ?? '');
    case 'send-payment':
      return await sendPayment(desk, visit, handoffId);
  }
}

/** Filters that were worded anew: each is read as a follow-up would be; one that says nothing is dropped. */
async function changeFilters(deps: AnswerDeps, visit: Visit, fields: readonly Filter['field'][]): Promise<Answer> {
  const { query: before } = visit.state;
  if (before === null) return nothingBefore(visit);
  const vocabulary = await deps.queries.vocabulary(visit.scope);
  let query: StaffQuery = before;
  for (const field of fields) {
    const text = visit.inputs[filterInput(field)]?.trim();
    if (text === undefined) continue;
    if (text === '') query = refine(query, { add: [], drop: [field] });
    else {
      const { command } = await deps.readHere(text, { visit, previous: query, vocabulary });
      if (command.kind === 'not-answerable') return notAnswerable(visit, command.why);
      if (command.kind !== 'refine')
        return notAnswerable(visit, { missing: 'unknown-words', about: text, nearest: [before] });
      query = refine(query, command.by);
    }
  }
  return await ask(deps.queries, visit, query);
}

/** The answer that was not ready when its button was pressed. */
async function showAgain(deps: AnswerDeps, visit: Visit, inboxId: string): Promise<Answer> {
  const messages = await deps.earlier(visit.scope.creditorId, visit.scope.conversation, inboxId);
  const last = messages?.at(-1);
  const missing = messages === null ? 'working' : 'below';
  if (last === undefined) return inWords(visit, `staff.${missing}`, say(staffDeskTexts, missing, visit.language));
  const { key, text, card } = last;
  const said = [{ key, text, ...(card === undefined ? {} : { card }) }];
  return { state: visit.state, said, inPlace: true, facts: { did: 'shown-again' } };
}
