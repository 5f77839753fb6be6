import { request } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import { SignJWT, UnsecuredJWT } from 'jose';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { call, openConversation } from './chat-caller.ts';

const bearer = (token: string): RequestInit => ({ headers: { Authorization: `Bearer ${token}` } });
const secret = 'a secret of the tests, 32 bytes long';

describe('Direct Line server: who may speak', () => {
  const clock = { ms: Date.UTC(2026, 10, 22, 10) };
  let server: ChatServer;

  beforeEach(async () => {
    server = await startChatServer({ clock, embedders: ['https://good.example'] });
  });
  afterEach(() => server.stop());

  describe('origins (exact list, nothing reflected)', () => {
    const refused = [
      'null',
      'https://good.example.evil.example',
      'http://good.example',
      'https://good.example:8443',
      'https://sub.good.example',
      'https://GOOD.example',
      'https://good.example/',
      'https://good.example,https://evil.example',
      '*',
      'file://',
      'https://evil.example',
      'https://evilgood.example',
    ];
    for (const origin of refused) {
      it(`refuses ${origin}`, async () => {
        const { status, headers } = await call(server, 'POST', '/tokens/generate', { headers: { Origin: origin } });
        expect(status).to.equal(403);
        expect(headers.get('access-control-allow-origin')).to.equal(null);
        const preflight = await call(server, 'OPTIONS', '/conversations', { headers: { Origin: origin } });
        expect(preflight.headers.get('access-control-allow-origin')).to.equal(null);
      });
    }

    it('answers a listed origin with exactly that origin, and its preflight with what Web Chat needs', async () => {
      const headers = { Origin: 'https://good.example' };
      const { status, headers: given } = await call(server, 'POST', '/tokens/generate', { headers });
      expect(status).to.equal(200);
      expect(given.get('access-control-allow-origin')).to.equal('https://good.example');
      expect(given.get('access-control-allow-credentials')).to.equal(null);
      expect(given.get('vary')).to.equal('Origin');
      const preflight = await call(server, 'OPTIONS', '/conversations/x/activities', { headers });
      expect(preflight.status).to.equal(204);
      expect(preflight.headers.get('access-control-allow-headers')).to.equal(
        'authorization, content-type, x-ms-bot-agent, x-requested-with',
      );
      expect(preflight.headers.get('access-control-allow-methods')).to.equal('GET, POST, OPTIONS');
    });

    it('binds a token to the origin it was given to', async () => {
      const { json } = await call(server, 'POST', '/tokens/generate', { headers: { Origin: 'https://good.example' } });
      const headers = { Authorization: `Bearer ${String(json['token'])}` };
      const other = await call(server, 'POST', '/conversations', { headers: { ...headers, Origin: server.url } });
      expect([other.status, (other.json['error'] as { code: string }).code]).to.deep.equal([403, 'OriginMismatch']);
      const own = await call(server, 'POST', '/conversations', {
        headers: { ...headers, Origin: 'https://good.example' },
      });
      expect(own.status).to.equal(201);
    });
  });

  describe('tokens', () => {
    it('chooses the user and the conversation itself, whatever the browser asks for', async () => {
      for (const id of ['me', 'dl_victim', 'x'.repeat(2000)]) {
        const body = JSON.stringify({ user: { id, name: 'Victim' }, conversationId: 'mine', trustedOrigins: ['*'] });
        const headers = { 'Content-Type': 'application/json' };
        const { status, json } = await call(server, 'POST', '/tokens/generate', { headers, body });
        expect(status).to.equal(200);
        const [, payload = ''] = String(json['token']).split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
        expect(claims['user']).to.match(/^dl_[\w-]{24}$/);
        expect(claims['conv']).to.equal(json['conversationId']);
        expect(json['conversationId']).to.match(/^[0-9a-f-]{36}$/);
        expect(json['expires_in']).to.equal(1800);
      }
    });

    it('refuses a huge user id, an unknown creditor and a body of another shape', async () => {
      const headers = { 'Content-Type': 'application/json' };
      const post = (body: object): Promise<{ status: number }> =>
        call(server, 'POST', '/tokens/generate', { headers, body: JSON.stringify(body) });
      expect((await post({ user: { id: 'x'.repeat(100_000) } })).status).to.equal(413);
      expect((await post({ creditor: 'nobody' })).status).to.equal(404);
      expect((await post({ creditor: 12 })).status).to.equal(400);
      expect((await post([])).status).to.equal(400);
    });

    it('refuses what it did not sign', async () => {
      const { id, token } = await openConversation(server);
      const claims = { conv: id, user: 'dl_x', creditor: 'lumio', origin: null, jti: 'j' };
      const sign = (key: string, audience: string): Promise<string> =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256' })
          .setAudience(audience)
          .setExpirationTime(clock.ms / 1000 + 600)
          .sign(new TextEncoder().encode(key));
      const [header = '', payload = '', signature = ''] = token.split('.');
      const forged = [
        await sign('another secret of the same length!!!', 'chat'),
        await sign(secret, 'stream'),
        new UnsecuredJWT(claims)
          .setAudience('chat')
          .setExpirationTime(clock.ms / 1000 + 600)
          .encode(),
        `${header}.${payload}.`,
        `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
        'undefined',
        'a.b.c',
        'x'.repeat(2048),
      ];
      for (const bad of forged) {
        expect((await call(server, 'GET', `/conversations/${id}`, bearer(bad))).status, bad.slice(0, 40)).to.equal(401);
      }
      expect((await call(server, 'GET', `/conversations/${id}`)).status).to.equal(401);
      expect((await call(server, 'GET', `/conversations/${id}`, bearer('y'.repeat(3000)))).status).to.equal(401);
    });

    it('keeps conversations apart', async () => {
      const [mine, other] = [await openConversation(server), await openConversation(server)];
      for (const [method, path] of [
        ['GET', ''],
        ['GET', '/activities'],
        ['POST', '/activities'],
        ['POST', '/upload'],
      ] as const) {
        const { status } = await call(server, method, `/conversations/${other.id}${path}`, bearer(mine.token));
        expect(status, `${method} ${path}`).to.equal(403);
      }
    });

    it('refreshes a living token for the same user, and not an expired one', async () => {
      const { id, token, read } = await openConversation(server);
      const start = clock.ms;
      clock.ms = start + 1_700_000;
      const younger = await call(server, 'POST', '/tokens/refresh', { method: 'POST', ...bearer(token) });
      expect([younger.status, younger.json['conversationId'], younger.json['expires_in']]).to.deep.equal([
        200,
        id,
        1800,
      ]);
      clock.ms = start + 1_801_000;
      const late = await call(server, 'POST', '/tokens/refresh', { method: 'POST', ...bearer(token) });
      expect([late.status, late.json]).to.deep.equal([
        403,
        { error: { code: 'TokenExpired', message: 'Token has expired' } },
      ]);
      expect(await read()).to.have.property('error');
      const resumed = await call(
        server,
        'GET',
        `/conversations/${id}?watermark=`,
        bearer(String(younger.json['token'])),
      );
      expect(resumed.status).to.equal(200);
      expect(resumed.json).to.include.keys('conversationId', 'token', 'expires_in', 'streamUrl');
      clock.ms = start;
    });

    it('says 404 for a conversation that is not there, which ends the client', async () => {
      const { json } = await call(server, 'POST', '/tokens/generate');
      const path = `/conversations/${String(json['conversationId'])}`;
      expect((await call(server, 'GET', path, bearer(String(json['token'])))).status).to.equal(404);
      const headers = { Authorization: `Bearer ${String(json['token'])}`, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ type: 'message', text: 'x' });
      expect((await call(server, 'POST', `${path}/activities`, { headers, body })).status).to.equal(404);
      expect(server.troubles).to.deep.equal([]);
    });

    it('says 201 the first time and 200 the second, with one greeting', async () => {
      const { started, token, read } = await openConversation(server);
      expect(started.status).to.equal(201);
      const again = await call(server, 'POST', '/conversations', bearer(token));
      expect(again.status).to.equal(200);
      expect((await read()).activities).to.have.length(1);
    });

    it('accepts tokens of the former secret after the secret has changed', async () => {
      const { id, token } = await openConversation(server);
      const next = await startChatServer({
        clock,
        backend: server.backend,
        secrets: ['the next secret of the tests, long', secret],
      });
      expect((await call(next, 'GET', `/conversations/${id}`, bearer(token))).status).to.equal(200);
      await next.stop();
    });
  });

  describe('limits', () => {
    it('gives 20 tokens a minute to one address, whatever it writes in X-Forwarded-For', async () => {
      const strict = await startChatServer({ clock, limits: { tokensPerAddress: { burst: 20, perMinute: 20 } } });
      const ask = async (n: number): Promise<number> => {
        const headers = {
          'X-Forwarded-For': `10.0.0.${n}, 127.0.0.1`,
          Forwarded: 'for=127.0.0.1',
          'X-Real-IP': '::1%eth0',
        };
        return (await call(strict, 'POST', '/tokens/generate', { headers })).status;
      };
      const statuses = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n % 250)));
      expect(statuses.filter((status) => status === 200)).to.have.length(20);
      expect(statuses.filter((status) => status === 429)).to.have.length(180);
      clock.ms += 60_000;
      expect(await ask(1)).to.equal(200);
      await strict.stop();
    });

    it('gives a bounded number of tokens to everybody together', async () => {
      const strict = await startChatServer({ clock, limits: { tokens: { burst: 5, perMinute: 5 } } });
      const statuses = await Promise.all(
        Array.from({ length: 9 }, async () => (await call(strict, 'POST', '/tokens/generate')).status),
      );
      expect(statuses.filter((status) => status === 200)).to.have.length(5);
      await strict.stop();
    });

    it('takes 30 messages a minute from one conversation', async () => {
      const chat = await openConversation(server);
      const statuses = [];
      for (let n = 0; n < 35; n += 1) statuses.push((await chat.post({ type: 'message', text: `m${n}` })).status);
      expect(statuses).to.deep.equal([...Array<number>(30).fill(200), ...Array<number>(5).fill(429)]);
    });
  });

  describe('requests that are not quite HTTP', () => {
    const raw = (lines: string): Promise<string> =>
      new Promise((resolve) => {
        const { port } = new URL(server.url);
        let answer = '';
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(lines));
        socket.setTimeout(20_000, () => socket.destroy());
        socket.on('data', (chunk) => {
          answer += chunk.toString();
          socket.setTimeout(200); // the connection may stay open; the answer is all there is to come
        });
        socket.on('close', () => {
          resolve(answer);
        });
        socket.on('error', () => {
          resolve(answer);
        });
      });
    const head = 'POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: x\r\n';
    const cases: [string, string, RegExp][] = [
      [
        'both lengths (smuggling)',
        `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
        /^HTTP\/1.1 400/,
      ],
      ['two lengths', `${head}Content-Length: 0\r\nContent-Length: 5\r\n\r\n`, /^HTTP\/1.1 400/],
      ['a header of 1 MB', `${head}X: ${'a'.repeat(1_000_000)}\r\n\r\n`, /^(HTTP\/1.1 431|$)/],
      ['no Host in HTTP/1.1', 'GET /v3/directline/conversations/x HTTP/1.1\r\n\r\n', /^HTTP\/1.1 400/],
      ['HTTP/1.0 without Host', 'GET /v3/directline/conversations/x HTTP/1.0\r\n\r\n', /^HTTP\/1.1 401/],
      ['a strange path', 'GET //v3//directline/..;/ HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1.1 40[04]/],
      ['encoded dots', 'GET /v3/directline/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1.1 40[045]/],
      ['a broken escape', 'GET /v3/directline/conversations/%zz HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1.1 40[014]/],
      ['TRACE', 'TRACE /v3/directline/conversations HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1.1 (405|404|501)/],
      ['PUT', 'PUT /v3/directline/conversations HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n', /^HTTP\/1.1 405/],
    ];
    for (const [what, lines, expected] of cases) {
      it(what, async () => {
        const answer = await raw(lines);
        expect(answer.slice(0, 60)).to.match(expected);
        expect(answer).to.not.match(/node_modules|\.ts:/);
      });
    }

    it('never believes Host: addresses are those of the settings', async () => {
      const { token } = await openConversation(server);
      const { port } = new URL(server.url);
      const body = await new Promise<string>((resolve) => {
        const headers = { Host: 'evil.example', Authorization: `Bearer ${token}` };
        request({ port, host: '127.0.0.1', method: 'POST', path: '/v3/directline/conversations', headers }, (res) => {
          let text = '';
          res
            .on('data', (chunk: Buffer) => (text += chunk.toString()))
            .on('end', () => {
              resolve(text);
            });
        }).end();
      });
      expect(body).to.include(server.url.replace('http', 'ws')).and.not.include('evil');
    });

    it('bounds the time a slow caller may take', () => {
      const { server: http } = server.server;
      expect([http.headersTimeout, http.requestTimeout]).to.deep.equal([10_000, 90_000]);
    });
  });

  it('says nothing of what went wrong inside', async () => {
    const chat = await openConversation(server);
    server.backend.failing = true;
    const posted = await chat.post({ type: 'message', text: 'x' });
    const polled = await chat.get(`/conversations/${chat.id}/activities?watermark=7`);
    const resumed = await chat.get(`/conversations/${chat.id}`);
    expect([posted.status, resumed.status]).to.deep.equal([503, 503]);
    expect(JSON.stringify(posted.json)).to.not.include('store');
    expect([polled.status, polled.json]).to.deep.equal([200, { activities: [], watermark: '7' }]);
    expect(server.troubles).to.have.length(3);
  });

  it('reads any watermark it is given', async () => {
    const chat = await openConversation(server);
    await chat.post({ type: 'message', text: 'x' });
    for (const [watermark, count] of [
      ['', 3],
      ['0', 3],
      ['1', 2],
      ['3', 0],
      ['undefined', 3],
      ['-1', 3],
      ['1e9', 3],
      ['9'.repeat(40), 3],
    ] as const) {
      expect((await chat.read(watermark)).activities, watermark).to.have.length(count);
    }
    expect((await chat.read('3')).watermark).to.equal('3');
  });
});
