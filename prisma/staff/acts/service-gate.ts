import { isWorkingDay } from '../../../domain/calendar.ts';
import { type ContactContext, type Gate, maySend } from '../../../domain/contact-gate.ts';
import { type ContactPoint } from '../../../domain/account.ts';
import { isOfRecord } from '../../../domain/address-of-record.ts';
import { calendarOf, type OnAccount } from './doing.ts';

// A person writes about service and asks for nothing: what only demands are judged on is closed.
const noDemand: Omit<ContactContext, 'killSwitch' | 'state' | 'localMinute' | 'workingDay' | 'address'> = {
  ...{ creditorActive: true, humanSpeaking: false, parked: false, policy: null, debtorKnown: true, insolvency: false },
  ...{ ceased: false, held: false, requestWaiting: false, accountsStale: false, mentionsPresent: true },
  ...{ mandate: 'first-party', contacts: { today: 0, week: 0, month: 0 }, alreadySent: false },
  claim: {
    ...{ open: true, timeBarred: false, disputed: false, promised: false, planOnTime: false, inTransit: false },
    ...{ held: false, unmatchedCash: false, amountCurrent: true },
  },
};

/** The gate that stops what a person of the creditor wants to write unasked to that address now; null when none does. */
export async function serviceGate(doing: OnAccount, point: ContactPoint): Promise<Gate | null> {
  const { place, order, locked, at } = doing;
  const { rows } = await place.client.query<{ minute: number; stopped: boolean; window: boolean }>(
    `SELECT (extract(hour FROM local) * 60 + extract(minute FROM local))::int AS minute, c.stopped_at IS NOT NULL AS stopped,
       EXISTS (SELECT FROM conversations v WHERE v.channel = 'whatsapp' AND v.key = $3 AND v.last_inbound_at > solde_instant($1) - interval '24 h') AS window
     FROM creditors c, LATERAL (SELECT solde_instant($1) AT TIME ZONE $2 AS local) x WHERE c.id = $4`,
    [at, locked.account.debtor.zone, point.address, order.creditorId],
  );
  const now = rows[0] ?? { minute: 0, stopped: true, window: false };
  const calendar = calendarOf(doing);
  const protection = locked.protection === 'minor' || locked.protection === 'guardianship' ? 'protected' : 'ordinary';
  const verdict = maySend('service', {
    ...{ ...noDemand, killSwitch: now.stopped, state: locked.protection === 'deceased' ? 'deceased' : protection },
    ...{ localMinute: now.minute, workingDay: isWorkingDay(calendar, calendar.today) },
    address: {
      ...{ channel: point.channel, optedOut: point.optedOut, quarantined: point.quarantined },
      ...{ verified: isOfRecord(point, at), windowOpen: now.window },
    },
  });
  return verdict.allowed ? null : verdict.code;
}
