import { gsmText } from '../gsm-text.ts';
import { gsmLength, segmentsOf } from '../segments.ts';
import { missingMentions, requiredMentions } from './mentions.ts';
import { neutralText } from './neutral-text.ts';
import { blockParts, type Part } from './notice-blocks.ts';
import { type NoticeClaim, noticeClaim } from './notice-claim.ts';
import { noticeProblems } from './notice-problems.ts';
import { inlineValues, type Value } from './notice-values.ts';
import { type NoticeInput, type RenderedNotice } from './notice.ts';
import { isBlock, isPlaceholder, namesIn } from './placeholders.ts';
import { isPrivate, readerOf } from './reader.ts';
import { templateVariables } from './template-variables.ts';
import { textProblems, unreadable } from './text-problems.ts';

type Problems = { readonly problems: readonly string[] };

const mostSegments = 2;
const longestWhatsapp = 1_024; // characters of a template's body

/** The parts of the text that this debtor may be shown, or the neutral ones where a policy also speaks to companies. */
function fitted(input: NoticeInput): NoticeInput['text'] | Problems {
  const { text, outlet, language, policy, account } = input;
  const { kind } = account.debtor;
  const subject = text.subject === null ? [] : unreadable(text.subject, readerOf(outlet, 'subject', kind), language);
  const body = unreadable(text.body, readerOf(outlet, 'body', kind), language);
  const mixed = outlet !== 'phone' && isPrivate(kind) && policy.debtorKinds.some((one) => !isPrivate(one));
  if (!mixed && subject.length + body.length > 0) return { problems: [...subject, ...body] };
  const neutral = neutralText[language];
  return {
    subject: subject.length > 0 ? neutral.subject : text.subject,
    body: body.length > 0 ? neutral.body : text.body,
  };
}

type Filled = { readonly parts: readonly Part[]; readonly problems: readonly string[] };

function fillLine(line: string, values: Readonly<Record<string, Value>>): Filled & { readonly text: string } {
  const missing = namesIn(line).filter((name) => (values[name] ?? null) === null);
  const text = line.replace(/\{([^{}]*)\}/gu, (_, name: string) => values[name]?.text ?? '');
  const amounts = namesIn(line).flatMap((name) => values[name]?.amounts ?? []);
  const problems = missing.map((name) => `value-missing:${name}`);
  return { text, parts: [{ block: { kind: 'text', text }, text, amounts }], problems };
}

function fillParagraph(
  paragraph: string,
  values: Readonly<Record<string, Value>>,
  input: NoticeInput,
  claim: NoticeClaim,
): Filled {
  const [name = ''] = namesIn(paragraph);
  if (paragraph === `{${name}}` && isBlock(name) && isPlaceholder(name))
    return { parts: blockParts(name, input, claim), problems: [] };
  const isHeading = paragraph.startsWith('# ');
  const filled = fillLine(isHeading ? paragraph.slice(2) : paragraph, values);
  if (!isHeading) return filled;
  return { ...filled, parts: filled.parts.map((part) => ({ ...part, block: { kind: 'heading', text: part.text } })) };
}

/** A heading under which nothing stands any more goes with it. */
function withoutEmptyHeadings(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ block }, index) => {
    const next = parts[index + 1]?.block.kind;
    return block.kind !== 'heading' || (next !== undefined && next !== 'heading');
  });
}

type Draft = {
  readonly subject: string | null;
  readonly body: Filled;
  readonly problems: readonly string[];
  readonly values: Readonly<Record<string, Value>>;
};

function fill(text: NoticeInput['text'], input: NoticeInput, claim: NoticeClaim, named: number): Draft {
  const values = inlineValues(input, claim, named);
  const subject = text.subject === null ? null : fillLine(text.subject, values);
  const paragraphs = text.body
    .trim()
    .split(/\n\s*\n/u)
    .map((paragraph) => fillParagraph(paragraph.trim(), values, input, claim));
  const body = {
    parts: withoutEmptyHeadings(paragraphs.flatMap(({ parts }) => parts)),
    problems: paragraphs.flatMap(({ problems }) => problems),
  };
  const problems = [...(subject?.problems ?? []), ...body.problems];
  return { subject: subject?.text ?? null, body, problems, values };
}

function textOf({ body }: Draft): string {
  return body.parts.map(({ text }) => text).join('\n\n');
}

/** Whether the carrier takes it as we want it: two segments of GSM-7, or the length of a WhatsApp template. */
function fits(text: string, { outlet }: NoticeInput): boolean {
  if (outlet === 'whatsapp') return text.length <= longestWhatsapp;
  if (outlet !== 'sms') return true;
  const sms = gsmText(text);
  return gsmLength(sms) !== null && segmentsOf(sms) <= mostSegments;
}

/** Names as many invoices as fit, then none, then says only that a message waits. */
function shortened(text: NoticeInput['text'], input: NoticeInput, claim: NoticeClaim): Draft {
  const all = input.outlet === 'sms' || input.outlet === 'whatsapp' ? [3, 2, 1, 0] : [3];
  const drafts = all.map((named) => fill(text, input, claim, named));
  const best = drafts.find((draft) => fits(textOf(draft), input));
  const neutral = best ?? fill({ subject: null, body: neutralText[input.language].body }, input, claim, 0);
  return fits(textOf(neutral), input) ? neutral : { ...neutral, problems: [...neutral.problems, 'too-long'] };
}

/** The approved template that says the same; a problem where other words than those approved took their place. */
function approvedOf(
  { text: { body, contentSid = null } }: NoticeInput,
  said: NoticeInput['text'],
  draft: Draft,
): Pick<RenderedNotice, 'approvedAs'> | Problems {
  if (contentSid === null) return { approvedAs: null };
  const isSame = said.body === body && textOf(draft) === fillLine(body.trim(), draft.values).text;
  if (!isSame) return { problems: ['template-differs'] };
  return { approvedAs: { id: contentSid, variables: templateVariables(body, draft.values) } };
}

function isNeutral(text: string, input: NoticeInput, claim: NoticeClaim): boolean {
  return text === textOf(fill({ subject: null, body: neutralText[input.language].body }, input, claim, 0));
}

/**
 * The message as it would leave, written from the ledger of `today` alone; or everything that keeps it from leaving, as codes
 * such as `mention-missing:crossed` or `amount-changed:FA-2026-0088`. Nothing is in it that whoever can read it may not know.
 */
export function renderNotice(input: NoticeInput): RenderedNotice | Problems {
  const { policy, level, outlet, language } = input;
  const claim = noticeClaim(input);
  const text = fitted(input);
  const problems = [
    ...noticeProblems(input, claim),
    ...textProblems(input.text, { pack: policy.pack, level, outlet, language }),
    ...('problems' in text ? text.problems : []),
  ];
  if (problems.length > 0 || 'problems' in claim || 'problems' in text) return { problems: [...new Set(problems)] };
  const draft = shortened(text, input, claim);
  const said = textOf(draft);
  const reader = isNeutral(said, input, claim) ? 'anyone' : readerOf(outlet, 'body', input.account.debtor.kind);
  const required = requiredMentions(input, claim, reader);
  const whole = `${draft.subject ?? ''}\n${said}`; // first words and subjects are part of what is said
  const missing = missingMentions(required, whole).map((id) => `mention-missing:${id}`);
  const approved = approvedOf(input, text, draft);
  const left = [...draft.problems, ...missing, ...('problems' in approved ? approved.problems : [])];
  if (left.length > 0 || 'problems' in approved) return { problems: [...new Set(left)] };
  return {
    ...approved,
    subject: draft.subject,
    text: said,
    blocks: draft.body.parts.map(({ block }) => block),
    mentions: [...new Set(required.map(({ id }) => id))],
    amounts: draft.body.parts.flatMap(({ amounts }) => amounts),
    totals: claim.groups.map(({ total }) => total),
  };
}
