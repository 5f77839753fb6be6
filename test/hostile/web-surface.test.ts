import { connect } from 'node:net';
import { expect } from 'chai';
import { phone, visitor } from './person.ts';
import { startTarget, type Target } from './target.ts';

/** One raw exchange: what a client that follows no rule may send. */
function exchange(url: string, request: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    const done = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(3_000, done);
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', done).on('close', done);
    socket.write(request);
  });
}

const status = (answer: string): number => Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0);
const close = 'Connection: close\r\n';

describe('the web surface', function () {
  let service: Target;
  let production: Target;

  before(async () => {
    service = await startTarget();
    production = await startTarget({ NODE_ENV: 'production', PUBLIC_BASE_URL: 'https://solde.example' });
  });

  after(() => Promise.all([service.stop(), production.stop()]));

  describe('what is for development only', () => {
    for (const path of ['/demo/outbox', '/demo/console', '/demo/site']) {
      for (const { from, headers } of [
        { from: 'another host name', headers: 'Host: solde.example\r\n' },
        { from: 'a name that begins like ours', headers: 'Host: localhost.evil.example\r\n' },
        { from: 'a name that ends like ours', headers: 'Host: evil.example:80@localhost\r\n' },
        { from: 'this machine’s public address', headers: 'Host: 192.168.1.20:3978\r\n' },
        { from: 'an empty name', headers: 'Host: \r\n' },
        { from: 'a tunnel that says so', headers: 'Host: localhost\r\nX-Forwarded-For: 203.0.113.5\r\n' },
        { from: 'a tunnel that lies', headers: 'Host: localhost\r\nX-Forwarded-For: 127.0.0.1\r\n' },
        { from: 'a proxy of the standard', headers: 'Host: localhost\r\nForwarded: for=127.0.0.1\r\n' },
        { from: 'a gateway', headers: 'Host: localhost\r\nVia: 1.1 gateway\r\n' },
        { from: 'a proxy with a host of its own', headers: 'Host: localhost\r\nX-Forwarded-Host: localhost\r\n' },
        { from: 'a page of another site', headers: 'Host: localhost\r\nOrigin: https://evil.example\r\n' },
        { from: 'a page without an origin', headers: 'Host: localhost\r\nOrigin: null\r\n' },
      ]) {
        it(`${path} is not there for ${from}`, async () => {
          const answer = path.endsWith('console')
            ? await exchange(service.url, post(path, headers, '{"id":"a","from":"+33639980001","text":"mon solde"}'))
            : await exchange(service.url, `GET ${path} HTTP/1.1\r\n${headers}${close}\r\n`);
          expect(status(answer), answer).to.be.oneOf([404, 400]);
          expect(answer).not.to.match(/"text"|messages/);
        });
      }
    }

    for (const path of ['/demo/outbox', '/demo/console', '/demo/', '/demo/anything', '/demo/site', '/demo/site/en']) {
      it(`${path} does not exist in production`, async () => {
        const headers = 'Host: localhost\r\n';
        for (const request of [`GET ${path} HTTP/1.1\r\n${headers}${close}\r\n`, post(path, headers, '{}')]) {
          expect(status(await exchange(production.url, request))).to.be.oneOf([404, 405]);
        }
      });
    }

    it('production starts without demo customers', async () => {
      expect(await production.sql('SELECT count(*)::int AS n FROM debtors')).to.deep.equal([{ n: 0 }]);
    });
  });

  describe('headers that browsers obey', () => {
    for (const path of [
      '/',
      '/chat/lumio',
      '/chat/nobody',
      '/healthz',
      '/f/x',
      '/u/x',
      '/nothing',
      '/v3/directline/conversations/x',
      '/demo/outbox',
    ]) {
      it(`${path} is not sniffed, not framed by others, tells no referrer and is not kept`, async () => {
        const { headers } = await fetch(`${service.url}${path}`);
        const { port } = new URL(service.url);
        expect(headers.get('x-content-type-options')).to.equal('nosniff');
        expect(headers.get('referrer-policy')).to.equal('no-referrer');
        expect(headers.get('cache-control')).to.equal('no-store');
        const policy = headers.get('content-security-policy') ?? '';
        // The demo customer site, under both names of this machine, and nobody else.
        const demo = new RegExp(`frame-ancestors http://127.0.0.1:${port} http://localhost:${port};`);
        expect(policy).to.match(path === '/chat/lumio' ? demo : /frame-ancestors 'none'/);
        expect(policy).to.match(/^default-src 'none'/);
        expect(headers.get('access-control-allow-origin')).to.equal(null);
        expect(headers.get('x-powered-by')).to.equal(null);
      });
    }

    it('production asks for https for a year on every answer', async () => {
      for (const path of ['/', '/healthz', '/f/x', '/u/x', '/nothing', '/v3/directline/conversations/x']) {
        const { headers } = await fetch(`${production.url}${path}`);
        expect(headers.get('strict-transport-security'), path).to.equal('max-age=31536000');
      }
    });
  });

  describe('requests that make no sense', () => {
    for (const { what, request } of [
      { what: 'TRACE', request: line('TRACE / HTTP/1.1') },
      { what: 'PUT', request: line('PUT / HTTP/1.1') },
      { what: 'DELETE of a file', request: line('DELETE /f/x HTTP/1.1') },
      { what: 'CONNECT', request: line('CONNECT evil.example:443 HTTP/1.1') },
      { what: 'an unknown method', request: line('BREW /coffee HTTP/1.1') },
      { what: 'an unknown path', request: line('GET /admin/../../etc/passwd HTTP/1.1') },
      { what: 'an encoded climb', request: line('GET /f/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1') },
      { what: 'a twice encoded climb', request: line('GET /%252e%252e/ HTTP/1.1') },
      { what: 'a broken escape', request: line('GET /f/%E0%A4%A HTTP/1.1') },
      { what: 'a broken escape in a slug', request: line('GET /chat/%ff%fe HTTP/1.1') },
      { what: 'a NUL in the path', request: line('GET /chat/%00 HTTP/1.1') },
      { what: 'a NUL in a token', request: line('GET /f/%00%00 HTTP/1.1') },
      { what: 'doubled slashes', request: line('GET //v3//directline/..;/conversations HTTP/1.1') },
      { what: 'a whole address', request: line('GET http://evil.example/ HTTP/1.1') },
      { what: 'a bad query', request: line('GET /?lang[__proto__]=%%% HTTP/1.1') },
      { what: 'a path of 8,000 letters', request: line(`GET /${'a'.repeat(8_000)} HTTP/1.1`) },
      {
        what: 'a header of a megabyte',
        request: `GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: ${'a'.repeat(1 << 20)}\r\n\r\n`,
      },
      { what: 'HTTP/1.0 without a host', request: 'GET / HTTP/1.0\r\n\r\n' },
      { what: 'HTTP/1.1 without a host', request: 'GET / HTTP/1.1\r\n\r\n' },
      {
        what: 'two hosts',
        request: 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      },
      { what: 'an evil host', request: 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n' },
      {
        what: 'a length and chunks',
        request:
          'POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /demo/outbox HTTP/1.1\r\n\r\n',
      },
      {
        what: 'two lengths',
        request:
          'POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 0\r\n\r\n{}',
      },
      {
        what: 'a folded header',
        request: 'GET / HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\n b: 2\r\nConnection: close\r\n\r\n',
      },
      { what: 'no HTTP at all', request: '\u0016\u0003\u0001\u0000\u0000hello\r\n\r\n' },
      {
        what: 'a body of 70 kB to the console',
        request: post('/demo/console', 'Host: localhost\r\n', JSON.stringify({ text: 'a'.repeat(70_000) })),
      },
      { what: 'JSON that ends early', request: post('/demo/console', 'Host: localhost\r\n', '{"id":') },
      {
        what: 'a prototype in JSON',
        request: post(
          '/demo/console',
          'Host: localhost\r\n',
          '{"__proto__":{"id":"a"},"from":"+33639980001","text":"x"}',
        ),
      },
      {
        what: 'JSON 10,000 deep',
        request: post('/v3/directline/tokens/generate', 'Host: localhost\r\n', '['.repeat(10_000)),
      },
      {
        what: 'a creditor that is an object',
        request: post('/v3/directline/tokens/generate', 'Host: localhost\r\n', '{"creditor":{"$ne":1}}'),
      },
    ]) {
      it(`${what}: answered without a failure of ours, and without a word of how we are made`, async () => {
        const answer = await exchange(service.url, request);
        if (answer !== '') expect(status(answer), answer.slice(0, 300)).to.be.within(200, 499);
        expect(answer).not.to.match(/node_modules|\.ts:\d|at [A-Za-z.]+ \(|node:internal|demo:[0-9a-f]{8}/);
        expect((await fetch(`${service.url}/healthz`)).status).to.equal(200);
      });
    }
  });
});

function line(first: string): string {
  return `${first}\r\nHost: localhost\r\n${close}\r\n`;
}

function post(path: string, headers: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\n${headers}${close}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

describe('texts that make no sense', function () {
  let service: Target;

  before(async () => {
    service = await startTarget();
  });

  after(() => service.stop());

  for (const { what, text } of [
    { what: 'a NUL', text: 'mon\u0000solde' },
    { what: 'half a surrogate', text: 'mon solde \ud83d' },
    { what: 'an override of direction', text: '\u202eedlos nom' },
    { what: 'nothing but a zero-width space', text: '\u200b' },
    { what: 'nothing', text: '' },
    { what: 'spaces', text: ' \u00a0\u3000\n\t ' },
    { what: 'two thousand combining marks', text: `a${'\u0301'.repeat(1_999)}` },
    { what: 'a thousand emoji', text: '🛑'.repeat(999) },
    { what: 'control characters', text: '\u001b[31mmon solde\u0007\b' },
    { what: 'letters of another script that look the same', text: 'mоn sоldе' },
    { what: 'markup', text: '<script>alert(1)</script><img src=x onerror=alert(1)>' },
    { what: 'markdown', text: '[Payez ici](http://evil.example) ![x](http://evil.example/p.png)' },
    { what: 'SQL', text: "Robert'); DROP TABLE debtors; --" },
    { what: 'a template', text: '${process.env} {{constructor.constructor("return 1")()}} #{7*7}' },
    { what: 'two thousand digits', text: '9'.repeat(2_000) },
    { what: 'nested brackets', text: '('.repeat(1_000) },
    { what: 'a name of a property', text: '__proto__ constructor toString' },
  ]) {
    it(`${what}: answered once, without a failure, on the page and by telephone`, async () => {
      const person = await visitor(service);
      if (text !== '') expect((await person.say(text)).text).to.match(/\S/);
      const caller = phone(service);
      expect((await caller.say(text)).text).to.match(/assistant automatique|automated assistant/);
      expect((await caller.say('bonjour')).text).to.match(/Bonjour|What would you like/);
      for (const { text: said } of [person.last(), caller.last()]) {
        expect(said).not.to.match(/evil\.example|<script|<img|Excusez-nous, votre message n’a pas pu/);
      }
      expect(service.logged()).not.to.match(/turn\.failed|turn\.dead/);
    });
  }
});
