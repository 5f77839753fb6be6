import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { type Browser } from 'playwright-core';
import { stopTestServer } from '../support/database.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { ChatPage, startBrowser } from './chat-browser.ts';
import { newCode } from './demo-codes.ts';

/** The main job, as a person does it: the real service, its demo portfolio, a real browser. */
describe('settling in the browser', () => {
  let service: TestService;
  let browser: Browser;

  before(async () => {
    [service, browser] = await Promise.all([startTestService(), startBrowser()]);
  });

  after(async () => {
    await browser.close();
    await service.stop();
    await stopTestServer();
  });

  let code = '';
  const nextCode = async (): Promise<string> => (code = await newCode(service.url, code));

  for (const { language, locale, words } of [
    {
      language: 'French',
      locale: 'fr-FR',
      words: {
        wish: 'je voudrais payer en 3 fois à partir du 28',
        answers: ['LUM-1001', '12 avril 1988'],
        asked: ['numéro de client ou de facture', 'date de naissance', 'code à 6 chiffres'],
        text: /par sms/i,
        enter: 'Entrez les 6 chiffres',
        recap: '276,80 € en 3 fois',
        confirm: 'Je confirme',
        agreed: 'C’est convenu',
        rows: ['92,26', '92,28', '276,80'],
        download: 'Télécharger',
      },
    },
    {
      language: 'English',
      locale: 'en-GB',
      words: {
        wish: 'can I pay in 3 instalments from the 28th?',
        answers: ['LUM-1003', '30 November 1979'],
        asked: ['customer or invoice number', 'date of birth', '6-digit code'],
        text: /by text/i,
        enter: 'enter the 6 digits',
        recap: '£310.00 in 3 instalments',
        confirm: 'I confirm',
        agreed: 'It is agreed',
        rows: ['£103.33', '£103.34', '£310.00'],
        download: 'Download',
      },
    },
  ]) {
    it(`agrees a plan in ${language}, confirms it with a code and receives the agreement`, async () => {
      const chat = await ChatPage.open(browser, service.url, { locale, acceptDownloads: true });
      const { page } = chat;
      await chat.say(words.wish);
      await chat.waitFor(words.asked[0] ?? '');
      await chat.say(words.answers[0] ?? '');
      await chat.waitFor(words.asked[1] ?? '');
      await chat.say(words.answers[1] ?? '');
      await chat.waitFor(words.asked[2] ?? '');
      await page.getByRole('button', { name: words.text }).last().click();
      await chat.waitFor(words.enter);
      await chat.say(await nextCode());
      await chat.waitFor(words.recap);
      for (const row of words.rows) await page.getByText(row).first().waitFor();
      await chat.expectAccessible('the recap');
      await page.getByRole('button', { name: words.confirm }).click();
      await page.getByRole('button', { name: words.text }).last().click();
      await chat.say(await nextCode());
      await chat.waitFor(words.agreed);
      await page.reload();
      await chat.waitFor(words.agreed);
      const [offer] = await Promise.all([
        page.context().waitForEvent('page'),
        page.locator('a[href*="/f/"]').last().click(),
      ]);
      const [download] = await Promise.all([
        offer.waitForEvent('download'),
        offer.getByRole('button', { name: words.download }).click(),
      ]);
      const bytes = await readFile(await download.path());
      expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-');
      expect(chat.problems).to.deep.equal([]);
      await page.context().close();
    });
  }
});
