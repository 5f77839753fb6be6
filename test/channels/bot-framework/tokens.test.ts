import { expect } from 'chai';
import { importJWK, exportSPKI, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { clouds } from '../../../channels/bot-framework/clouds.ts';
import {
  appId,
  type BotServer,
  serviceUrl,
  startAuthority,
  startBotServer,
  teamsMessage,
  tenantId,
} from './bot-server.ts';

type Authority = Awaited<ReturnType<typeof startAuthority>>;

const seconds = (): number => Math.floor(Date.now() / 1_000);
const sixMinutes = 360;
const claims = (): Record<string, unknown> => ({
  iss: clouds.public.issuer,
  aud: appId,
  serviceurl: serviceUrl,
  exp: seconds() + 3_600,
});

/** A token whose parts come from two tokens. */
async function spliced({ token }: Authority): Promise<string> {
  const [head = '', , signature = ''] = (await token()).split('.');
  const [, payload = ''] = (await token({ aud: appId, tid: 'another', exp: seconds() + 7_200 })).split('.');
  return [head, payload, signature].join('.');
}

async function signedWithPublicKey({ publicPem }: Authority): Promise<string> {
  const key = await importJWK(JSON.parse(publicPem()) as JWK, 'RS256', { extractable: true });
  const pem = 'type' in key ? await exportSPKI(key) : '';
  return await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'teams' }).sign(Buffer.from(pem));
}

const badTokens: Readonly<Record<string, (authority: Authority) => Promise<string>>> = {
  'of no kind': () => Promise.resolve('something'),
  'that is empty': () => Promise.resolve(''),
  'without a signature': () => Promise.resolve(new UnsecuredJWT(claims()).encode()),
  'without a signature, its header saying RS256': async ({ token }) =>
    `${(await token()).split('.').slice(0, 2).join('.')}.`,
  'signed with the public key as a secret': signedWithPublicKey,
  'signed by a key nobody published': ({ token }) => token({}, 'unpublished'),
  'signed by another key under a published name': ({ token }) => token({}, 'unpublished', 'teams'),
  'whose key is another channel’s': ({ token }) => token({}, 'other-channel'),
  'whose parts come from two tokens': spliced,
  'that lost its last characters': async ({ token }) => (await token()).slice(0, -8),
  'that ended six minutes ago': ({ token }) => token({ exp: seconds() - sixMinutes }),
  'that never ends': ({ token }) => token({ exp: undefined }),
  'that begins in six minutes': ({ token }) => token({ nbf: seconds() + sixMinutes }),
  'for another bot': ({ token }) => token({ aud: '99999999-aaaa-4bbb-8ccc-222222222222' }),
  'for nobody': ({ token }) => token({ aud: undefined }),
  'for several bots': ({ token }) => token({ aud: [appId, 'another'] }),
  'of another issuer': ({ token }) => token({ iss: 'https://api.botframework.com.evil.example' }),
  'of the government’s cloud': ({ token }) => token({ iss: clouds.usGovernment.issuer }),
  'of the emulator, which the SDK would look up elsewhere': ({ token }) =>
    token({ iss: `https://sts.windows.net/${tenantId}/`, appid: appId, ver: '1.0' }),
  'of the bot itself, as every service we wrote to has seen': ({ token }) =>
    token({ iss: `https://login.microsoftonline.com/${tenantId}/v2.0`, azp: appId, ver: '2.0' }),
  'of another bot that calls a skill': ({ token }) =>
    token({ iss: `https://sts.windows.net/${tenantId}/`, appid: 'another', ver: '1.0' }),
  'of another service address': ({ token }) => token({ serviceurl: 'https://smba.trafficmanager.net/amer/' }),
  'of no service address': ({ token }) => token({ serviceurl: undefined }),
  'of 10,000 characters': ({ token }) => token({ more: 'x'.repeat(10_000) }),
};

describe('a caller of /api/messages', () => {
  let authority: Authority;
  let server: BotServer;
  const said: unknown[] = [];
  const { error } = console;

  before(async () => {
    console.error = (...words: unknown[]) => void said.push(words); // the SDK prints what it refuses
    authority = await startAuthority();
    server = await startBotServer({ production: true, cloud: authority.cloud });
  });
  after(async () => {
    console.error = error;
    await server.stop();
    await authority.stop();
  });
  beforeEach(() => {
    server.taken.length = 0;
  });

  const bearer = async (token: Promise<string>): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await token}`,
  });

  it('is heard with a token of Teams for this bot, at its service address', async () => {
    const { status } = await server.post(teamsMessage(), await bearer(authority.token()));
    expect(status).to.equal(200);
    expect(server.taken).to.have.length(1);
    expect(server.taken[0]).to.deep.include({ text: 'bonjour', language: 'fr', option: null });
    expect(server.taken[0]?.counterpart).to.equal(`${tenantId}/55555555-aaaa-4bbb-8ccc-666666666666`);
  });

  it('is heard within five minutes of a clock that goes wrong', async () => {
    const late = await bearer(authority.token({ exp: seconds() - 200 }));
    const early = await bearer(authority.token({ nbf: seconds() + 200 }));
    expect((await server.post(teamsMessage(), late)).status).to.equal(200);
    expect((await server.post(teamsMessage(), early)).status).to.equal(200);
  });

  for (const [kind, make] of Object.entries(badTokens)) {
    it(`is refused with a token ${kind}`, async () => {
      const { status, body } = await server.post(teamsMessage(), await bearer(make(authority)));
      expect(status).to.be.oneOf([401, 403]);
      expect(body).to.equal('');
      expect(server.taken).to.deep.equal([]);
    });
  }

  it('is refused without a token, even on this machine, and with another kind of proof', async () => {
    expect((await server.post(teamsMessage())).status).to.equal(401);
    for (const authorization of ['Basic Ym90OmJvdA==', 'Bearer', `bearer ${await authority.token()}`]) {
      expect((await server.post(teamsMessage(), { authorization })).status, authorization).to.equal(403);
    }
    expect(server.taken).to.deep.equal([]);
  });

  for (const channelId of ['emulator', 'AseChannel', 'skill', '__proto__', 'constructor', 'sms', 'x'.repeat(64)]) {
    it(`is refused when the channel it names is ${channelId.slice(0, 12)}`, async () => {
      const { status } = await server.post(teamsMessage({ channelId }), await bearer(authority.token()));
      expect(status).to.equal(403);
      expect(server.taken).to.deep.equal([]);
    });
  }

  it('is refused when its service is not Microsoft’s, though its token says the same', async () => {
    for (const url of [
      'https://evil.example/',
      'http://127.0.0.1:1/',
      'https://smba.trafficmanager.net@evil.example/',
    ]) {
      const { status } = await server.post(
        teamsMessage({ serviceUrl: url }),
        await bearer(authority.token({ serviceurl: url })),
      );
      expect(status, url).to.equal(403);
    }
    expect(server.taken).to.deep.equal([]);
  });

  it('is refused from another tenant, from two, and from none', async () => {
    const other = '77777777-aaaa-4bbb-8ccc-888888888888';
    const conversation = { id: 'a:conversation', tenantId, conversationType: 'personal' };
    const places = [
      { conversation: { ...conversation, tenantId: other }, channelData: { tenant: { id: other } } },
      { conversation, channelData: { tenant: { id: other } } },
      { conversation: { id: 'a:conversation' }, channelData: {} },
    ];
    for (const place of places) {
      expect((await server.post(teamsMessage(place), await bearer(authority.token()))).status).to.equal(403);
    }
    expect(server.taken).to.deep.equal([]);
    expect(server.refusals.slice(-3)).to.deep.equal(['tenant', 'tenant', 'tenant']);
    // Who it was is told to an administrator; two tenants at once, or none, say nothing that could be.
    expect(server.foreigners).to.deep.equal([{ tenant: other, objectId: '55555555-aaaa-4bbb-8ccc-666666666666' }]);
  });

  it('is refused, never believed, while the keys cannot be read', async () => {
    const blind = await startBotServer({
      production: true,
      cloud: { ...authority.cloud, keysUrl: 'http://127.0.0.1:1/' },
    });
    const { status } = await blind.post(teamsMessage(), await bearer(authority.token()));
    expect(status).to.equal(403);
    expect(blind.taken).to.deep.equal([]);
    expect(blind.refusals).to.deep.equal(['keys-unreachable']);
    await blind.stop();
  });
});
