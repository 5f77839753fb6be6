import axe from 'axe-core';
import {
  type Browser,
  type BrowserContextOptions,
  type Frame,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { expect } from 'chai';
import { eventually } from '../support/eventually.ts';

type Violation = { id: string; nodes: { html: string; failureSummary: string }[] };

/** A customer's page with the widget in it, and what its console said. */
export class WidgetPage {
  readonly page: Page;
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WidgetPage> {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1100, height: 800 }, ...options });
    const widget = new WidgetPage(await context.newPage());
    await widget.page.goto(url);
    return widget;
  }

  get launcher(): Locator {
    return this.page.locator('#solde-chat button');
  }

  get panel(): Locator {
    return this.page.locator('#solde-chat dialog');
  }

  /** What stands in the frame. */
  get chat(): FrameLocator {
    return this.page.frameLocator('#solde-chat iframe');
  }

  /** The frame as a document of its own. */
  async frame(): Promise<Frame> {
    const handle = await this.page.locator('#solde-chat iframe').elementHandle();
    return (await handle.contentFrame()) ?? expect.fail('the widget has no frame');
  }

  async say(text: string): Promise<void> {
    await this.chat.locator('#text').fill(text);
    await this.chat.locator('#text').press('Enter');
  }

  async waitFor(text: string): Promise<void> {
    await this.chat.locator('.bubble .body > p', { hasText: text }).last().waitFor();
  }

  /** Closes it from within with the keyboard, and waits until the chat in the frame knows that it is not seen any more. */
  async closeWithEscape(): Promise<void> {
    const { page } = this;
    await this.chat.locator('#text:focus').waitFor();
    await page.evaluate(`window.unseen = new Promise((resolve) => {
      let closed = false;
      addEventListener('message', ({ data }) => {
        if (closed && data.solde === 'unread') resolve();
        closed ||= data.solde === 'close';
      });
    }); 0`);
    await page.keyboard.press('Escape');
    await page.evaluate('window.unseen');
    await this.panel.waitFor({ state: 'hidden' });
  }

  /** Waits until the panel has risen to its place. */
  async waitUntilStill(): Promise<void> {
    await this.panel.waitFor();
    await this.page.evaluate(
      'Promise.all(document.querySelector("#solde-chat").shadowRoot.querySelector("dialog").getAnimations().map(({ finished }) => finished)).then(() => 0)',
    );
  }

  async lines(): Promise<string[]> {
    const texts = await this.chat.locator('.bubble .body > p').allInnerTexts();
    return texts.map((text) => text.trim().replaceAll('\u00a0', ' '));
  }

  /** What the console said since the page was opened, or since this was asked last: this, and nothing more. */
  async expectErrors(...errors: readonly string[]): Promise<void> {
    await eventually(() => expect(this.errors).to.deep.equal(errors));
    this.errors.length = 0;
  }

  /** No violation axe can find, neither in the page around nor in the frame. */
  async expectAccessible(what: string): Promise<void> {
    if (await this.panel.isVisible()) await this.waitUntilStill();
    for (const frame of [this.page.mainFrame(), await this.frame()]) {
      await frame.evaluate(axe.source);
      const { violations } = await frame.evaluate<{ violations: Violation[] }>(
        'axe.run(document, { resultTypes: ["violations"], iframes: false })',
      );
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('; ')}`,
      );
      expect(found, what).to.deep.equal([]);
    }
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
