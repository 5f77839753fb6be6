import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { type PlaygroundUser, startPlayground } from '../../cli/teams/playground.ts';
import { eventually } from '../support/eventually.ts';

/** Microsoft's Agents Playground as one person sees it, its chat and nothing else. */
export class Playground {
  readonly page: Page;
  readonly #stop: () => Promise<void>;

  constructor(page: Page, stop: () => Promise<void>) {
    this.page = page;
    this.#stop = stop;
  }

  static async open(browser: Browser, service: string, who: PlaygroundUser, port: number): Promise<Playground> {
    const folder = await mkdtemp(join(tmpdir(), 'solde-playground-'));
    const env = { ...process.env, TEAMSAPPTESTER_BROWSER: 'none', LC_ALL: 'fr_FR.UTF-8' };
    const child = await startPlayground({ endpoint: `${service}/api/messages`, port, folder, who, env });
    const url = `http://localhost:${port}/`;
    await eventually(async () => expect((await fetch(url)).status).to.equal(200));
    const page = await browser.newPage({ viewport: { width: 1000, height: 2400 }, deviceScaleFactor: 1 });
    await page.goto(url);
    await page.locator('[data-lexical-editor=true]').first().waitFor();
    return new Playground(page, async () => {
      await page.close();
      child.kill();
      await rm(folder, { recursive: true, force: true });
    });
  }

  async say(text: string): Promise<void> {
    const box = this.page.locator('[data-lexical-editor=true]').first();
    await box.click();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
  }

  /** The last card or message with that text. */
  shown(text: string | RegExp): Locator {
    return this.page.locator('.ac-adaptiveCard', { hasText: text }).last();
  }

  async waitFor(text: string | RegExp): Promise<Locator> {
    const card = this.shown(text);
    await card.waitFor({ timeout: 60_000 });
    return card;
  }

  async press(card: Locator, name: string | RegExp): Promise<void> {
    await card.getByRole('button', { name }).first().click();
  }

  async stop(): Promise<void> {
    await this.#stop();
  }
}
