import { isProfessional } from '../charges.ts';
import { daysBetween } from '../civil-date.ts';
import { type NoticeClaim } from './notice-claim.ts';
import { type NoticeInput } from './notice.ts';
import { isPrivate } from './reader.ts';

type Claim = NoticeClaim | { readonly problems: readonly string[] };

/** A consumer is asked for no indemnity, and in a formal notice for no charge at all (C. com. L441-10, CPCE L111-8). */
function chargeProblems({ charges, lines, account, level }: NoticeInput): readonly string[] {
  const { debtor, invoices } = account;
  const consumer = lines.filter((line) => {
    const invoice = invoices.find(({ id }) => id === line.invoiceId);
    return invoice === undefined || !isProfessional(debtor.kind, invoice);
  });
  const ids = new Set(consumer.map(({ lineId }) => lineId));
  return charges
    .filter(({ lineId, kind }) => ids.has(lineId) && (kind === 'indemnity' || level.legal === 'formal-notice'))
    .map(({ id }) => `charge-to-consumer:${id}`);
}

/** The Pre-Action Protocol for Debt Claims gives individuals 30 days; a US validation period ends 30 days after receipt. */
function shortestDeadline({ policy, account, level, firstLetter }: NoticeInput): number | null {
  if (policy.pack === 'us-reg-f') return firstLetter === null ? 37 : null; // receipt is presumed five working days after sending
  if (level.legal !== 'formal-notice') return null;
  return policy.pack === 'uk' && isPrivate(account.debtor.kind) ? 30 : 8;
}

function deadlineProblems(input: NoticeInput): readonly string[] {
  const least = shortestDeadline(input);
  if (least === null) return [];
  if (input.deadline === null) return ['deadline-missing'];
  return daysBetween(input.today, input.deadline) < least ? [`deadline-too-short:${least}`] : [];
}

/** Who writes for a third party says who they are, and begins with a letter (CPCE R124-4, 12 CFR 1006.34). */
function thirdPartyProblems({ policy, collector, firstLetter, outlet }: NoticeInput): readonly string[] {
  if (policy.pack !== 'fr-third-party' && policy.pack !== 'us-reg-f') return [];
  const isLetter = outlet === 'letter' || outlet === 'registered-letter';
  return [
    ...(collector == null ? ['collector-missing'] : []),
    ...(firstLetter === null && !isLetter ? ['first-letter-missing'] : []),
  ];
}

function formalProblems({ level, signatory }: NoticeInput): readonly string[] {
  return level.legal === 'formal-notice' && (signatory === null || signatory.trim() === '')
    ? ['signatory-missing']
    : [];
}

/** What forbids the message whatever its text says. */
export function noticeProblems(input: NoticeInput, claim: Claim): readonly string[] {
  const isDemand = input.level.kind === 'demand';
  const nothing = 'groups' in claim && isDemand && claim.groups.every(({ total }) => total.minor === 0);
  return [
    ...('problems' in claim ? claim.problems : []),
    ...(input.lines.length === 0 ? ['no-lines'] : []),
    ...(input.level.kind === 'decision' ? ['decision-is-for-a-person'] : []),
    ...(isDemand && input.knownTo === null ? ['accounts-unknown'] : []),
    ...(nothing ? ['nothing-to-ask'] : []),
    ...chargeProblems(input),
    ...deadlineProblems(input),
    ...thirdPartyProblems(input),
    ...formalProblems(input),
  ];
}
