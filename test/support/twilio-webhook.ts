import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { type LocalTwilio } from './local-twilio.ts';

/** Posts a form as Twilio does, signed by its own signer for `signedUrl` (the address itself unless told otherwise). */
export async function postSigned(
  url: string,
  { authToken }: Pick<LocalTwilio, 'authToken'>,
  form: Readonly<Record<string, string>>,
  signedUrl: string = url,
): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': webhooks.getExpectedTwilioSignature(authToken, signedUrl, { ...form }),
    },
    body: new URLSearchParams(form).toString(),
  });
}
