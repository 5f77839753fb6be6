import { type Browser } from 'playwright-core';
import { expect } from 'chai';
import { type Assets, buildAssets } from '../../channels/direct-line/assets.ts';
import { eventually } from '../support/eventually.ts';
import { type ChatServer, startChatServer } from '../channels/direct-line/chat-server.ts';
import { MemoryBackend } from '../channels/direct-line/memory-backend.ts';
import { ChatPage, startBrowser } from './chat-browser.ts';
import { demoAnswers } from './demo-answers.ts';

const greeting = 'Bonjour, je suis l’assistant automatique de Lumio Équipement.';

/** As `lines` gives what is on the screen. */
const plain = (text: string | undefined): string | undefined => text?.replaceAll('\u00a0', ' ');

describe('chat page in Chromium', () => {
  const clock = { ms: Date.now() };
  let browser: Browser;
  let assets: Assets;
  let server: ChatServer;
  let chat: ChatPage;

  before(async () => {
    browser = await startBrowser();
    assets = await buildAssets(new URL('../../web', import.meta.url).pathname);
  });
  after(() => browser.close());
  beforeEach(async () => {
    clock.ms = Date.now();
    server = await startChatServer({ backend: new MemoryBackend(demoAnswers), assets, clock });
    chat = await ChatPage.open(browser, server.url);
    await chat.waitFor(greeting);
  });
  afterEach(async () => {
    expect(chat.problems).to.deep.equal([]);
    await chat.close();
    await server.stop();
  });

  const conversation = (): [string, NonNullable<ReturnType<MemoryBackend['memory']['get']>>] => {
    const [entry] = [...server.backend.memory.entries()].slice(-1);
    return entry!;
  };
  const restartServer = async (whileAway: (backend: MemoryBackend, id: string) => Promise<void>): Promise<void> => {
    const { memory } = server.backend;
    const [id] = conversation();
    const port = Number(new URL(server.url).port);
    await server.stop();
    const backend = new MemoryBackend(demoAnswers, memory);
    await whileAway(backend, id);
    server = await startChatServer({ backend, assets, clock, port });
  };

  it('sends, receives, offers buttons and cards, and takes one answer to each', async () => {
    await chat.say('solde');
    await chat.page.getByRole('button', { name: 'Payer en plusieurs fois' }).click();
    const confirm = chat.page.getByRole('button', { name: 'JE CONFIRME' });
    await confirm.click();
    await chat.waitFor('C’est noté.');
    expect(await confirm.isDisabled()).to.equal(true);
    expect(await chat.page.getByRole('button', { name: 'Modifier' }).isDisabled()).to.equal(true);
    expect(await chat.page.locator('#suggestions button').count()).to.equal(0);
    const values = server.backend.requests.map(({ activity }) => activity.value);
    expect(values).to.deep.equal([undefined, { option: 'plan' }, { option: 'confirm' }]);
    const link = chat.page.getByRole('link', { name: /Accord\.pdf/ });
    expect(await link.getAttribute('href')).to.equal('http://127.0.0.1/f/token');
    expect(await link.getAttribute('rel')).to.equal('noopener noreferrer');
    expect(await chat.lines()).to.deep.equal([
      greeting,
      'solde',
      'Voici votre compte.',
      'Que souhaitez-vous faire ?',
      'Payer en plusieurs fois',
      'Voici ce que je vous propose.',
      'JE CONFIRME',
      'C’est noté.',
    ]);
  });

  it('fills a card’s form, checked before it is sent', async () => {
    await chat.say('form');
    await chat.page.getByRole('button', { name: 'Valider' }).click();
    expect(server.backend.requests).to.have.length(1);
    await chat.page.getByLabel('Numéro de client').fill('LUM-1001');
    await chat.page.getByLabel('Date de naissance').fill('1988-04-12');
    await chat.page.getByLabel('Montant').fill('92.3');
    await chat.page.getByRole('button', { name: 'Valider' }).click();
    await chat.waitFor('Vous avez dit : Valider');
    expect(server.backend.requests[1]!.activity.value).to.deep.equal({
      option: 'identify',
      reference: 'LUM-1001',
      birth: '1988-04-12',
      amount: '92.3',
      factor: 'code',
    });
  });

  it('shows markup as words, from either side', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script> [a](javascript:alert(1))';
    await chat.say(hostile);
    await chat.waitFor(`Vous avez dit : ${hostile}`);
    expect(await chat.page.locator('.bubble img, .bubble script, .bubble a').count()).to.equal(0);
  });

  it('shows a picture that came with the message', async () => {
    await chat.say('qr');
    const picture = chat.page.getByRole('img', { name: 'Code QR de virement' });
    await picture.waitFor();
    const width = 'document.querySelector(".card img").naturalWidth';
    await eventually(async () => expect(await chat.page.evaluate(width)).to.equal(1));
  });

  it('works with the keyboard alone', async () => {
    const focused = (): Promise<string> =>
      chat.page.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()');
    await chat.page.evaluate('document.activeElement.blur()');
    const order: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      await chat.page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).to.deep.equal(['fr', 'en', 'restart', 'log', 'attach', 'text', 'send']);
    await chat.page.focus('#text');
    await chat.page.keyboard.type('solde');
    await chat.page.keyboard.press('Enter');
    await chat.page.locator('#suggestions button').first().waitFor();
    expect(await focused()).to.equal('text');
    for (let n = 0; n < 3; n += 1) await chat.page.keyboard.press('Shift+Tab');
    expect(await focused()).to.equal('Payer en plusieurs fois');
    await chat.page.keyboard.press('Enter');
    await chat.waitFor('Voici ce que je vous propose.');
    expect(await focused()).to.equal('text');
    await chat.page.keyboard.type('un');
    await chat.page.keyboard.press('Shift+Enter');
    await chat.page.keyboard.type('deux');
    await chat.page.keyboard.press('Enter');
    await chat.waitFor('Vous avez dit : un');
    expect(server.backend.requests.at(-1)!.activity.text).to.equal('un\ndeux');
  });

  it('resumes after a reload with everything once', async () => {
    await chat.say('un');
    await chat.waitFor('Vous avez dit : un');
    const before = await chat.lines();
    await chat.page.reload();
    await chat.waitFor('Vous avez dit : un');
    expect(await chat.lines()).to.deep.equal(before);
    await chat.say('deux');
    await chat.waitFor('Vous avez dit : deux');
    expect(server.backend.memory.size).to.equal(1);
  });

  it('resumes after a restart of the service: what was written and said meanwhile arrives once', async () => {
    await chat.say('avant');
    await chat.waitFor('Vous avez dit : avant');
    await restartServer(async (backend, id) => {
      await chat.say('pendant');
      await chat.page.locator('[data-state="waiting"]').waitFor();
      await chat.page.locator('#banner:visible').waitFor();
      backend.say(id, { text: 'dit pendant l’absence' });
    });
    await chat.waitFor('Vous avez dit : pendant');
    await chat.waitFor('dit pendant l’absence');
    await chat.page.locator('#banner').waitFor({ state: 'hidden' });
    const [, { items }] = conversation();
    expect(await chat.lines()).to.deep.equal(items.map(({ activity }) => plain(activity.text)));
    expect(server.backend.requests.map(({ activity }) => activity.text)).to.deep.equal(['pendant']);
  });

  it('keeps what could not be sent over a reload', async () => {
    server.backend.failing = true;
    await chat.say('à ne pas perdre');
    await chat.page.locator('[data-state="waiting"]').waitFor();
    server.backend.failing = false;
    await chat.page.reload();
    await chat.waitFor('Vous avez dit : à ne pas perdre');
    expect(await chat.lines()).to.deep.equal([greeting, 'à ne pas perdre', 'Vous avez dit : à ne pas perdre']);
  });

  it('sends a message once when only its answer was lost', async () => {
    await chat.page.route('**/activities', async (route) => {
      await route.fetch();
      await route.abort();
      await chat.page.unroute('**/activities');
    });
    await chat.say('une fois');
    await chat.waitFor('Vous avez dit : une fois');
    await chat.say('fin');
    await chat.waitFor('Vous avez dit : fin');
    expect(server.backend.requests.map(({ activity }) => activity.text)).to.deep.equal(['une fois', 'fin']);
    expect((await chat.lines()).filter((line) => line === 'une fois')).to.have.length(1);
  });

  it('polls where sockets do not pass', async () => {
    await chat.close();
    chat = new ChatPage(await (await browser.newContext({ locale: 'fr-FR' })).newPage());
    await chat.page.routeWebSocket(/stream/, (socket) => void socket.close());
    await chat.page.goto(server.url);
    await chat.waitFor(greeting);
    await chat.say('par étapes');
    await chat.waitFor('Vous avez dit : par étapes');
    const { memory } = server.backend;
    expect(await chat.lines()).to.deep.equal(
      [...memory.values()].at(-1)!.items.map(({ activity }) => plain(activity.text)),
    );
  });

  it('hands the conversation over to another window, and takes it back', async () => {
    const storage = await chat.page.evaluate<string>('JSON.stringify(sessionStorage)');
    const other = new ChatPage(await chat.page.context().newPage());
    await other.page.addInitScript(`Object.assign(sessionStorage, ${storage})`);
    await other.page.goto(server.url);
    await other.waitFor(greeting);
    await chat.page.getByText('Cette conversation continue dans une autre fenêtre.').waitFor();
    await other.say('ici');
    await other.waitFor('Vous avez dit : ici');
    expect(await chat.lines()).to.deep.equal([greeting]);
    await chat.page.getByRole('button', { name: 'Continuer ici' }).click();
    await chat.waitFor('Vous avez dit : ici');
    await other.page.getByRole('button', { name: 'Continuer ici' }).waitFor();
    expect(other.problems).to.deep.equal([]);
  });

  it('begins again, and says so, when the conversation can no longer be resumed', async () => {
    await chat.say('un');
    await chat.waitFor('Vous avez dit : un');
    clock.ms += 1_900_000;
    await chat.page.reload();
    await chat.page.getByText('La conversation précédente est terminée. En voici une nouvelle.').waitFor();
    await chat.waitFor(greeting);
    expect(server.backend.memory.size).to.equal(2);
  });

  it('begins a new conversation when asked, after asking back', async () => {
    await chat.say('un');
    await chat.waitFor('Vous avez dit : un');
    await chat.page.getByRole('button', { name: 'Nouvelle conversation' }).click();
    await chat.page.getByRole('button', { name: 'Continuer celle-ci' }).click();
    expect(await chat.lines()).to.have.length(3);
    await chat.page.getByRole('button', { name: 'Nouvelle conversation' }).click();
    await chat.page.getByRole('button', { name: 'Recommencer' }).click();
    await chat.page.locator('.bubble.user').waitFor({ state: 'detached' });
    await chat.waitFor(greeting);
    expect(await chat.lines()).to.deep.equal([greeting]);
    expect(server.backend.memory.size).to.equal(2);
  });

  it('sends files, and says which it cannot take before sending', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await chat.page.setInputFiles('#files', [
      { name: 'virus.exe', mimeType: 'image/png', buffer: png },
      { name: 'bon.png', mimeType: 'image/png', buffer: png },
      { name: 'autre.png', mimeType: 'image/png', buffer: png },
    ]);
    await chat.page.getByRole('alert').filter({ hasText: 'virus.exe' }).waitFor();
    await chat.page.getByRole('button', { name: 'Retirer autre.png' }).click();
    await chat.say('le bon de livraison');
    await chat.waitFor('Vous avez dit : le bon de livraison');
    const [request] = server.backend.requests;
    expect(request!.files.map(({ name, bytes }) => [name, bytes.length])).to.deep.equal([['bon.png', png.length]]);
    await chat.page.setInputFiles('#files', { name: 'faux.png', mimeType: 'image/png', buffer: Buffer.from('<html>') });
    await chat.page.click('#send');
    await chat.page.locator('[data-state="failed"]', { hasText: 'Non envoyé' }).waitFor();
  });

  it('changes its language, and tells the assistant', async () => {
    await chat.page.getByRole('button', { name: 'English' }).click();
    expect(await chat.page.getByPlaceholder('Your message…').count()).to.equal(1);
    expect(await chat.page.evaluate<string>('document.documentElement.lang')).to.equal('en');
    await chat.say('hello');
    await chat.waitFor('Vous avez dit : hello');
    const [event, message] = server.backend.requests.map(({ activity }) => activity);
    expect(event).to.include({ type: 'event', name: 'language', locale: 'en-GB' });
    expect(event!.value).to.deep.equal({ language: 'en' });
    expect(message!.locale).to.equal('en-GB');
    await chat.page.reload();
    await chat.waitFor('Vous avez dit : hello');
    expect(await chat.page.getByRole('button', { name: 'English' }).getAttribute('aria-pressed')).to.equal('true');
  });

  it('follows a change of language made in the conversation', async () => {
    const [id] = conversation();
    server.backend.say(id, { text: 'Of course, in English.', locale: 'en-GB' });
    await chat.page.locator('#en[aria-pressed="true"]').waitFor();
    expect(await chat.page.locator('.bubble', { hasText: 'Of course' }).getAttribute('lang')).to.equal('en-GB');
    await chat.page.getByRole('button', { name: 'Français' }).click();
    await eventually(() => expect(server.backend.requests).to.have.length(1));
    server.backend.say(id, { text: 'Still on its way.', locale: 'en-GB' });
    await chat.waitFor('Still on its way.');
    expect(await chat.page.locator('#fr').getAttribute('aria-pressed')).to.equal('true');
    expect(server.backend.requests.map(({ activity }) => activity.value)).to.deep.equal([{ language: 'fr' }]);
  });

  it('links to the hosts the creditor has named, and to no other', async () => {
    const [id] = conversation();
    const text =
      'Payez sur https://pay.lumio.example/r/1. Pas sur https://pay.lumio.example.evil.example/ ni https://evil.example/https://pay.lumio.example/';
    server.backend.say(id, { text });
    await chat.waitFor('Payez sur');
    const links = await chat.page.evaluate<string[]>(
      '[...document.querySelectorAll(".bubble a")].map((link) => link.href)',
    );
    expect(links).to.deep.equal(['https://pay.lumio.example/r/1']);
    expect(await chat.lines()).to.include(text);
    await chat.say('https://pay.lumio.example/r/2');
    await chat.waitFor('Vous avez dit');
    expect(await chat.page.locator('.bubble.user a').count()).to.equal(0);
  });

  it('writes the reference that a link carries into the box, and sends nothing by itself', async () => {
    await chat.close();
    chat = await ChatPage.open(browser, `${server.url}/chat/lumio?ref=FA-2026-0101&lang=en`);
    await chat.waitFor(greeting);
    expect(await chat.page.inputValue('#text')).to.equal('My reference: FA-2026-0101');
    expect(server.backend.requests).to.deep.equal([]);
  });

  it('shows that the assistant is writing, and stops when it has written', async () => {
    const [id] = conversation();
    server.backend.signal(id, { kind: 'typing' });
    await chat.page.locator('.typing:visible').waitFor();
    server.backend.say(id, { text: 'voilà' });
    await chat.waitFor('voilà');
    expect(await chat.page.locator('.typing:visible').count()).to.equal(0);
  });
});
