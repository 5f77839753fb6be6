import { type TestService, startTestService } from './service.ts';
import { hex, type LocalTwilio, startLocalTwilio } from './local-twilio.ts';
import { postSigned } from './twilio-webhook.ts';

export const smsSender = '+33757590001';
export const whatsAppSender = '+33757590002';

/** The whole service with SMS and WhatsApp on, at a carrier on this machine. */
export type TelephoneService = TestService & { readonly twilio: LocalTwilio };

export async function startTelephoneService(env: Readonly<Record<string, string>> = {}): Promise<TelephoneService> {
  const twilio = await startLocalTwilio();
  const service = await startTestService({
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_SMS_FROM: smsSender,
    TWILIO_WHATSAPP_FROM: whatsAppSender,
    TWILIO_API_BASE_URL: twilio.url,
    ...env,
  });
  return {
    ...service,
    twilio,
    stop: async () => {
      await service.stop();
      await twilio.stop();
    },
  };
}

/** The parameters of an incoming message, as Twilio sends them. */
export function inboundForm(
  twilio: Pick<LocalTwilio, 'accountSid'>,
  channel: 'sms' | 'whatsapp',
  from: string,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  const mark = channel === 'whatsapp' ? 'whatsapp:' : '';
  return {
    MessageSid: hex('SM'),
    AccountSid: twilio.accountSid,
    From: `${mark}${from}`,
    To: `${mark}${channel === 'whatsapp' ? whatsAppSender : smsSender}`,
    Body: '',
    NumMedia: '0',
    NumSegments: '1',
    ApiVersion: '2010-04-01',
    ...more,
  };
}

/** Sends a signed message to the service. */
export async function text(
  { url, twilio }: Pick<TelephoneService, 'url' | 'twilio'>,
  channel: 'sms' | 'whatsapp',
  from: string,
  more: Readonly<Record<string, string>>,
): Promise<Response> {
  return await postSigned(`${url}/channels/twilio/inbound`, twilio, inboundForm(twilio, channel, from, more));
}
