import { expect } from 'chai';
import { type BotServer, startAuthority, startBotServer, teamsMessage } from './bot-server.ts';

const local = (more: Record<string, unknown> = {}): Record<string, unknown> =>
  teamsMessage({ serviceUrl: 'http://localhost:56150/_connector', channelData: null, ...more });

const elsewhere: Readonly<Record<string, [Record<string, unknown>, Record<string, string>]>> = {
  'through a tunnel': [local(), { 'x-forwarded-for': '203.0.113.9' }],
  'through a tunnel that names its host alone': [local(), { 'x-forwarded-host': 'solde.example' }],
  'through a proxy': [local(), { via: '1.1 proxy' }],
  'through a proxy that says so in the standard way': [local(), { forwarded: 'for=203.0.113.9' }],
  'by another name of this machine': [local(), { host: 'solde.example' }],
  'by a name that only begins well': [local(), { host: 'localhost.evil.example' }],
  'for another channel': [local({ channelId: 'emulator' }), {}],
  'for a service elsewhere': [local({ serviceUrl: 'https://smba.trafficmanager.net/emea/' }), {}],
  'for a service that only looks local': [local({ serviceUrl: 'http://localhost@evil.example/' }), {}],
};

describe('/api/messages without a token', () => {
  let server: BotServer;

  afterEach(async () => {
    await server.stop();
  });

  it('listens to a Teams emulator on the developer’s machine', async () => {
    server = await startBotServer({ production: false, cloud: null });
    for (const host of ['localhost:3978', '127.0.0.1:3978', '[::1]:3978']) {
      expect((await server.post(local({ id: host }), { host })).status, host).to.equal(200);
    }
    expect(server.taken).to.have.length(3);
  });

  for (const [kind, [body, headers]] of Object.entries(elsewhere)) {
    it(`is not there ${kind}`, async () => {
      server = await startBotServer({ production: false, cloud: null });
      expect((await server.post(body, headers)).status).to.equal(404);
      expect(server.taken).to.deep.equal([]);
    });
  }

  it('believes no token in development either, when Teams is off', async () => {
    const authority = await startAuthority();
    server = await startBotServer({ production: false, cloud: null });
    const headers = { authorization: `Bearer ${await authority.token()}`, host: 'solde.example' };
    expect((await server.post(teamsMessage(), headers)).status).to.equal(404);
    await authority.stop();
  });

  it('is not there in production when Teams is off', async () => {
    server = await startBotServer({ production: true, cloud: null });
    expect((await server.post(local())).status).to.equal(404);
    expect((await fetch(`${server.url}/api/messages`)).status).to.equal(404);
    expect(server.taken).to.deep.equal([]);
  });

  it('asks for one in development when Teams is on and the caller is not on this machine', async () => {
    const authority = await startAuthority();
    server = await startBotServer({ production: false, cloud: authority.cloud });
    expect((await server.post(teamsMessage(), { host: 'solde.example' })).status).to.equal(401);
    expect((await server.post(local())).status).to.equal(200);
    expect(server.taken).to.have.length(1);
    await authority.stop();
  });
});
