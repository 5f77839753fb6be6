import { type TwilioTrouble } from './twilio-trouble.ts';

/** How a send ended, as the outbox writes it down. */
export type SendEnd =
  | { readonly sent: string; readonly segments?: number }
  | { readonly refused: string }
  | { readonly unknown: string }
  | { readonly later: number; readonly why: string };

/** With pauses that double from two seconds to five minutes, about half an hour. */
const mostAttempts = 12;
const firstPauseMs = 2_000;
const longestPauseMs = 300_000;
/** A wrong token is the operator's to put right; what waits then leaves by itself. */
const deniedPauseMs = 60_000;

/** Refusals that are gates of ours: 21610 the person said STOP to the carrier, 63016 WhatsApp's 24 hours are over. */
const gates: Readonly<Record<number, string>> = { 21610: 'opted-out', 63016: 'channel-window' };

/**
 * What becomes of a send that Twilio did not simply take. Only what it certainly did not take is tried again; what it may have taken is
 * `unknown`, because it has no way to be told that a second request is the same message.
 */
export function endOfTrouble(trouble: TwilioTrouble, attempt: number, random: number): SendEnd {
  switch (trouble.kind) {
    case 'unclear':
      return { unknown: `twilio-${trouble.why}` };
    case 'busy':
      return again('twilio-429', attempt, trouble.retryMs ?? pause(attempt, random));
    case 'unreachable':
      return again('twilio-unreachable', attempt, pause(attempt, random));
    case 'refused':
      if (trouble.status === 401) return again('twilio-401', attempt, deniedPauseMs);
      return { refused: gates[trouble.code ?? 0] ?? `twilio-${trouble.code ?? trouble.status}` };
  }
}

function again(why: string, attempt: number, later: number): SendEnd {
  return attempt >= mostAttempts ? { refused: why } : { later: Math.round(later), why };
}

function pause(attempt: number, random: number): number {
  return Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs) * (0.5 + random / 2);
}
