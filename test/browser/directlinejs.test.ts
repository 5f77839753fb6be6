import { type Browser } from 'playwright-core';
import { expect } from 'chai';
import pg from 'pg';
import { stopTestServer } from '../support/database.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startBrowser } from './chat-browser.ts';
import { newCode } from './demo-codes.ts';
import { DirectLinePage, startDirectLineSite } from './directlinejs-page.ts';
import { type StrangerSite } from './stranger-site.ts';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Microsoft's client library on a page of an allowed site: CORS, tokens, stream, polling, upload and resumption as a browser does them. */
describe('botframework-directlinejs in Chromium', () => {
  let service: TestService;
  let owner: pg.Pool;
  let site: StrangerSite;
  let browser: Browser;

  before(async () => {
    [service, browser, site] = await Promise.all([startTestService(), startBrowser(), startDirectLineSite()]);
    owner = new pg.Pool({ connectionString: service.ownerUrl });
    await owner.query('UPDATE creditors SET chat_origins = chat_origins || $1::text', [site.url]);
  });
  after(async () => {
    await browser.close();
    await owner.end();
    await Promise.all([site.stop(), service.stop()]);
    await stopTestServer();
  });

  const domain = (): string => `${service.url}/v3/directline`;
  const tokenFor = (client: DirectLinePage): Promise<{ token: string; conversationId: string }> =>
    client.page.evaluate(`fetch('${domain()}/tokens/generate', { method: 'POST' }).then((answer) => answer.json())`);

  it('settles over the socket, and shows the same by polling after a reload', async () => {
    const client = await DirectLinePage.open(browser, site.url);
    const { token, conversationId } = await tokenFor(client);
    await client.begin({ domain: domain(), token });
    await client.waitFor('Que souhaitez-vous faire ?');
    await client.choose(/solde/i);
    await client.waitFor('numéro de client ou de facture');
    await client.post({ text: 'LUM-1001' });
    await client.waitFor('date de naissance');
    await client.post({ text: '12/04/1988' });
    await client.waitFor('code à 6 chiffres');
    await client.choose(/par sms/i);
    await client.waitFor('Entrez les 6 chiffres');
    const first = await newCode(service.url);
    await client.post({ text: first });
    await client.waitFor('276,80');
    await client.post({ text: 'en 3 fois à partir du 28' });
    const recap = await client.waitFor('276,80 € en 3 fois');
    expect(JSON.stringify(recap.attachments?.[0]?.content)).to.include('92,28');
    await client.choose(/je confirme/i);
    await client.choose(/par sms/i);
    await client.waitFor('pour confirmer exactement');
    await client.post({ text: await newCode(service.url, first) });
    const agreed = await client.waitFor('C’est convenu');
    expect(agreed.attachments?.at(-1)?.contentUrl).to.match(/\/f\/[\w-]+$/);
    const linksIn = (shown: Awaited<ReturnType<typeof client.seen>>): (string | undefined)[] =>
      shown.flatMap(({ id, attachments = [] }) => [id, ...attachments.map(({ contentUrl }) => contentUrl)]);
    const before = linksIn(await client.seen());

    await client.page.reload();
    await client.begin({ domain: domain(), token, conversationId, watermark: '0', webSocket: false });
    await client.waitFor('C’est convenu');
    expect(linksIn(await client.seen()), 'the same messages with the same links').to.deep.equal(before);
    await client.page.context().close();
  });

  it('uploads a file with its message', async () => {
    const client = await DirectLinePage.open(browser, site.url);
    const { token } = await tokenFor(client);
    await client.begin({ domain: domain(), token });
    await client.waitFor('Que souhaitez-vous faire ?');
    const contentUrl = `data:image/png;base64,${pixel}`;
    await client.post({ text: 'voici', attachments: [{ contentType: 'image/png', name: 'preuve.png', contentUrl }] });
    const { rows } = await owner.query("SELECT name, mime FROM blobs WHERE name = 'preuve.png'");
    expect(rows).to.deep.equal([{ name: 'preuve.png', mime: 'image/png' }]);
    await client.page.context().close();
  });

  it('is refused on a site that is not on the list', async () => {
    const other = await startDirectLineSite();
    const client = await DirectLinePage.open(browser, other.url);
    const asked = `fetch('${domain()}/tokens/generate', { method: 'POST' }).then(() => 'answered', () => 'refused')`;
    expect(await client.page.evaluate(asked)).to.equal('refused');
    await client.page.context().close();
    await other.stop();
  });
});
