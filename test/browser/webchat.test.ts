import { readFile } from 'node:fs/promises';
import { type Browser } from 'playwright-core';
import { expect } from 'chai';
import pg from 'pg';
import { stopTestServer } from '../support/database.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startBrowser } from './chat-browser.ts';
import { newCode } from './demo-codes.ts';
import { type StrangerSite } from './stranger-site.ts';
import { startWebChatSite, WebChatPage } from './webchat-page.ts';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('Microsoft’s Web Chat on the Direct Line server', () => {
  let service: TestService;
  let owner: pg.Pool;
  let site: StrangerSite;
  let browser: Browser;

  before(async () => {
    [service, browser] = await Promise.all([startTestService(), startBrowser()]);
    site = await startWebChatSite(`${service.url}/v3/directline`);
    owner = new pg.Pool({ connectionString: service.ownerUrl });
    await owner.query('UPDATE creditors SET chat_origins = chat_origins || $1::text', [site.url]);
  });
  after(async () => {
    await browser.close();
    await owner.end();
    await Promise.all([site.stop(), service.stop()]);
    await stopTestServer();
  });

  it('settles: who it is, the balance, a plan in three, the code, the agreement', async () => {
    const chat = await WebChatPage.open(browser, site.url);
    await chat.choose(/Voir mon solde/);
    await chat.waitFor('numéro de client ou de facture');
    await chat.say('LUM-1001');
    await chat.waitFor('date de naissance');
    await chat.say('12 avril 1988');
    await chat.waitFor('code à 6 chiffres');
    await chat.choose(/par sms/i);
    await chat.waitFor('Entrez les 6 chiffres');
    const first = await newCode(service.url);
    await chat.say(first);
    await chat.waitFor('276,80');
    await chat.say('je voudrais payer en 3 fois à partir du 28');
    await chat.waitFor('276,80 € en 3 fois');
    await chat.choose(/je confirme/i);
    await chat.choose(/par sms/i);
    await chat.say(await newCode(service.url, first));
    await chat.waitFor('C’est convenu');
    // A code that was typed is dots from then on.
    const before = (await chat.articles()).map((text) => (/^\d{6}$/.test(text) ? '••••••' : text));
    await chat.page.reload();
    await chat.waitFor('C’est convenu');
    expect(await chat.articles()).to.deep.equal(before);
    const [offer] = await Promise.all([
      chat.page.context().waitForEvent('page'),
      chat.page.locator('a[href*="/f/"]').last().click(),
    ]);
    const [download] = await Promise.all([
      offer.waitForEvent('download'),
      offer.getByRole('button', { name: 'Télécharger' }).click(),
    ]);
    expect((await readFile(await download.path())).subarray(0, 5).toString()).to.equal('%PDF-');
    expect(chat.errors).to.deep.equal([]);
    await chat.page.context().close();
  });

  it('sends a picture, which is kept, and shows it as sent', async () => {
    const chat = await WebChatPage.open(browser, site.url);
    await chat.waitFor('Bonjour');
    await chat.attach({ name: 'bon de livraison.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') });
    const acknowledged = chat.page.waitForResponse(
      (response) => response.url().includes('/upload') && response.request().method() === 'POST',
    );
    await chat.say('voici le bon de livraison');
    expect((await acknowledged).ok()).to.equal(true);
    const { rows } = await owner.query<object>("SELECT name, mime FROM blobs WHERE name LIKE 'bon%'");
    expect(rows).to.deep.equal([{ name: 'bon de livraison.png', mime: 'image/png' }]);
    await chat.waitFor('voici le bon de livraison');
    // Web Chat shows a message as being sent until it has come back with its key.
    await chat.page.getByText('Envoi en cours').waitFor({ state: 'hidden' });
    expect(await chat.page.getByText(/Échec de l.envoi/).count()).to.equal(0);
    expect(chat.errors).to.deep.equal([]);
    await chat.page.context().close();
  });
});
