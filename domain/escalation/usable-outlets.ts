import { type ContactPoint, type ContactRole } from '../account.ts';
import { isOfRecord } from '../address-of-record.ts';
import { type CivilDate } from '../civil-date.ts';
import { type CaseReading } from './case-reading.ts';
import { type EscalationPolicy, type Level, type Outlet } from './policy.ts';

export type UsableOutlet = { readonly outlet: Outlet; readonly pointId: string | null };

/** Who is asked, in this order. A buyer or a site never hears of a debt, nor do those who only speak for the debtor. */
const companyRoles: readonly ContactRole[] = ['payables', 'director', 'self'];
const personRoles: readonly ContactRole[] = ['self', 'director'];

/** A formal notice is proved by the post, and by nothing that a telephone shows. */
const formal: readonly Outlet[] = ['registered-letter', 'letter'];

const channelOf = { email: 'email', sms: 'sms', whatsapp: 'whatsapp', phone: 'sms' } as const;

function rolesOf(reading: CaseReading, policy: EscalationPolicy): readonly ContactRole[] {
  const { kind } = reading.account.debtor;
  if (kind === 'company' || kind === 'public-body') return companyRoles;
  return kind === 'sole-trader' && policy.pack !== 'fr-b2c' ? [...personRoles, 'payables'] : personRoles;
}

function startOfDay(day: CivilDate): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The point of the first role that may hear of it: of record since before today, neither stopped nor "not me"; proved ones first. */
function pointFor(
  reading: CaseReading,
  policy: EscalationPolicy,
  channel: ContactPoint['channel'],
): ContactPoint | null {
  const now = startOfDay(reading.calendar.today);
  const roles = rolesOf(reading, policy);
  const rank = ({ role, verifiedAt }: ContactPoint): number => roles.indexOf(role) * 2 + (verifiedAt === null ? 1 : 0);
  const usable = reading.account.points.filter(
    (point) =>
      point.channel === channel &&
      roles.includes(point.role) &&
      !point.optedOut &&
      !point.quarantined &&
      isOfRecord(point, now),
  );
  return usable.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))[0] ?? null;
}

/** Third parties do not collect by WhatsApp, and before their first letter (CPCE R124-4) they only write letters. */
function isAllowed({ account, file }: CaseReading, level: Level, outlet: Outlet): boolean {
  if (level.legal === 'formal-notice' && !formal.includes(outlet)) return false;
  if (account.creditor.role === 'first-party') return true;
  return outlet !== 'whatsapp' && (file.firstLetter !== null || formal.includes(outlet));
}

/** The ways a level can reach the debtor today, in the policy's order; none that failed for it before, none that is not set up. */
export function usableOutlets(
  reading: CaseReading,
  policy: EscalationPolicy,
  level: Level,
  { reachable, failed }: { readonly reachable: readonly Outlet[]; readonly failed: readonly Outlet[] },
): readonly UsableOutlet[] {
  return level.outlets.flatMap((outlet): UsableOutlet[] => {
    if (!reachable.includes(outlet) || failed.includes(outlet) || !isAllowed(reading, level, outlet)) return [];
    if (outlet === 'letter' || outlet === 'registered-letter')
      return reading.account.debtor.address === null ? [] : [{ outlet, pointId: null }];
    const point = pointFor(reading, policy, channelOf[outlet]);
    return point === null ? [] : [{ outlet, pointId: point.id }];
  });
}
