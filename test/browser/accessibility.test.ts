import { type Browser, type BrowserContextOptions } from 'playwright-core';
import { expect } from 'chai';
import { buildAssets } from '../../channels/direct-line/assets.ts';
import { type ChatServer, startChatServer } from '../channels/direct-line/chat-server.ts';
import { MemoryBackend } from '../channels/direct-line/memory-backend.ts';
import { eventually } from '../support/eventually.ts';
import { ChatPage, startBrowser } from './chat-browser.ts';
import { demoAnswers } from './demo-answers.ts';

describe('chat page for everybody', () => {
  let browser: Browser;
  let server: ChatServer;
  let chat: ChatPage;

  before(async () => {
    browser = await startBrowser();
    const assets = await buildAssets(new URL('../../web', import.meta.url).pathname);
    server = await startChatServer({ backend: new MemoryBackend(demoAnswers), assets });
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });
  afterEach(async () => {
    expect(chat.problems).to.deep.equal([]);
    await chat.close();
  });

  const converse = async (options: BrowserContextOptions = {}): Promise<void> => {
    chat = await ChatPage.open(browser, server.url, options);
    await chat.waitFor('Bonjour');
    await chat.say('form');
    await chat.page.getByLabel('Montant').waitFor();
    await chat.say('qr');
    await chat.page.getByRole('img', { name: 'Code QR de virement' }).waitFor();
    await chat.say('JE CONFIRME');
    await chat.page.getByRole('link', { name: /Accord/ }).waitFor();
    await chat.say('solde');
    await chat.page.locator('#suggestions button').first().waitFor();
  };

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no violation axe can find, in ${colorScheme} colours`, async () => {
      await converse({ colorScheme });
      await chat.expectAccessible('conversation');
      await chat.page.getByRole('button', { name: 'Payer en plusieurs fois' }).click();
      await chat.page.getByRole('button', { name: 'JE CONFIRME' }).waitFor();
      await chat.expectAccessible('recap');
      await chat.page.getByRole('button', { name: 'English' }).click();
      await chat.page.getByRole('button', { name: 'New conversation' }).click();
      await chat.page.getByRole('dialog').waitFor();
      await chat.expectAccessible('dialog');
    });
  }

  it('tells a screen reader what arrives, politely, and not the history at once', async () => {
    await converse();
    const log = chat.page.getByRole('log', { name: 'Conversation' });
    expect(await log.getAttribute('aria-live')).to.equal('polite');
    expect(await log.locator('.bubble.user .hidden').first().textContent()).to.equal('Vous : ');
    // It is busy for less than a test may take to look.
    await chat.page.addInitScript(`new MutationObserver((changes) => {
      window.wasBusy ||= changes.some(({ target }) => target.ariaBusy === 'true');
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['aria-busy'] })`);
    await chat.page.reload();
    await eventually(async () => expect(await chat.page.evaluate('window.wasBusy')).to.equal(true));
    await chat.page.locator('#log:not([aria-busy])').waitFor();
  });

  for (const [what, viewport] of [
    ['200 % zoom of 1280 by 720', { width: 640, height: 360 }],
    ['400 % zoom of 1280 by 1024', { width: 320, height: 256 }],
    ['a small telephone', { width: 320, height: 568 }],
  ] as const) {
    it(`fits ${what}: nothing beside the window, everything reachable`, async () => {
      await converse({ viewport });
      expect(await chat.overflow()).to.be.at.most(0);
      const { y = 0, height = 0 } = (await chat.page.locator('#send').boundingBox()) ?? {};
      if (viewport.height >= 360) expect(y + height, 'the composer is in view').to.be.at.most(viewport.height);
      for (const id of ['#text', '#send', '#restart', '#suggestions button']) {
        await chat.page.locator(id).first().scrollIntoViewIfNeeded();
        expect(await chat.page.locator(id).first().isVisible(), id).to.equal(true);
      }
      await chat.expectAccessible(what);
    });
  }

  it('stays usable with text twice as large', async () => {
    await converse({ viewport: { width: 800, height: 700 } });
    await chat.page.evaluate('document.documentElement.style.fontSize = "200%"');
    expect(await chat.overflow()).to.be.at.most(0);
    expect(await chat.page.locator('#text').isVisible()).to.equal(true);
  });

  it('keeps still for those who ask for it', async () => {
    await converse({ reducedMotion: 'reduce' });
    const animation = 'getComputedStyle(document.querySelector(".typing span")).animationName';
    expect(await chat.page.evaluate<string>(animation)).to.equal('none');
  });

  it('makes every control at least 36 pixels high and wide', async () => {
    await converse();
    const boxes = await chat.page.evaluate<{ what: string; width: number; height: number }[]>(
      `[...document.querySelectorAll('button, a, textarea, .field input, select')].filter((e) => e.checkVisibility()).map((e) => {
        const { width, height } = e.getBoundingClientRect();
        return { what: e.id || e.textContent, width, height };
      })`,
    );
    expect(boxes.filter(({ width, height }) => width < 36 || height < 36)).to.deep.equal([]);
  });
});
