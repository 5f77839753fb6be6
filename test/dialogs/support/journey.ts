import { createHash } from 'node:crypto';

import { expect } from 'chai';

import { dialogs } from '../../../dialogs/dialogs.ts';
import { type Dialogs } from '../../../dialogs/make-dialogs.ts';
import { type Settled } from '../../../dialogs/settle.ts';
import { type Context } from '../../../dialogs/form.ts';
import { type Account } from '../../../domain/account.ts';
import { type Channel } from '../../../domain/channel.ts';
import { type Command } from '../../../domain/command.ts';
import { type Language } from '../../../domain/language.ts';
import { type Message } from '../../../domain/message.ts';
import { type Mask, nothing, type Outcome } from '../../../domain/outcome.ts';
import { type PlanPolicy } from '../../../domain/plan-policy.ts';
import { type Request } from '../../../domain/request.ts';
import { calendar, consumer, creditor, now } from './account.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const masks: readonly Mask[] = [
  { id: 'm1', channel: 'sms', hint: '••••01' },
  { id: 'm2', channel: 'email', hint: 'l•••' },
];

type Options = {
  readonly channel?: Channel;
  readonly language?: Language;
  readonly account?: Account; // who is identified when the rules say so
  readonly identified?: boolean;
  readonly policy?: PlanPolicy | null;
  readonly dialogs?: Dialogs;
  readonly rules?: (request: Request, context: Context) => Outcome;
  readonly contactId?: string; // by whom the account was proved
};

/** The rules as far as conversations need them: everything matches, every code is 123456, everything is done. */
function kindRules(request: Request, context: Context): Outcome {
  switch (request.kind) {
    case 'identify':
      return context.channel === 'web'
        ? { ...nothing, result: { kind: 'masks', masks } }
        : { ...nothing, result: { kind: 'identified', debtorId: 'debtor-1001' } };
    case 'send-code':
      return { ...nothing, result: { kind: 'code-sent', mask: null } };
    case 'check-code':
      return request.digits === '123456'
        ? { ...nothing, result: { kind: 'identified', debtorId: 'debtor-1001' } }
        : { ...nothing, refusal: 'code-wrong' };
    case 'stop':
      return { ...nothing, facts: [{ kind: 'opted-out', channel: 'sms', address: '+33639980001' }] };
    case 'resume':
      return { ...nothing, facts: [{ kind: 'opted-in', channel: 'sms', address: '+33639980001' }] };
    default:
      return { ...nothing, result: { kind: 'done', id: 'done-1', file: null } };
  }
}

/** A conversation with the pure engine; its state goes through JSON between turns, as it does in the database. */
export class Journey {
  #state: unknown = null;
  #account: Account | null;
  readonly #options: Options;
  readonly #dialogs: Dialogs;
  #at = now;
  messages: readonly Message[] = [];
  notices: NonNullable<Settled['notices']> = [];
  requests: Request[] = [];
  text = '';

  constructor(options: Options = {}) {
    this.#options = options;
    this.#dialogs = options.dialogs ?? dialogs;
    this.#account = options.identified === true ? (options.account ?? consumer()) : null;
  }

  get state(): unknown {
    return this.#state;
  }

  set state(state: unknown) {
    this.#state = state;
  }

  get context(): Context {
    return {
      creditor,
      account: this.#account,
      contactId: this.#options.contactId ?? null,
      policy: this.#options.policy ?? null,
      calendar,
      now: this.#at,
      channel: this.#options.channel ?? 'web',
      language: this.#options.language ?? 'fr',
      text: this.text,
      hash: sha256,
    };
  }

  /** Hears these commands as one message. */
  says(...commands: readonly Command[]): this {
    return this.saysIn(null, ...commands);
  }

  saysIn(detected: Language | null, ...commands: readonly Command[]): this {
    const heard = { state: this.#state, commands, detected, context: this.context };
    const draft = this.#dialogs.converse(heard);
    let outcome = nothing;
    if (draft.request !== null) {
      this.requests.push(draft.request);
      outcome = (this.#options.rules ?? kindRules)(draft.request, this.context);
      if (outcome.result.kind === 'identified') this.#account = this.#options.account ?? consumer();
      if (outcome.facts.some((fact) => fact.kind === 'session-ended')) this.#account = null;
    }
    const settled = this.#dialogs.settle(draft, outcome, this.context);
    expect(JSON.parse(JSON.stringify(settled.state)), 'the state is plain JSON').to.deep.equal(settled.state);
    this.#state = JSON.parse(JSON.stringify(settled.state));
    this.messages = settled.messages;
    this.notices = settled.notices ?? [];
    return this;
  }

  /** Chooses the option of the last prompt whose label or action fits. */
  picks(pattern: RegExp): this {
    const option = this.options.find(({ id, label }) => pattern.test(label) || pattern.test(id));
    if (option === undefined) expect.fail(`no option fits ${String(pattern)} among ${this.labels.join(' | ')}`);
    return this.says({ kind: 'choose', option: option.id });
  }

  /** Everything the last turn said, options included. */
  get heard(): string {
    return this.messages
      .map(({ text, rows, options, closing }) =>
        [
          text,
          ...(rows ?? []).map(({ label, value }) => `${label} : ${value}`),
          ...(closing === undefined ? [] : [closing]),
          ...(options ?? []).map(({ label }) => `[${label}]`),
        ].join('\n'),
      )
      .join('\n');
  }

  get options(): NonNullable<Message['options']> {
    return this.#dialogs.situate(this.#state, this.context).options;
  }

  /** What understanding is told of the situation. */
  get place(): ReturnType<Dialogs['situate']> {
    return this.#dialogs.situate(this.#state, this.context);
  }

  get labels(): readonly string[] {
    return this.options.map(({ label }) => label);
  }

  get keys(): readonly string[] {
    return this.messages.map(({ key }) => key);
  }

  hears(...patterns: readonly RegExp[]): this {
    for (const pattern of patterns) expect(this.heard.replaceAll('\u00a0', ' ')).to.match(pattern);
    return this;
  }

  doesNotHear(...patterns: readonly RegExp[]): this {
    for (const pattern of patterns) expect(this.heard).not.to.match(pattern);
    return this;
  }

  waits(milliseconds: number): this {
    this.#at += milliseconds;
    return this;
  }

  /** The session ran out: nobody is identified any more. */
  forgets(): this {
    this.#account = null;
    return this;
  }
}
