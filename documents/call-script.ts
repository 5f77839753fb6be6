import { invariant } from '../domain/errors.ts';
import { type CallFacts } from '../domain/escalation/call-facts.ts';
import { type CallOutcome, callOutcomes } from '../domain/staff/call.ts';
import { type RenderedNotice } from '../domain/escalation/notice.ts';
import { isPrivate } from '../domain/escalation/reader.ts';
import { formatDate, formatMoney } from '../domain/format.ts';
import { type PlanPolicy } from '../domain/plan-policy.ts';
import {
  bullets,
  finishLetter,
  heading,
  type Letter,
  type LetterHead,
  type LetterOptions,
  paragraph,
  startSheet,
} from './letter.ts';
import { noticePart } from './notice-part.ts';
import { type ScriptWording } from './script-wording.ts';
import { table } from './table.ts';
import { scriptWording } from './wording-script.ts';

export type CallScriptValues = LetterHead & {
  readonly notice: RenderedNotice; // its subject: the first words; the rest is said after identity
  readonly phone: string | null; // of record, and not stopped
  readonly facts: CallFacts;
  readonly offers: Pick<PlanPolicy, 'promiseDays' | 'instalments' | 'months'> | null; // null: a person with the right decides
  readonly outcomes?: readonly CallOutcome[];
};

function openQuestions({ facts, language }: CallScriptValues, texts: ScriptWording): readonly string[] {
  const disputes = facts.open.map(({ number, amount, reason, answerBy }) =>
    texts.open(number, formatMoney(amount, language), texts.reason[reason], formatDate(answerBy, language)),
  );
  const requests = facts.requests.map(({ kind, since }) => texts.request(kind, formatDate(since, language)));
  const all = [...disputes, ...requests];
  return [all.length === 0 ? texts.nothingOpen : texts.openQuestions(all.join(' ; '))];
}

function contactFact({ facts, language }: CallScriptValues, texts: ScriptWording): string {
  const { lastOn, lastReplyOn, withoutReply } = facts.contact;
  if (lastOn === null) return texts.noContact;
  const reply = lastReplyOn === null ? texts.never : formatDate(lastReplyOn, language);
  return texts.lastContact(formatDate(lastOn, language), reply, withoutReply);
}

function circumstances({ facts }: CallScriptValues, texts: ScriptWording): string {
  if (facts.causes.length === 0 && facts.payday === null) return texts.nothingKnown;
  const causes = facts.causes.length === 0 ? '' : texts.causes(facts.causes.join(', '));
  return texts.circumstances(causes, facts.payday === null ? '' : texts.payday(facts.payday));
}

/** Habits, last promise, open questions, last contact, circumstances: each has a line, also when nothing is known. */
function factsOf(values: CallScriptValues, texts: ScriptWording): readonly string[] {
  const { facts, language } = values;
  const { habit, lastPromise } = facts;
  const promise =
    lastPromise === null
      ? texts.noPromise
      : texts.promise(
          formatMoney(lastPromise.amount, language),
          formatDate(lastPromise.due, language),
          texts.promised[lastPromise.status],
        );
  return [
    habit === null ? texts.noHabit : texts.habit(habit.lines, habit.medianDays),
    promise,
    ...openQuestions(values, texts),
    contactFact(values, texts),
    circumstances(values, texts),
  ];
}

function offersOf({ offers }: CallScriptValues, texts: ScriptWording): readonly string[] {
  if (offers === null) return [texts.offerNone, texts.offerDispute];
  const plan = offers.instalments > 1 ? [texts.offerPlan(offers.instalments, offers.months)] : [];
  return [texts.offerDate(offers.promiseDays), ...plan, texts.offerDispute];
}

function drawStart(letter: Letter, values: CallScriptValues, opening: string): void {
  const texts = scriptWording[values.language];
  const { debtor, creditor, phone } = values;
  heading(letter, texts.goal);
  paragraph(letter, texts.goalText);
  heading(letter, texts.whom);
  const whom = isPrivate(debtor.kind) ? texts.privately(debtor.name) : texts.payables(debtor.name);
  paragraph(letter, `${whom}\n${phone === null ? texts.noNumber : texts.number(phone)}`);
  heading(letter, texts.facts);
  bullets(letter, factsOf(values, texts));
  heading(letter, texts.opening);
  paragraph(letter, texts.quoted(opening));
  paragraph(letter, texts.openingRule[isPrivate(debtor.kind) ? 'private' : 'company']);
  if (creditor.phone === null) return;
  heading(letter, texts.voicemail);
  const isThird = creditor.role === 'third-party';
  const message = isThird
    ? texts.messageFor(creditor.phone, debtor.name)
    : texts.message(creditor.phone, creditor.name);
  paragraph(letter, texts.quoted(message));
}

function drawEnd(letter: Letter, values: CallScriptValues): void {
  const texts = scriptWording[values.language];
  const kind = isPrivate(values.debtor.kind) ? 'private' : 'company';
  heading(letter, texts.questions);
  bullets(letter, texts.asked[kind]);
  heading(letter, texts.offers);
  bullets(letter, offersOf(values, texts));
  heading(letter, texts.closing);
  bullets(letter, texts.closingText);
  heading(letter, texts.outcomes);
  table(
    letter,
    [
      { title: texts.code, share: 25, align: 'left' },
      { title: texts.meaning, share: 75, align: 'left' },
    ],
    (values.outcomes ?? callOutcomes).map((code) => [code, texts.outcome[code]]),
  );
}

/**
 * The PDF of a call for whoever makes it: goal, whom to ask for, five facts, first words that say nothing to a stranger, what is said
 * once it is clear who listens, questions, offers allowed, closing, and the codes of its outcome. Never sent to anybody.
 */
export async function callScript(values: CallScriptValues, options: LetterOptions = {}): Promise<Uint8Array> {
  const { subject, blocks } = values.notice;
  invariant(subject !== null, 'a call has first words');
  const texts = scriptWording[values.language];
  const letter = startSheet(values, texts.titleOf(values.debtor.name), texts.note, options);
  drawStart(letter, values, subject);
  heading(letter, texts.afterwards);
  paragraph(letter, texts.identity[isPrivate(values.debtor.kind) ? 'private' : 'company']);
  await noticePart(letter, blocks);
  drawEnd(letter, values);
  return await finishLetter(letter);
}
