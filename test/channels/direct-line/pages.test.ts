import { expect } from 'chai';
import { type Assets, buildAssets } from '../../../channels/direct-line/assets.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

describe('chat page', () => {
  let assets: Assets;
  let server: ChatServer;
  before(async () => {
    assets = await buildAssets(new URL('../../../web', import.meta.url).pathname);
    server = await startChatServer({ assets });
  });
  after(() => server.stop());

  it('is served at / and /chat/:slug with nothing but its own files allowed', async () => {
    for (const path of ['/', '/chat/lumio', '/?lang=en']) {
      const response = await fetch(server.url + path);
      expect(response.status, path).to.equal(200);
      const policy = response.headers.get('content-security-policy');
      expect(policy).to.equal(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
          `connect-src 'self' ${server.url.replace('http', 'ws')}; frame-ancestors 'none'; base-uri 'none'; ` +
          "form-action 'self'; object-src 'none'",
      );
      expect(Object.fromEntries(response.headers)).to.include({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
      });
      const html = await response.text();
      expect(html).to.include('Lumio Équipement').and.include(assets.chatScript.path).and.not.include('{{');
      expect(html).to.not.match(/<script>|style=|onclick/);
    }
  });

  it('names only the sites that may embed it', async () => {
    const framed = await startChatServer({ assets, embedders: ['https://shop.example'] });
    const { headers } = await fetch(`${framed.url}/chat/lumio`);
    const alone = await fetch(framed.url);
    expect(alone.headers.get('content-security-policy')).to.include("frame-ancestors 'none';");
    expect(headers.get('content-security-policy')).to.include('frame-ancestors https://shop.example;');
    expect(headers.get('x-frame-options')).to.equal(null);
    await framed.stop();
  });

  it('is not found for an unknown creditor, and says so in no detail', async () => {
    for (const slug of ['nobody', '..%2f..', '%3Cscript%3E', 'a'.repeat(300)]) {
      const response = await fetch(`${server.url}/chat/${slug}`);
      expect(response.status, slug).to.be.oneOf([404, 414]);
      expect(await response.text()).to.not.include('<script>');
    }
  });

  it('asks for patience when the creditor cannot be read', async () => {
    server.backend.failing = true;
    const response = await fetch(server.url);
    server.backend.failing = false;
    expect(response.status).to.equal(503);
  });

  it('opens in the language asked for, else the browser’s, else French', async () => {
    const cases: [string, string, string][] = [
      ['/', '', 'fr'],
      ['/', 'en-GB,en;q=0.9,fr;q=0.8', 'en'],
      ['/', 'fr-CA,en;q=0.5', 'fr'],
      ['/', 'de,es', 'fr'],
      ['/', 'de,en;q=0.5', 'en'],
      ['/?lang=en', 'fr', 'en'],
      ['/?lang=fr', 'en', 'fr'],
      ['/?lang=xx', 'en', 'en'],
    ];
    for (const [path, accept, expected] of cases) {
      const response = await fetch(server.url + path, { headers: { 'Accept-Language': accept } });
      expect(await response.text(), `${path} ${accept}`).to.include(`<html lang="${expected}"`);
    }
  });

  it('escapes the creditor’s name', async () => {
    const find = server.backend.findCreditor.bind(server.backend);
    server.backend.findCreditor = () =>
      Promise.resolve({ slug: 'x"><b>', displayName: '<img src=x onerror=alert(1)> & "Fils"' });
    const html = await (await fetch(server.url)).text();
    server.backend.findCreditor = find;
    expect(html).to.include('&#60;img src=x onerror=alert(1)&#62; &#38; &#34;Fils&#34;');
    expect(html).to.not.include('<img').and.not.include('x"><b>');
  });

  it('has files whose names change with their content, kept for ever, and small together', async () => {
    let total = Buffer.byteLength(assets.template);
    for (const asset of [assets.chatScript, assets.chatStyle]) {
      expect(asset.path).to.match(/^\/assets\/chat-[\w-]{16}\.(js|css)$/);
      const zipped = await fetch(server.url + asset.path, { headers: { 'Accept-Encoding': 'gzip' } });
      expect(zipped.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
      expect(zipped.headers.get('content-encoding')).to.equal('gzip');
      expect(Buffer.from(await zipped.arrayBuffer()).equals(asset.bytes)).to.equal(true);
      const plain = await fetch(server.url + asset.path, { headers: { 'Accept-Encoding': 'identity' } });
      expect(plain.headers.get('content-encoding')).to.equal(null);
      total += asset.gzipped.length;
    }
    expect(total).to.be.lessThan(25_000);
    const again = await buildAssets(new URL('../../../web', import.meta.url).pathname);
    expect(again.chatScript.path).to.equal(assets.chatScript.path);
  });
});
