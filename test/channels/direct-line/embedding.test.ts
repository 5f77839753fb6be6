import { expect } from 'chai';
import { type Assets, buildAssets } from '../../../channels/direct-line/assets.ts';
import { firstLoad } from '../../../channels/direct-line/first-load.ts';
import { type Answered, call } from './chat-caller.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

const shop = 'https://shop.example';
const other = 'https://other.example';

describe('chat on a customer’s site', () => {
  const clock = { ms: Date.UTC(2026, 10, 22, 10) };
  let assets: Assets;
  let server: ChatServer;

  before(async () => {
    assets = await buildAssets(new URL('../../../web', import.meta.url).pathname);
  });
  beforeEach(async () => {
    server = await startChatServer({ clock, assets, embedders: [shop] });
  });
  afterEach(() => server.stop());

  const generate = (headers: Record<string, string>): Promise<Answered> =>
    call(server, 'POST', '/tokens/generate', { headers: { Origin: server.url, ...headers } });
  const codeOf = ({ status, json }: Answered): [number, unknown] => [
    status,
    (json['error'] as { code?: string } | undefined)?.code,
  ];

  describe('a token of the chat in a frame', () => {
    it('is given for a site of the list alone', async () => {
      expect((await generate({ 'X-Solde-Embedder': shop })).status).to.equal(200);
      for (const site of [other, 'null', '*', `${shop}/`, `${shop}:443`, 'https://SHOP.example', 'x'.repeat(5000)]) {
        expect(codeOf(await generate({ 'X-Solde-Embedder': site })), site).to.deep.equal([403, 'OriginNotAllowed']);
      }
    });

    it('is worth nothing elsewhere: on every route, and for the stream', async () => {
      const { json } = await generate({ 'X-Solde-Embedder': shop });
      const id = String(json['conversationId']);
      const with_ = (headers: Record<string, string>): RequestInit => ({
        headers: { Authorization: `Bearer ${String(json['token'])}`, ...headers },
      });
      const routes = [
        ['POST', '/conversations'],
        ['GET', `/conversations/${id}`],
        ['GET', `/conversations/${id}/activities`],
        ['POST', `/conversations/${id}/activities`],
        ['POST', `/conversations/${id}/upload`],
        ['POST', '/tokens/refresh'],
      ] as const;
      for (const [method, path] of routes) {
        for (const [headers, code] of [
          [{}, 'EmbedderMismatch'],
          [{ 'X-Solde-Embedder': other }, 'EmbedderMismatch'],
          [{ 'X-Solde-Embedder': shop, Origin: shop }, 'OriginMismatch'],
        ] as const) {
          expect(codeOf(await call(server, method, path, with_(headers))), `${method} ${path}`).to.deep.equal([
            403,
            code,
          ]);
        }
      }
      const started = await call(server, 'POST', '/conversations', with_({ 'X-Solde-Embedder': shop }));
      expect(started.status).to.equal(201);
    });

    it('survives a refresh and a resumption as it is', async () => {
      const first = await generate({ 'X-Solde-Embedder': shop });
      const headers = { 'X-Solde-Embedder': shop, Authorization: `Bearer ${String(first.json['token'])}` };
      await call(server, 'POST', '/conversations', { headers });
      const path = `/conversations/${String(first.json['conversationId'])}`;
      for (const answered of [
        await call(server, 'POST', '/tokens/refresh', { headers }),
        await call(server, 'GET', path, { headers }),
      ]) {
        const Authorization = `Bearer ${String(answered.json['token'])}`;
        expect((await call(server, 'GET', path, { headers: { Authorization } })).status).to.equal(403);
        expect((await call(server, 'GET', path, { headers: { ...headers, Authorization } })).status).to.equal(200);
      }
    });

    it('ends within ten seconds when its site is taken off the list, and holds on while the list cannot be read', async () => {
      const { json } = await generate({ 'X-Solde-Embedder': shop });
      const headers = { 'X-Solde-Embedder': shop, Authorization: `Bearer ${String(json['token'])}` };
      const start = (): Promise<Answered> => call(server, 'POST', '/conversations', { headers });
      expect((await start()).status).to.equal(201);
      clock.ms += 10_000;
      server.backend.failing = true;
      const path = `/conversations/${String(json['conversationId'])}/activities`;
      expect((await call(server, 'GET', path, { headers })).status, 'trouble of the store looks like silence').to.equal(
        200,
      );
      server.backend.failing = false;
      expect((await start()).status).to.equal(200);
      server.backend.origins = [];
      clock.ms += 10_000;
      expect(codeOf(await start())).to.deep.equal([403, 'OriginNotAllowed']);
    });

    it('cannot be asked for by a script of the site: no preflight allows the header', async () => {
      const preflight = await call(server, 'OPTIONS', '/tokens/generate', {
        headers: { Origin: shop, 'Access-Control-Request-Headers': 'x-solde-embedder' },
      });
      expect(preflight.headers.get('access-control-allow-headers')).to.not.include('embedder');
    });
  });

  describe('/widget.js', () => {
    it('is asked for again each time and sent once, and names the widget by its content', async () => {
      const first = await fetch(`${server.url}/widget.js`);
      expect(Object.fromEntries(first.headers)).to.include({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
        'cross-origin-resource-policy': 'cross-origin',
        'content-encoding': 'gzip',
        vary: 'Accept-Encoding',
      });
      expect(await first.text()).to.include(assets.widgetScript.path.slice(1));
      const etag = first.headers.get('etag') ?? '';
      for (const tag of [etag, `W/${etag}`]) {
        const again = await fetch(`${server.url}/widget.js`, { headers: { 'If-None-Match': tag } });
        expect([again.status, await again.text()]).to.deep.equal([304, '']);
      }
      const changed = await fetch(`${server.url}/widget.js`, { headers: { 'If-None-Match': '"x"' } });
      expect(changed.status).to.equal(200);
      const widget = await fetch(server.url + assets.widgetScript.path);
      expect(widget.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
      expect(widget.headers.get('cross-origin-resource-policy')).to.equal('cross-origin');
    });

    it('starts on the creditor’s sites, and says elsewhere why it does not', async () => {
      const ask = async (path: string, referer?: string): Promise<string> => {
        const headers = referer === undefined ? {} : { Referer: referer };
        const response = await fetch(`${server.url}/widget/${path}`, { headers });
        expect([response.status, response.headers.get('vary')]).to.deep.equal([200, 'Referer']);
        return response.text();
      };
      const start = 'Solde.start({"name":"Lumio Équipement"});\n';
      expect(await ask('lumio.js', `${shop}/panier?x=1`)).to.equal(start);
      expect(await ask('lumio.js'), 'a browser that names no page').to.equal(start);
      expect(await ask('lumio.js', other)).to.match(/^console\.error\("Solde: https:\/\/other\.example is not among/);
      expect(await ask('lumio.js', 'no address')).to.equal(start);
      for (const path of ['nobody.js', 'lumio', '%22);alert(1);(%22.js', '..js']) {
        expect(await ask(path, shop), path).to.match(
          /^console\.error\("Solde: there is no chat called \\"[a-z]*\\"; .*\n$/,
        );
      }
      server.backend.failing = true;
      expect(await ask('lumio.js', shop)).to.include('cannot be reached at the moment');
    });
  });

  it('loads at most 60 kB before its first word', () => {
    const files = firstLoad(assets);
    expect(files).to.have.length(6);
    for (const { name, gzipped } of files) expect(gzipped, name).to.be.greaterThan(0);
    expect(files.reduce((sum, { gzipped }) => sum + gzipped, 0)).to.be.at.most(60_000);
  });
});
