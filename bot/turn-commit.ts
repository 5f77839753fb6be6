import { type Context } from '../dialogs/form.ts';
import { oneMessage } from '../channels/text/one-message.ts';
import { type Account } from '../domain/account.ts';
import { type Fact } from '../domain/fact.ts';
import { limitationPeriod, timeBarredFrom } from '../domain/limitation.ts';
import { type Message } from '../domain/message.ts';
import { type Session } from '../domain/session.ts';
import { type AuditEntry, type Loaded, type NewBlob, type Outgoing, type TurnCommit } from '../domain/turn.ts';
import { heardOf } from './heard.ts';
import { type Settled, type TurnDeps, type Whole } from './ports.ts';
import { sessionAfter } from './session-after.ts';
import { refusalOf } from './outgoing-gate.ts';
import { auditOf, type Told } from './turn-audit.ts';
import { type Speaking } from './turn-context.ts';

/** What a run of the turn ended with, before it is written. */
export type Ended = {
  readonly end: 'done' | 'dead';
  readonly told: Omit<Told, 'keys'>;
  readonly settled: Settled;
  readonly messages: readonly Message[]; // drawn
  readonly blobs: readonly NewBlob[];
  readonly session: Session;
  readonly speaking: Speaking; // at the start of the turn
  readonly accounts: readonly Account[]; // all that were looked at
  readonly context: Context;
  readonly whole?: Whole; // a turn of its own
};

/** Everything the turn leaves, as one value for one transaction. */
export function commitOf(deps: Pick<TurnDeps, 'newId' | 'seal' | 'dialogs'>, loaded: Loaded, ended: Ended): TurnCommit {
  const { told, settled, context, accounts, whole } = ended;
  const { facts } = told.outcome;
  const codes = facts.flatMap((fact) => codeText(deps, fact, context));
  const replies = carried(loaded, ended).map((message) => toCounterpart(deps.newId(), message, loaded));
  const notices = (settled.notices ?? []).map((notice) => toAddress(deps.newId(), notice, context));
  const outgoing = [...replies, ...codes, ...notices].map((one) => ({
    ...one,
    refused: refusalOf(loaded, one, accounts),
  }));
  const keys = outgoing.flatMap(({ message, refused }) => (refused === null ? keysOf(message) : []));
  return {
    lease: loaded.lease,
    inboxId: loaded.inboxId,
    controller: loaded.controller,
    end: ended.end,
    understood: whole?.understood ?? told.understood,
    heard: heardOf(loaded.inbound.text, told.understood, told.request),
    response: loaded.channel === 'teams' ? { messages: whole?.response ?? ended.messages } : null,
    state: settled.state,
    session: sessionAfter(ended.session, facts),
    language: settled.language,
    versions: accounts.map(({ debtor }) => ({ debtorId: debtor.id, version: debtor.version })),
    facts: facts.map(withoutCode),
    outgoing,
    limitation: facts.flatMap((fact) => restarted(fact, accounts)),
    blobs: ended.blobs,
    audit: [
      ...(whole === undefined ? auditOf({ ...told, keys }, ended.speaking, context) : [whole.audit]),
      ...outgoing.flatMap(refusedEntry),
    ],
    at: context.now,
  };
}

/** A text message costs its sender and rings its reader: what a turn says there is one. What is answered in a response is not sent too. */
function carried({ channel, inbound }: Loaded, { messages, whole }: Ended): readonly Message[] {
  if (inbound.inResponse === true && whole === undefined) return [];
  return channel === 'sms' || channel === 'whatsapp' ? oneMessage(messages) : messages;
}

function keysOf({ before = [], key }: Message): readonly string[] {
  return [...before.map((message) => message.key), key];
}

type Unjudged = Omit<Outgoing, 'refused'>;
type Notice = NonNullable<Settled['notices']>[number];

function toAddress(id: string, { point, message }: Notice, { account }: Context): Unjudged {
  const { id: pointId, channel, address: to } = point;
  const debtorId = account?.debtor.id ?? null;
  return { id, channel, to, pointId, debtorId, message, secret: null, secretUntil: null };
}

function toCounterpart(id: string, message: Message, { channel }: Loaded): Unjudged {
  return { id, channel, to: null, pointId: null, debtorId: null, message, secret: null, secretUntil: null };
}

function refusedEntry({ id, channel, debtorId, message, refused }: Outgoing): AuditEntry[] {
  if (refused === null) return [];
  const detail = { outboxId: id, reason: refused, class: message.class, channel };
  return [{ kind: 'message.refused', actor: 'system', debtorId, policyVersion: null, detail, payload: null }];
}

/** The code goes to an address of record; what is kept shows dots, its text is encrypted until it is sent or expires. */
function codeText(
  { newId, seal, dialogs }: Pick<TurnDeps, 'newId' | 'seal' | 'dialogs'>,
  fact: Fact,
  context: Context,
): Unjudged[] {
  if (fact.kind !== 'code-issued' || fact.send === null) return [];
  const { channel, address, code } = fact.send;
  const message = dialogs.codeMessage(code, context);
  return [
    {
      id: newId(),
      channel,
      to: address,
      pointId: fact.purpose === 'contact-change' ? null : fact.pointId, // one that is made in this commit has no id for sure
      debtorId: fact.debtorId,
      message: { ...message, text: message.text.replaceAll(code, '•'.repeat(code.length)), secret: true },
      secret: seal(message.text),
      secretUntil: fact.expires,
    },
  ];
}

/** The digits of a code leave only with the message that carries them. */
function withoutCode(fact: Fact): Fact {
  return fact.kind === 'code-issued' ? { ...fact, send: null } : fact;
}

/** C. civ. 2240: an acknowledgement made before the claim is barred starts its period anew; a later one revives nothing. */
function restarted(fact: Fact, accounts: readonly Account[]): TurnCommit['limitation'][number][] {
  if (fact.kind !== 'acknowledged') return [];
  const account = accounts.find(({ debtor }) => debtor.id === fact.debtorId);
  return fact.lines.flatMap(({ lineId }) => {
    const line = account?.lines.find(({ id }) => id === lineId);
    const invoice = account?.invoices.find(({ id }) => id === line?.invoiceId);
    if (account === undefined || line === undefined || invoice === undefined) return [];
    const barred = line.timeBarredFrom;
    if (barred === null || fact.on >= barred || fact.on < line.due) return [];
    const { country, kind: debtor } = account.debtor;
    const from = timeBarredFrom(line.due, limitationPeriod({ country, debtor, capacity: invoice.capacity }), [fact.on]);
    return from !== null && from > barred ? [{ lineId, from }] : [];
  });
}
