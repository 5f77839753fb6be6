import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'chai';

/**
 * Browsers keep what a frame stores apart for each site around it. Playwright switches that off, and a private window then refuses frames
 * any storage; this list, the last one given, leaves it as Chromium ships it.
 */
const partitionedStorage = '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,PaintHolding';

/** Starts the Chromium of the machine; `frames` says whether a frame of another site may store something. */
export function startBrowser(frames: 'may store' | 'store nothing' = 'store nothing'): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const args = frames === 'may store' ? ['--no-sandbox', partitionedStorage] : ['--no-sandbox'];
  return chromium.launch({ executablePath, args });
}

/** A chat page, with what went wrong in it: script errors, and what the content policy stopped. */
export class ChatPage {
  readonly page: Page;
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) this.problems.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<ChatPage> {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1000, height: 800 }, ...options });
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(url);
    return chat;
  }

  async say(text: string): Promise<void> {
    await this.page.fill('#text', text);
    await this.page.press('#text', 'Enter');
  }

  /** What the screen shows, line by line. */
  async lines(): Promise<string[]> {
    const texts = await this.page.locator('.bubble .body > p').allInnerTexts();
    return texts.map((text) => text.trim().replaceAll('\u00a0', ' '));
  }

  async waitFor(text: string): Promise<void> {
    await this.page.locator('.bubble .body > p', { hasText: text }).last().waitFor();
  }

  async expectAccessible(what: string): Promise<void> {
    await this.page.evaluate(axe.source);
    const result = await this.page.evaluate<{
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    }>('axe.run(document, { resultTypes: ["violations"] })');
    const found = result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('; ')}`,
    );
    expect(found, what).to.deep.equal([]);
  }

  /** How far the page is wider than the window, in CSS pixels. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
