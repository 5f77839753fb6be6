import { readFile } from 'node:fs/promises';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { startSite, type StrangerSite } from './stranger-site.ts';

const published = new URL('webchat/node_modules/botframework-webchat/dist/webchat.js', import.meta.url);

/** As Microsoft's own documentation embeds Web Chat, with the token's conversation kept for a reload. */
function pageOf(directLine: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Web Chat</title><link rel="icon" href="data:,">
<style>html, body, #webchat { height: 100%; margin: 0 }</style></head><body><div id="webchat"></div><script src="/webchat.js"></script><script>
(async () => {
  const domain = ${JSON.stringify(directLine)};
  const kept = JSON.parse(sessionStorage.getItem('kept') ?? 'null');
  const fresh = async () => (await fetch(domain + '/tokens/generate', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"creditor":"lumio"}' })).json();
  const { token, conversationId } = kept ?? await fresh();
  sessionStorage.setItem('kept', JSON.stringify({ token, conversationId }));
  const resumed = kept === null ? {} : { conversationId, watermark: '0' };
  const directLine = window.line = WebChat.createDirectLine({ domain, token, ...resumed });
  WebChat.renderWebChat({ directLine, locale: 'fr-FR' }, document.getElementById('webchat'));
})();
</script></body></html>`;
}

/** A customer's site that shows Microsoft's Web Chat instead of our widget. */
export async function startWebChatSite(directLine: string): Promise<StrangerSite> {
  const script = await readFile(published);
  return startSite({
    '/': () => ({ type: 'text/html; charset=utf-8', body: pageOf(directLine) }),
    '/webchat.js': () => ({ type: 'text/javascript; charset=utf-8', body: script }),
  });
}

/** Web Chat in a browser, with the errors of its page. */
export class WebChatPage {
  readonly page: Page;
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async open(browser: Browser, url: string): Promise<WebChatPage> {
    const context = await browser.newContext({
      locale: 'fr-FR',
      viewport: { width: 900, height: 900 },
      acceptDownloads: true,
    });
    const chat = new WebChatPage(await context.newPage());
    await chat.page.goto(url);
    return chat;
  }

  get feed(): Locator {
    return this.page.locator('.webchat__basic-transcript__transcript');
  }

  async say(text: string): Promise<void> {
    const box = this.page.locator('.webchat__send-box-text-box__input');
    await box.fill(text);
    await box.press('Enter');
  }

  /** Web Chat first makes a thumbnail of a picture; a message that is sent before it is made goes without the picture. */
  async attach(file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }): Promise<void> {
    await this.page.setInputFiles('input[type=file]', file);
    await this.page.locator('.webchat__attachment-icon--checked').waitFor();
  }

  async waitFor(text: string | RegExp): Promise<void> {
    await this.feed.locator('article', { hasText: text }).last().waitFor();
  }

  /** Clicks the newest button of that name: a suggested action, or one on a card. */
  async choose(name: RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).last().click();
  }

  /** Texts of what is shown, each once, in order. */
  async articles(): Promise<string[]> {
    const texts = await this.feed.locator('article .webchat__text-content').allInnerTexts();
    return texts.map((text) => text.trim());
  }
}
