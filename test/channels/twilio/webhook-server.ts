import { randomBytes } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { createServer } from 'restify';
import { type DeliveryNews, type TelephoneMessage } from '../../../channels/twilio/backend.ts';
import { mountTwilio } from '../../../channels/twilio/mount-twilio.ts';
import { hex } from '../../support/local-twilio.ts';

/** The webhooks alone on a web server, with what they took. */
export type WebhookServer = {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly oldToken: string;
  readonly taken: TelephoneMessage[];
  readonly news: DeliveryNews[];
  readonly refused: string[];
  readonly trouble: unknown[];
  /** What keeping a message fails with; null: it is kept. */
  failure: Error | null;
  /** The address the service believes it is reached at. */
  publicUrl: string;
  readonly stop: () => Promise<void>;
};

export async function startWebhooks(): Promise<WebhookServer> {
  const web = createServer();
  const started: WebhookServer = {
    url: '',
    accountSid: hex('AC'),
    authToken: randomBytes(16).toString('hex'),
    oldToken: randomBytes(16).toString('hex'),
    taken: [],
    news: [],
    refused: [],
    trouble: [],
    publicUrl: '',
    failure: null,
    stop: () =>
      new Promise((resolve) => {
        web.server.closeAllConnections();
        web.close(() => {
          resolve();
        });
      }),
  };
  const { accountSid, authToken, oldToken, taken, news, refused, trouble } = started;
  const server = { ...started };
  mountTwilio(web, {
    accountSid,
    authTokens: [authToken, oldToken],
    publicUrl: () => server.publicUrl,
    backend: {
      take: (message) => {
        if (server.failure !== null) return Promise.reject(server.failure);
        taken.push(message);
        return Promise.resolve();
      },
      hear: (heard) => {
        news.push(heard);
        return Promise.resolve();
      },
    },
    now: () => 0,
    onRefused: (why) => refused.push(why),
    onTrouble: (error) => trouble.push(error),
  });
  await new Promise<void>((resolve) => {
    web.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(web.server.address() as AddressInfo).port}`;
  return Object.assign(server, { url, publicUrl: url });
}
