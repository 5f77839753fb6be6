/** Why Twilio did not simply take a request, as far as it decides what happens next. */
export type TwilioTrouble =
  | { readonly kind: 'refused'; readonly status: number; readonly code: number | null } // 4xx: certainly not taken
  | { readonly kind: 'busy'; readonly retryMs: number | null } // 429: certainly not taken
  | { readonly kind: 'unreachable' } // nothing was written to a connection: certainly not taken
  | { readonly kind: 'unclear'; readonly why: string }; // may have been taken

/** No connection was made, or no one on it proved to be Twilio: nothing was said to anyone. */
const notConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** What a failed exchange means. A timeout and a broken connection leave open whether the request was taken. */
export function troubleOfFailure(error: unknown): TwilioTrouble {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (notConnected.test(code)) return { kind: 'unreachable' };
  return { kind: 'unclear', why: code === '' ? 'failed' : code.toLowerCase().slice(0, 40) };
}

/** What an answer other than success means. */
export function troubleOfAnswer(status: number, body: unknown, retryAfter: unknown): TwilioTrouble {
  if (status === 429) return { kind: 'busy', retryMs: retryAfterMs(retryAfter) };
  if (status < 400 || status >= 500) return { kind: 'unclear', why: String(status) };
  const code = typeof body === 'object' && body !== null && 'code' in body ? Number(body.code) : Number.NaN;
  return { kind: 'refused', status, code: Number.isSafeInteger(code) ? code : null };
}

const longestMs = 300_000;

/** Seconds (RFC 9110 10.2.3); a date is not used by Twilio. */
function retryAfterMs(header: unknown): number | null {
  const seconds = typeof header === 'string' && header !== '' ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, longestMs) : null;
}
