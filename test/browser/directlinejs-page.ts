import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import { type Browser, type Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { startSite, type StrangerSite } from './stranger-site.ts';

/** A page that speaks to the service with Microsoft's client library and shows nothing. */
const script = `
import { DirectLine } from 'botframework-directlinejs';
const seen = new Map();
window.seen = () => [...seen.values()];
window.begin = (options) => {
  seen.clear();
  window.line?.end();
  window.line = new DirectLine(options);
  window.line.activity$.subscribe((activity) => seen.set(activity.id, activity));
};
window.post = (activity) => new Promise((resolve, reject) => {
  window.line.postActivity({ type: 'message', from: { id: 'anybody' }, locale: 'fr-FR', ...activity }).subscribe(resolve, reject);
});
`;

/** What the client shows of an activity, as far as the journey asks for it. */
export type Shown = {
  readonly id: string;
  readonly text?: string;
  readonly from: { readonly role?: string };
  readonly attachments?: readonly {
    readonly name?: string;
    readonly contentUrl?: string;
    readonly content?: unknown;
  }[];
};

/** A site whose page carries the library, bundled as its users bundle it. */
export async function startDirectLineSite(): Promise<StrangerSite> {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  const bundled = await build({
    stdin: { contents: script, resolveDir },
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'silent',
    define: { global: 'window', 'process.env.NODE_ENV': '"production"' },
  });
  const [file] = bundled.outputFiles;
  return startSite({
    '/': () => ({
      type: 'text/html',
      body: '<!doctype html><title>x</title><link rel="icon" href="data:,"><script src="/line.js"></script>',
    }),
    '/line.js': () => ({ type: 'text/javascript; charset=utf-8', body: file?.contents ?? '' }),
  });
}

/** A person who uses the library in a browser. */
export class DirectLinePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, url: string): Promise<DirectLinePage> {
    const context = await browser.newContext({ locale: 'fr-FR' });
    const page = await context.newPage();
    await page.goto(url);
    return new DirectLinePage(page);
  }

  /** Connects, with the library's own options. */
  async begin(options: object): Promise<void> {
    await this.page.evaluate(`begin(${JSON.stringify(options)})`);
  }

  /** Posts; the service's id of what was posted. */
  post(activity: object): Promise<string> {
    return this.page.evaluate<string>(`post(${JSON.stringify(activity)})`);
  }

  seen(): Promise<readonly Shown[]> {
    return this.page.evaluate<readonly Shown[]>('seen()');
  }

  /** Waits for something said by the service; gives the last that says it. */
  async waitFor(text: string): Promise<Shown> {
    const find = `seen().some(({ text, from }) => from.role === 'bot' && text?.replaceAll('\u00a0', ' ').includes(${JSON.stringify(text)}))`;
    await eventually(async () => expect(await this.page.evaluate(find)).to.equal(true));
    const said = (await this.seen()).filter(({ from }) => from.role === 'bot');
    return said.findLast((shown) => shown.text?.replaceAll('\u00a0', ' ').includes(text) === true) ?? expect.fail(text);
  }

  /** Clicks a suggested action of the last message, or a button of its card, as Web Chat does: what it carries is posted. */
  async choose(title: RegExp): Promise<void> {
    const last = `(({ suggestedActions, attachments }) => [
      ...(suggestedActions?.actions ?? []),
      ...(attachments ?? []).flatMap(({ content }) => content?.actions ?? []).map(({ title, data }) => ({ title, text: title, value: data })),
    ])(seen().findLast(({ from }) => from.role === 'bot') ?? {})`;
    const { text, value } = await eventually(async () => {
      const find = `${last}.find(({ title }) => ${String(title)}.test(title))`;
      return (
        (await this.page.evaluate<{ text: string; value: unknown } | undefined>(find)) ??
        expect.fail(`no choice ${String(title)}`)
      );
    });
    await this.post({ text, value });
  }
}
