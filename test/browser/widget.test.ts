import { type Browser } from 'playwright-core';
import { expect } from 'chai';
import { buildAssets } from '../../channels/direct-line/assets.ts';
import { eventually } from '../support/eventually.ts';
import { type ChatServer, startChatServer } from '../channels/direct-line/chat-server.ts';
import { MemoryBackend } from '../channels/direct-line/memory-backend.ts';
import { startBrowser } from './chat-browser.ts';
import { demoAnswers } from './demo-answers.ts';
import { type SitePage, startSite, type StrangerSite } from './stranger-site.ts';
import { WidgetPage } from './widget-page.ts';

const greeting = 'Bonjour, je suis l’assistant automatique de Lumio Équipement.';

describe('widget on a customer’s page', () => {
  const clock = { ms: Date.now() };
  let browser: Browser;
  let server: ChatServer;
  let site: StrangerSite;
  let refused: StrangerSite;
  let widget: WidgetPage;

  /** As strict as a page may be: the two addresses an integrator has to allow, and nothing else. */
  const strict = (): string =>
    `default-src 'none'; script-src ${server.url}; frame-src ${server.url}; require-trusted-types-for 'script'; trusted-types solde`;
  const page = (tag: string, language = 'fr', headers: Readonly<Record<string, string>> = {}): SitePage => ({
    type: 'text/html; charset=utf-8',
    headers: { 'Content-Security-Policy': strict(), ...headers },
    body: `<!doctype html><html lang="${language}"><head><meta name="viewport" content="width=device-width"><title>Boutique</title>${tag}</head>
<body><main><h1>Boutique</h1><p><a href="/autre">Autre page</a> <a href="#solde">Une question ?</a></p></main></body></html>`,
  });
  const script = (attributes = 'data-creditor="lumio"'): string =>
    `<script src="${server.url}/widget.js" ${attributes}></script>`;
  const pages = {
    '/': () => page(script()),
    '/autre': () => page(script()),
    '/en': () => page(script(), 'en-GB'),
    '/de': () => page(script('data-creditor="lumio" data-lang="en"'), 'de'),
    '/ref': () => page(script('data-creditor="lumio" data-ref="FA-2026-0101"')),
    '/isolated': () =>
      page(script(), 'fr', {
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Referrer-Policy': 'no-referrer',
      }),
    '/frameless': () =>
      page(script(), 'fr', { 'Content-Security-Policy': `default-src 'none'; script-src ${server.url}` }),
    '/careless': () => ({
      type: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="fr"><title>Boutique</title><style>html { font-size: 50% } div { display: none !important; transform: scale(.2) !important }
button { font-size: 5px !important } iframe { width: 9px !important }</style>${script()}<main><h1>Boutique</h1></main>`,
    }),
    '/unknown': () => page(script('data-creditor="nobody"')),
    '/nameless': () => page(script('')),
    '/twice': () => page(script() + script()),
    '/framed': () => ({
      type: 'text/html',
      body: `<!doctype html><title>x</title><iframe src="${server.url}/chat/lumio"></iframe>`,
    }),
    '/empty': () => ({ type: 'text/html', body: '<!doctype html><title>x</title>' }),
  };

  before(async () => {
    browser = await startBrowser('may store');
    const assets = await buildAssets(new URL('../../web', import.meta.url).pathname);
    server = await startChatServer({ backend: new MemoryBackend(demoAnswers), assets, clock });
    site = await startSite(pages);
    refused = await startSite(pages);
  });
  after(async () => {
    await browser.close();
    await Promise.all([server.stop(), site.stop(), refused.stop()]);
  });
  beforeEach(() => {
    clock.ms = Date.now();
    server.backend.origins = [site.url];
    server.backend.memory.clear();
    server.backend.requests.length = 0;
  });
  afterEach(() => widget.close());

  const openChat = async (path = '/', options = {}): Promise<void> => {
    widget = await WidgetPage.open(browser, site.url + path, options);
    await widget.launcher.click();
    await widget.waitFor(greeting);
  };
  const conversation = (): string => [...server.backend.memory.keys()].at(-1) ?? '';

  it('is opened, used and closed with the keyboard alone, and gives the focus back', async () => {
    widget = await WidgetPage.open(browser, site.url);
    await widget.launcher.waitFor();
    expect(await widget.launcher.getAttribute('aria-expanded')).to.equal('false');
    for (let tab = 0; tab < 3; tab += 1) await widget.page.keyboard.press('Tab');
    await widget.page.keyboard.press('Enter');
    await widget.waitFor(greeting);
    expect(await widget.launcher.getAttribute('aria-expanded')).to.equal('true');
    await widget.chat.locator('#text:focus').waitFor();
    await widget.page.keyboard.type('solde');
    await widget.page.keyboard.press('Enter');
    await widget.waitFor('Que souhaitez-vous faire ?');
    await widget.page.keyboard.press('Escape');
    await widget.panel.waitFor({ state: 'hidden' });
    expect(await widget.launcher.getAttribute('aria-expanded')).to.equal('false');
    expect(await widget.page.evaluate('document.activeElement.shadowRoot?.activeElement?.localName')).to.equal(
      'button',
    );
    expect(widget.errors).to.deep.equal([]);
  });

  it('leaves Escape to a question that is open in the chat', async () => {
    await openChat();
    await widget.chat.getByRole('button', { name: 'Nouvelle conversation' }).click();
    await widget.chat.getByRole('dialog').waitFor();
    await widget.page.keyboard.press('Escape');
    await widget.chat.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await widget.panel.isVisible()).to.equal(true);
  });

  it('is opened by a link of the page, and by its address, and gives the focus back to the link', async () => {
    widget = await WidgetPage.open(browser, site.url);
    const link = widget.page.getByRole('link', { name: 'Une question ?' });
    await widget.launcher.waitFor();
    await link.focus();
    await widget.page.keyboard.press('Enter');
    await widget.chat.locator('#text:focus').waitFor();
    await widget.page.keyboard.press('Escape');
    await widget.panel.waitFor({ state: 'hidden' });
    expect(await widget.page.evaluate('document.activeElement.textContent')).to.equal('Une question ?');
    await widget.close();
    widget = await WidgetPage.open(browser, `${site.url}/#solde`);
    await widget.waitFor(greeting);
    await widget.page.evaluate('Solde.close()');
    await widget.panel.waitFor({ state: 'hidden' });
    await widget.page.evaluate('Solde.open()');
    await widget.panel.waitFor();
  });

  it('stays as it was from page to page, without a cookie', async () => {
    await openChat();
    await widget.say('bonjour');
    await widget.waitFor('Vous avez dit : bonjour');
    const before = await widget.lines();
    await widget.page.getByRole('link', { name: 'Autre page' }).click();
    await widget.page.waitForURL('**/autre');
    await widget.waitFor('Vous avez dit : bonjour');
    expect(await widget.panel.isVisible()).to.equal(true);
    expect(await widget.lines()).to.deep.equal(before);
    expect(await widget.page.evaluate('document.activeElement.localName'), 'nobody asked for the focus').to.equal(
      'body',
    );
    await widget.say('encore');
    await widget.waitFor('Vous avez dit : encore');
    expect(server.backend.memory.size).to.equal(1);
    expect(await widget.page.context().cookies()).to.deep.equal([]);
  });

  it('counts what was said while it was closed, from page to page, until it is seen', async () => {
    await openChat();
    await widget.closeWithEscape();
    server.backend.say(conversation(), { text: 'une nouvelle' });
    server.backend.say(conversation(), { text: 'une autre' });
    await widget.page.getByRole('button', { name: 'Discuter avec Lumio Équipement, 2 nouveaux messages' }).waitFor();
    expect(await widget.page.locator('#solde-chat .badge').getAttribute('data-count')).to.equal('2');
    await widget.page.goto(`${site.url}/autre`);
    await widget.page.getByRole('button', { name: /2 nouveaux messages/ }).click();
    await widget.waitFor('une autre');
    await widget.closeWithEscape();
    await widget.page.goto(site.url);
    await widget.page.frameLocator('#solde-chat iframe').locator('.bubble').first().waitFor({ state: 'attached' });
    expect(await widget.launcher.getAttribute('aria-label')).to.equal('Discuter avec Lumio Équipement');
    // Of what was seen before nothing is counted with it, however late it is counted.
    server.backend.say(conversation(), { text: 'une dernière' });
    const one = 'Discuter avec Lumio Équipement, 1 nouveau message';
    await widget.page.getByRole('button', { name: one, exact: true }).waitFor();
  });

  it('tells the page around nothing but that it is ready, closes or has so many unread messages', async () => {
    widget = await WidgetPage.open(browser, `${site.url}/empty`);
    await widget.page.addInitScript(
      'window.heard = []; addEventListener("message", ({ data }) => heard.push(JSON.stringify(data)))',
    );
    await widget.page.goto(site.url);
    await widget.launcher.click();
    await widget.say('solde');
    await widget.waitFor('Que souhaitez-vous faire ?');
    await widget.closeWithEscape();
    server.backend.say(conversation(), { text: 'un secret' });
    await widget.page.getByRole('button', { name: /1 nouveau message/ }).waitFor();
    const heard = await widget.page.evaluate<string[]>('[...new Set(heard)]');
    expect(heard).to.have.members([
      '{"solde":"ready"}',
      '{"solde":"unread","count":0}',
      '{"solde":"unread","count":1}',
      '{"solde":"close"}',
    ]);
    const stored = await widget.page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }])');
    expect(stored).to.equal('[{"solde.lumio":"closed"},{}]');
    expect(
      await widget.page.evaluate(
        '(() => { try { return document.querySelector("#solde-chat").shadowRoot.querySelector("iframe").contentDocument } catch { return "refused" } })()',
      ),
    ).to.equal(null);
  });

  it('obeys its own frame alone', async () => {
    await openChat();
    // Whoever listened before has heard it when this has.
    const told = (word: string): string =>
      `window.told = new Promise((resolve) => addEventListener('message', ({ data }) => data.solde === '${word}' && resolve(0))), 0`;
    await widget.page.evaluate(told('close'));
    await widget.page.evaluate('postMessage({ solde: "close" }, "*")');
    await widget.page.evaluate('window.told');
    await (await widget.frame()).evaluate(told('shown'));
    await widget.page.evaluate(
      'document.querySelector("#solde-chat").shadowRoot.querySelector("iframe").contentWindow.postMessage({ solde: "shown", focus: "yes" }, "*")',
    );
    await (await widget.frame()).evaluate('window.told');
    await widget.say('encore là');
    await widget.waitFor('Vous avez dit : encore là');
    expect(await widget.panel.isVisible()).to.equal(true);
  });

  it('says on the console why there is no chat on a site that is not on the list', async () => {
    widget = await WidgetPage.open(browser, refused.url);
    await widget.expectErrors(
      `Solde: ${refused.url} is not among the sites that may show the chat "lumio". Whoever runs the chat has to add exactly this origin.`,
    );
    expect(await widget.page.locator('#solde-chat').count()).to.equal(0);
  });

  it('cannot be framed, nor called, from a site that is not on the list', async () => {
    widget = await WidgetPage.open(browser, `${refused.url}/framed`);
    await eventually(() => {
      expect(widget.errors.join()).to.include('frame-ancestors');
      expect(widget.page.frames().at(-1)?.url()).to.include('chrome-error:');
    });
    await widget.page.goto(`${refused.url}/empty`);
    const call = `fetch('${server.directLine}/tokens/generate', { method: 'POST' }).then(({ status }) => status, () => 'refused')`;
    expect(await widget.page.evaluate(call)).to.equal('refused');
    await widget.page.goto(`${site.url}/empty`);
    expect(await widget.page.evaluate(call)).to.equal(200);
    expect(server.backend.memory.size).to.equal(0);
  });

  it('says what is wrong with the script line', async () => {
    widget = await WidgetPage.open(browser, `${site.url}/unknown`);
    await widget.expectErrors('Solde: there is no chat called "nobody"; look at data-creditor.');
    await widget.page.goto(`${site.url}/nameless`);
    await widget.expectErrors('Solde: the script needs data-creditor, the name of the chat.');
    await widget.page.goto(`${site.url}/twice`);
    await widget.launcher.waitFor();
    await widget.expectErrors('Solde: the widget is in this page already.');
    expect(await widget.page.locator('#solde-chat').count()).to.equal(1);
  });

  it('says so when the page’s policy does not let the frame in, and goes after a second try', async () => {
    widget = await WidgetPage.open(browser, `${site.url}/frameless`);
    for (const launchers of [1, 0]) {
      await widget.launcher.click();
      await widget.panel.waitFor();
      await widget.panel.waitFor({ state: 'hidden' });
      await eventually(async () => {
        expect(widget.errors.at(-1)).to.equal(
          `Solde: the chat did not answer from its frame. Is ${site.url} among its allowed sites, and ${server.url} in this page's frame-src?`,
        );
        expect(await widget.launcher.count()).to.equal(launchers);
      });
    }
  });

  it('comes along where a site changes pages without loading them', async () => {
    await openChat();
    await widget.say('bonjour');
    await widget.waitFor('Vous avez dit : bonjour');
    await widget.page.evaluate('document.body = document.createElement("body")');
    await widget.waitFor('Vous avez dit : bonjour');
    await widget.say('encore');
    await widget.waitFor('Vous avez dit : encore');
    expect(server.backend.memory.size).to.equal(1);
    expect(await widget.page.locator('#solde-chat').count()).to.equal(1);
  });

  it('binds the token to the site it stands on, and ends with the permission', async () => {
    await openChat();
    const frame = await widget.frame();
    const { token, conversationId } = JSON.parse(
      await frame.evaluate<string>(`sessionStorage.getItem("solde.chat.lumio@${site.url}")`),
    ) as {
      token: string;
      conversationId: string;
    };
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    expect(claims).to.include({ origin: server.url, embedder: site.url, creditor: 'lumio' });
    const read = async (headers: Record<string, string>): Promise<number> =>
      (
        await fetch(`${server.directLine}/conversations/${conversationId}`, {
          headers: { Authorization: `Bearer ${token}`, ...headers },
        })
      ).status;
    expect(await read({ 'X-Solde-Embedder': site.url })).to.equal(200);
    expect(await read({})).to.equal(403);
    expect(await read({ 'X-Solde-Embedder': refused.url })).to.equal(403);
    expect(await read({ 'X-Solde-Embedder': site.url, Origin: site.url })).to.equal(403);
    server.backend.origins = [];
    clock.ms += 11_000;
    expect(await read({ 'X-Solde-Embedder': site.url })).to.equal(403);
  });

  it('speaks the language of the page', async () => {
    await openChat('/en', { locale: 'fr-FR' });
    expect(await widget.launcher.getAttribute('aria-label')).to.equal('Close the chat');
    expect(await widget.chat.getByPlaceholder('Your message…').count()).to.equal(1);
    await widget.page.goto(`${site.url}/de`);
    expect(await widget.page.locator('#solde-chat').getAttribute('lang')).to.equal('en');
  });

  it('writes a reference into the box, once, and sends nothing by itself', async () => {
    const text = (): Promise<string> => widget.chat.locator('#text').inputValue();
    await openChat('/?ref=LUM-1001');
    expect(await text()).to.equal('Ma référence : LUM-1001');
    expect(server.backend.requests).to.deep.equal([]);
    await widget.chat.locator('#text').press('Enter');
    await widget.waitFor('Vous avez dit : Ma référence : LUM-1001');
    await widget.page.reload();
    await widget.waitFor('Vous avez dit');
    expect(await text()).to.equal('');
    await widget.close();
    await openChat('/ref');
    expect(await text()).to.equal('Ma référence : FA-2026-0101');
    await widget.close();
    for (const other of ['twitter', '<img src=1>', '1'.repeat(60), '']) {
      await openChat(`/?ref=${encodeURIComponent(other)}`);
      expect(await text(), other).to.equal('');
      await widget.close();
    }
  });

  it('works on a page that is isolated and names nobody as referrer', async () => {
    await openChat('/isolated');
    await widget.say('bonjour');
    await widget.waitFor('Vous avez dit : bonjour');
    expect(widget.errors).to.deep.equal([]);
  });

  it('works where the browser lets a frame store nothing: each page of the site then begins anew', async () => {
    const strictBrowser = await startBrowser('store nothing');
    widget = await WidgetPage.open(strictBrowser, site.url);
    await widget.launcher.click();
    await widget.say('bonjour');
    await widget.waitFor('Vous avez dit : bonjour');
    await widget.page.goto(`${site.url}/autre`);
    await widget.waitFor(greeting);
    expect(await widget.lines()).to.deep.equal([greeting]);
    expect(widget.errors).to.deep.equal([]);
    await strictBrowser.close();
  });

  it('keeps its size and place whatever the page’s own styles do', async () => {
    await openChat('/careless');
    await widget.waitUntilStill();
    const [launcher, panel] = [(await widget.launcher.boundingBox())!, (await widget.panel.boundingBox())!];
    expect([launcher.width, launcher.height]).to.deep.equal([52, 52]);
    expect([launcher.x + launcher.width, launcher.y + launcher.height]).to.deep.equal([1080, 780]);
    expect([panel.width, panel.height]).to.deep.equal([400, 640]);
    const frame = await widget.frame();
    expect(await frame.evaluate('innerWidth')).to.equal(398);
  });

  for (const [what, viewport] of [
    ['a telephone', { width: 390, height: 844 }],
    ['a small telephone', { width: 320, height: 568 }],
    ['200 % zoom of 1280 by 720', { width: 640, height: 360 }],
    ['400 % zoom of 1280 by 1024', { width: 320, height: 256 }],
  ] as const) {
    it(`takes the whole window of ${what}, and leaves it`, async () => {
      await openChat('/', { viewport, hasTouch: true });
      await widget.waitUntilStill();
      const box = (await widget.panel.boundingBox())!;
      expect([box.x, box.y, Math.round(box.width), Math.round(box.height)]).to.deep.equal([
        0,
        0,
        viewport.width,
        viewport.height,
      ]);
      expect(
        await widget.page.evaluate(
          'document.querySelector("#solde-chat").shadowRoot.querySelector("dialog").matches(":modal")',
        ),
      ).to.equal(true);
      const frame = await widget.frame();
      expect(
        await frame.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).to.be.at.most(0);
      await widget.say('solde');
      await widget.waitFor('Que souhaitez-vous faire ?');
      await widget.expectAccessible(what);
      await widget.chat.getByRole('button', { name: 'Fermer la discussion' }).click();
      await widget.panel.waitFor({ state: 'hidden' });
      expect(
        await widget.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).to.be.at.most(0);
      await widget.page.goto(`${site.url}/autre`);
      await widget.launcher.waitFor();
      expect(await widget.panel.isVisible(), 'the page one went to is seen').to.equal(false);
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no violation axe can find, closed or open, in ${colorScheme} colours`, async () => {
      await openChat('/', { colorScheme });
      await widget.say('solde');
      await widget.waitFor('Que souhaitez-vous faire ?');
      await widget.expectAccessible('open');
      await widget.closeWithEscape();
      server.backend.say(conversation(), { text: 'une nouvelle' });
      await widget.page.getByRole('button', { name: /1 nouveau message/ }).waitFor();
      await widget.expectAccessible('closed');
    });
  }

  it('keeps still for those who ask for it', async () => {
    const animation =
      'getComputedStyle(document.querySelector("#solde-chat").shadowRoot.querySelector("dialog")).animationName';
    await openChat();
    expect(await widget.page.evaluate(animation)).to.equal('rise');
    await widget.close();
    await openChat('/', { reducedMotion: 'reduce' });
    expect(await widget.page.evaluate(animation)).to.equal('none');
  });
});
