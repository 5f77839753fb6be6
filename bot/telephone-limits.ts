import { type Instant } from '../domain/calendar.ts';

type Said = { readonly from: string; readonly externalId: string; readonly text: string; readonly at: Instant };

/** What becomes of a message by who writes how often. */
export type TelephoneLimits = (said: Said) => 'take' | 'too-many' | 'echo';

const perMinute = 30;
const minuteMs = 60_000;
/** The same sentence again and again is a machine that answers our answers; short words ("2", "oui") are people. */
const repeats = { most: 5, withinMs: 600_000, longerThan: 5 } as const;
const mostKept = 20_000;
/** Who asks to be left alone is heard beyond the limit. */
const stopping = /^.{0,20}(?:stop|arr[eê]t|d[eé]s(?:abonn|inscri)|unsubscri|cancel|quit|end\b)/i;
const stopsPerMinute = 10;

type Seen = {
  readonly minute: number;
  readonly ids: ReadonlySet<string>; // of that minute
  readonly text: string;
  readonly since: Instant;
  readonly times: number;
};

/**
 * Makes the limits of one process: 30 messages a minute from one address, and five times the same sentence in ten minutes. The
 * same message sent again by the carrier counts once.
 */
export function makeTelephoneLimits(): TelephoneLimits {
  const seen = new Map<string, Seen>();
  return ({ from, externalId, text, at }) => {
    const minute = Math.floor(at / minuteMs);
    const known = seen.get(from) ?? { minute, ids: new Set<string>(), text: '', since: at, times: 0 };
    if (known.ids.has(externalId)) return 'take';
    const ids = new Set(known.minute === minute ? known.ids : []).add(externalId);
    if (ids.size > (stopping.test(text) ? perMinute + stopsPerMinute : perMinute)) return 'too-many';
    const same = isAgain(known, text, at);
    const times = same ? known.times + 1 : 1;
    seen.delete(from);
    seen.set(from, { minute, ids, text, since: same ? known.since : at, times });
    if (seen.size > mostKept) seen.delete(seen.keys().next().value ?? '');
    return times > repeats.most ? 'echo' : 'take';
  };
}

function isAgain({ text: before, since }: Seen, text: string, at: Instant): boolean {
  return text === before && text.length > repeats.longerThan && at - since < repeats.withinMs;
}
