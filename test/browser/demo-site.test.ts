import { type Browser } from 'playwright-core';
import { expect } from 'chai';
import { stopTestServer } from '../support/database.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startBrowser } from './chat-browser.ts';
import { newCode } from './demo-codes.ts';
import { WidgetPage } from './widget-page.ts';

/** The demo customer site with the whole service behind it, as a newcomer opens it. */
describe('demo customer site', () => {
  let service: TestService;
  let browser: Browser;

  before(async () => {
    [service, browser] = await Promise.all([startTestService(), startBrowser('may store')]);
  });
  after(async () => {
    await browser.close();
    await service.stop();
    await stopTestServer();
  });

  it('carries a reference from a letter’s link into the chat, where it proves nothing, and the balance after the proof', async () => {
    const site = await WidgetPage.open(browser, `${service.url}/demo/site/aide?ref=LUM-1001`);
    const { page } = site;
    await page.getByRole('link', { name: 'Ouvrir la discussion' }).click();
    await site.chat.locator('#text:focus').waitFor();
    const frame = await site.frame();
    expect(new URL(frame.url()).origin).to.not.equal(new URL(page.url()).origin);
    await site.waitFor('Que souhaitez-vous faire ?');
    await page.keyboard.press('Enter');
    await site.waitFor('date de naissance');
    expect((await site.lines()).join()).to.not.match(/€|FA-/);
    await site.say('12/04/1988');
    await site.chat.getByRole('button', { name: /par sms/i }).click();
    await site.waitFor('Entrez les 6 chiffres');
    await site.say(await newCode(service.url));
    await site.waitFor('Merci, c’est bien vous.');
    await site.say('mon solde');
    await site.waitFor('276,80');
    await page.getByRole('link', { name: 'Lumio Équipement' }).click();
    await page.waitForURL('**/demo/site');
    await site.waitFor('276,80');
    await site.expectAccessible('the shop with the balance open');
    expect(await page.content()).to.not.include('276');
    expect(site.errors).to.deep.equal([]);
    await site.close();
  });

  it('is there in both languages, on both names of this machine, with nothing wrong for axe', async () => {
    for (const [name, path, heading, launcher] of [
      ['localhost', '/demo/site', 'La bonne lumière', 'Discuter avec Lumio Équipement'],
      ['127.0.0.1', '/demo/site/en/help', 'Invoices and payment', 'Chat with Lumio Équipement'],
    ] as const) {
      const site = await WidgetPage.open(browser, service.url.replace('localhost', name) + path, {
        viewport: { width: 390, height: 844 },
      });
      await site.page.getByRole('heading', { name: heading }).waitFor();
      await site.page.getByRole('button', { name: launcher }).click();
      await site.chat.locator('.bubble').first().waitFor();
      await site.expectAccessible(path);
      expect(
        await site.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).to.be.at.most(0);
      expect(site.errors).to.deep.equal([]);
      await site.close();
    }
  });

  it('is for this machine alone', async () => {
    for (const path of ['/demo/site', '/demo/site/en/help', '/demo/site/site.css']) {
      expect((await fetch(service.url + path)).status, path).to.equal(200);
      const forwarded = await fetch(service.url + path, { headers: { 'X-Forwarded-For': '203.0.113.5' } });
      expect(forwarded.status, path).to.equal(404);
    }
  });
});
