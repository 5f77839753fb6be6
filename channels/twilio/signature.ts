import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { type FormParameters } from './form-parameters.ts';

/**
 * Whether Twilio signed these parameters for this address of ours (HMAC-SHA1 of the URL and all parameters). The URL is the one
 * configured and never what the request says of itself: a proxy, or anybody, can say what it likes there. While a token is replaced
 * both are accepted.
 */
export function isSigned(
  tokens: readonly string[],
  signature: string | undefined,
  url: string,
  parameters: FormParameters,
): boolean {
  if (signature === undefined) return false;
  return tokens.some((token) => webhooks.validateRequest(token, signature, url, { ...parameters }));
}
