import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type NoticeInput } from '../../domain/escalation/notice.ts';
import { type Outlet } from '../../domain/escalation/policy.ts';
import { printedDeadline } from '../../domain/escalation/printed-deadline.ts';
import { type ClaimedLine } from '../../domain/escalation/step.ts';
import { type Case } from './read-cases.ts';
import { type NoticeStep } from './step-facts.ts';
import { type DrawnNotice, type Rules, type Wording } from './sweep-order.ts';

export type Way = { readonly outlet: Outlet; readonly pointId: string | null };

/** The first way by which a notice can be written and brought, with what it says; or why none can. */
export type ChosenWay =
  | {
      readonly kind: 'way';
      readonly way: Way;
      readonly templateId: string;
      readonly drawn: Exclude<DrawnNotice, { kind: 'refused' }>;
    }
  | { readonly kind: 'unwritten'; readonly problems: readonly string[] };

type Asked = Pick<NoticeStep, 'policy' | 'level'> & {
  readonly lines: readonly ClaimedLine[];
  readonly charges: NoticeInput['charges'];
  readonly outlets: readonly Way[];
};

type Drawing = Wording & Pick<Rules, 'policies'> & { readonly at: Instant };

/** The days on which something written about these lines reached them. */
function earlierOf({ file }: Case, lines: readonly ClaimedLine[]): readonly CivilDate[] {
  const ids = new Set(lines.map(({ lineId }) => lineId));
  const days = file.levels
    .filter(({ lineId, outlet }) => ids.has(lineId) && outlet !== 'desk' && outlet !== 'phone')
    .flatMap(({ countedOn }) => countedOn ?? []);
  return [...new Set(days)].toSorted();
}

/** WhatsApp takes a text of ours for a day after they last wrote, and an approved template at any time. */
function isWhatsappOpen({ file }: Pick<Case, 'file'>, isApproved: boolean, at: Instant): boolean {
  return isApproved || (file.windowUntil !== null && at < file.windowUntil);
}

/** Writes what a notice would say by one outlet, in the debtor's language. */
export async function drawWay(
  order: Drawing,
  of: Case,
  asked: Asked,
  { outlet, pointId }: Way,
): Promise<{ readonly templateId: string; readonly drawn: DrawnNotice } | null> {
  const { account, file, calendar } = of;
  const { language } = account.debtor;
  const { policy, level, lines, charges } = asked;
  const found = order.texts(`${policy.id}/${level.id}`, outlet, language);
  const full = order.policies.find(({ id, version }) => id === policy.id && version === policy.version);
  if (found === null || full === undefined) return null;
  const { templateId, contentSid } = found;
  if (outlet === 'whatsapp' && !isWhatsappOpen(of, contentSid !== null, order.at))
    return { templateId, drawn: { kind: 'refused', problems: ['no-session-no-template'] } };
  const input: NoticeInput = {
    ...{ lines, level, policy: full, account, outlet, language, text: found, charges },
    ...{ today: calendar.today, knownTo: account.creditor.knownTo ?? null, firstLetter: file.firstLetter },
    ...{ links: { chat: order.chatUrl(account.creditor.slug) }, signatory: order.signatory },
    ...{ deadline: printedDeadline(level, calendar), earlier: earlierOf(of, lines) },
  };
  return { templateId, drawn: await order.draw(input, file, pointId) };
}

/** Tries the ways in the policy's order. */
export async function chooseWay(order: Drawing, of: Case, asked: Asked): Promise<ChosenWay> {
  const problems: string[] = [];
  for (const way of asked.outlets) {
    const found = await drawWay(order, of, asked, way);
    if (found === null) problems.push(`${way.outlet}: no-approved-text`);
    else if (found.drawn.kind === 'refused')
      problems.push(...found.drawn.problems.map((one) => `${way.outlet}: ${one}`));
    else return { kind: 'way', way, templateId: found.templateId, drawn: found.drawn };
  }
  return { kind: 'unwritten', problems };
}
