import { createHash } from 'node:crypto';

import { expect } from 'chai';

import { dialogs } from '../../../dialogs/dialogs.ts';
import { type Context } from '../../../dialogs/form.ts';
import { type Account } from '../../../domain/account.ts';
import { accountAfter } from '../../../domain/account-after.ts';
import { type Channel } from '../../../domain/channel.ts';
import { type AttachedFile, type Command } from '../../../domain/command.ts';
import { decide } from '../../../domain/decide.ts';
import { type Evidence, type StoredCode } from '../../../domain/evidence.ts';
import { type Fact } from '../../../domain/fact.ts';
import { type Message } from '../../../domain/message.ts';
import { nothing, type Outcome } from '../../../domain/outcome.ts';
import { type PlanPolicy } from '../../../domain/plan-policy.ts';
import { type Request } from '../../../domain/request.ts';
import { emptySession, type Subject } from '../../../domain/session.ts';
import { proofTimes } from '../../../domain/verification-limits.ts';
import { understandLocally } from '../../../understanding/understand-locally.ts';
import { calendar, now } from './account.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

type Options = {
  readonly account: Account;
  readonly policy: PlanPolicy | null;
  readonly channel?: Channel;
  readonly notices?: Evidence['notices'];
};

/**
 * A conversation of someone already identified, in their own words: the local understanding, the dialogs and the rules are the
 * real ones, and each turn sees the account as the facts of the turns before left it. Every code is 123456.
 */
export class Spoken {
  #state: unknown = null;
  #code: StoredCode | null = null;
  #ids = 0;
  readonly #options: Options;
  account: Account;
  facts: Fact[] = [];
  requests: Request[] = [];
  messages: readonly Message[] = [];

  constructor(options: Options) {
    this.#options = options;
    this.account = options.account;
  }

  #context(text: string): Context {
    const { debtor, creditor } = this.account;
    return {
      creditor,
      account: this.account,
      policy: this.#options.policy,
      calendar,
      now,
      channel: this.#options.channel ?? 'web',
      language: debtor.language,
      text,
      hash: sha256,
    };
  }

  #evidence(digits: string | null): Evidence {
    const stored = this.#code;
    return {
      named: null,
      point: null,
      subjectKey: 'subject',
      decoys: [],
      reachable: ['sms', 'whatsapp', 'email'],
      code: stored === null ? null : { stored, matches: digits === '123456' },
      attempts: { failuresLastDay: 0, codesLastHour: 0, codesLastDay: 0 },
      notices: this.#options.notices ?? [],
      fresh: { digits: '123456', hash: 'hash-of-123456' },
    };
  }

  #decide(request: Request, context: Context): Outcome {
    const [point] = this.account.points;
    const contactId = point?.contactId ?? null;
    const debtorId = this.account.debtor.id;
    const subject: Subject = { debtorId, contactId, level: 2, provedAt: now, ...proofTimes(now) };
    const digits = request.kind === 'act' ? request.confirmation.digits : null;
    return decide(request, {
      ...context,
      subject,
      session: { ...emptySession, subjects: [subject] },
      counterpart: point?.address ?? '',
      evidence: this.#evidence(digits),
      newId: () => `id-${String((this.#ids += 1))}`,
    });
  }

  #turn(text: string, commands: readonly Command[], detected: 'fr' | 'en' | null): this {
    const context = this.#context(text);
    const draft = dialogs.converse({ state: this.#state, commands, detected, context });
    const outcome = draft.request === null ? nothing : this.#decide(draft.request, context);
    if (draft.request !== null) this.requests.push(draft.request);
    const settled = dialogs.settle(draft, outcome, context);
    this.#state = JSON.parse(JSON.stringify(settled.state));
    this.messages = settled.messages;
    this.facts.push(...outcome.facts);
    this.account = accountAfter(this.account, outcome.facts);
    for (const fact of outcome.facts)
      if (fact.kind === 'code-issued') this.#code = { ...fact, tries: 0, accountFailures: 0 };
    return this;
  }

  /** Writes these words. */
  says(text: string): this {
    const context = this.#context(text);
    const { account } = this;
    const place = dialogs.situate(this.#state, context);
    const { commands, language } = understandLocally(text, {
      ...place,
      language: dialogs.language(this.#state) ?? context.language,
      today: calendar.today,
      currency: account.invoices.at(-1)?.total.currency ?? 'EUR',
      invoiceNumbers: account.invoices.map(({ number }) => number),
    });
    return this.#turn(text, commands, language);
  }

  sends(file: AttachedFile): this {
    return this.#turn('', [{ kind: 'attach', files: [file] }], null);
  }

  /** Presses the button whose label or action fits. */
  picks(pattern: RegExp): this {
    const { options } = dialogs.situate(this.#state, this.#context(''));
    const found = options.find(({ id, label }) => pattern.test(label) || pattern.test(id));
    if (found === undefined)
      expect.fail(`no option fits ${String(pattern)} among ${options.map(({ label }) => label).join(' | ')}`);
    return this.#turn('', [{ kind: 'choose', option: found.id }], null);
  }

  /** Confirms the recap as this channel asks for it. */
  confirms(): this {
    const [, words] = /((?:JE CONFIRME|I CONFIRM) \d{4})/.exec(this.heard) ?? [];
    if (words !== undefined) return this.says(words);
    this.picks(/^\d+\.confirm:/);
    return this.heard.includes('code') ? this.says('123456') : this;
  }

  /** All of the last turn, spaces made plain. */
  get heard(): string {
    return this.messages
      .map(({ title, text, rows, options, closing }) =>
        [
          ...(title === undefined ? [] : [title]),
          text,
          ...(rows ?? []).map(({ label, value }) => `${label}: ${value}`),
          ...(closing === undefined ? [] : [closing]),
          ...(options ?? []).map(({ label }) => `[${label}]`),
        ].join('\n'),
      )
      .join('\n')
      .replaceAll('\u00a0', ' ');
  }

  hears(...patterns: readonly (RegExp | string)[]): this {
    for (const pattern of patterns) {
      if (typeof pattern === 'string') expect(this.heard).to.include(pattern);
      else expect(this.heard).to.match(pattern);
    }
    return this;
  }

  doesNotHear(...patterns: readonly RegExp[]): this {
    for (const pattern of patterns) expect(this.heard).not.to.match(pattern);
    return this;
  }

  factOf<Kind extends Fact['kind']>(kind: Kind): Extract<Fact, { kind: Kind }> {
    const found = this.facts.findLast((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind);
    if (found === undefined) expect.fail(`no ${kind} among ${this.facts.map((fact) => fact.kind).join(', ')}`);
    return found;
  }
}
