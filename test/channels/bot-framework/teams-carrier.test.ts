import { expect } from 'chai';
import { adaptiveCard } from '../../../channels/bot-framework/adaptive-card.ts';
import { type BotReference } from '../../../channels/bot-framework/backend.ts';
import { makeConnector } from '../../../channels/bot-framework/connector.ts';
import { makeTeamsCarrier } from '../../../channels/bot-framework/teams-carrier.ts';
import { type Card } from '../../../domain/card.ts';
import { type ClaimedSend } from '../../../domain/outbox-row.ts';
import { credentials, listenJson } from './bot-server.ts';

const row = (attempt = 1): ClaimedSend => ({
  id: '00000000-0000-4000-8000-000000000001',
  creditorId: 'c',
  conversationId: 'v',
  channel: 'teams',
  to: 't/a',
  message: { key: 'k', class: 'reply', language: 'fr', text: 'Bonjour', rows: [{ label: 'Solde', value: '0,00 €' }] },
  secret: null,
  secretUntil: null,
  attempt,
  from: null,
  creditorSlug: 'lumio',
});

const referenceTo = (serviceUrl: string): BotReference => ({
  channelId: 'msteams',
  serviceUrl,
  botId: '28:bot',
  userId: '29:somebody',
  conversationId: 'a:conversation',
  conversationType: 'personal',
  tenantId: 't',
  aadObjectId: 'a',
});

type End = Awaited<ReturnType<ReturnType<typeof makeTeamsCarrier>['send']>>;

describe('sending to Teams', () => {
  let service: Awaited<ReturnType<typeof listenJson>>;
  let status = 200;
  const given: { readonly up: string[] } = { up: [] };

  before(async () => {
    service = await listenJson(() => ({
      status,
      json: status < 300 ? { id: 'activity-1' } : { error: { code: 'x', message: 'x' } },
    }));
  });
  after(() => service.stop());
  beforeEach(() => {
    service.asked.length = 0;
    status = 200;
    given.up.length = 0;
  });

  const send = (reference: BotReference | null, attempt = 1, production = false): Promise<End> => {
    const connector = makeConnector({ credentials: production ? credentials : null, production });
    const referenceOf = (): Promise<BotReference | null> => Promise.resolve(reference);
    const markDead = (_creditor: string, conversationId: string): Promise<void> => {
      given.up.push(conversationId);
      return Promise.resolve();
    };
    return makeTeamsCarrier({ send: connector.send, referenceOf, markDead, random: () => 0.5 }).send(
      row(attempt),
      'Bonjour [ici](http://evil.example)',
    );
  };

  it('writes plain words into the conversation, as the bot it was told to', async () => {
    expect(await send(referenceTo(service.url))).to.deep.equal({ sent: `teams:${row().id}:activity-1` });
    expect(service.asked).to.have.length(1);
    expect(service.asked[0]?.path).to.equal('/v3/conversations/a%3Aconversation/activities');
    expect(service.asked[0]?.authorization).to.equal(undefined);
    expect(service.asked[0]?.body).to.deep.include({
      type: 'message',
      textFormat: 'plain',
      text: 'Bonjour [ici](http://evil.example)\nSolde : 0,00 €',
      from: { id: '28:bot', name: '' },
      recipient: { id: '29:somebody', name: '' },
    });
  });

  it('sends a card as a card, and a word of it for the notification', async () => {
    const connector = makeConnector({ credentials: null, production: false });
    const card: Card = { title: 'Tableau de bord', parts: [{ part: 'text', text: 'Ouvert' }], actions: [] };
    const before = [{ ...row().message, rows: [], text: 'Voici.' }];
    const carrier = makeTeamsCarrier({
      ...{ send: connector.send, random: () => 0.5, markDead: () => Promise.resolve() },
      referenceOf: () => Promise.resolve(referenceTo(service.url)),
    });
    await carrier.send({ ...row(), message: { ...row().message, card, before } }, 'Bonjour');
    expect(service.asked[0]?.body).to.deep.include({
      ...{ type: 'message', text: 'Voici.', summary: 'Tableau de bord' },
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: adaptiveCard(card, 'fr') }],
    });
  });

  for (const final of [403, 404]) {
    it(`gives up at once after ${final}, and for the messages to come`, async () => {
      status = final;
      expect(await send(referenceTo(service.url))).to.deep.equal({ refused: `teams-${final}` });
      expect(service.asked).to.have.length(1);
      expect(given.up).to.deep.equal(['v']);
    });
  }

  for (const passing of [412, 429, 500, 502, 504]) {
    it(`tries later after ${passing}, once each time`, async () => {
      status = passing;
      expect(await send(referenceTo(service.url))).to.deep.equal({ later: 750, why: `teams-${passing}` });
      expect(given.up).to.deep.equal([]);
      expect(service.asked).to.have.length(1);
    });
  }

  it('waits longer each time, five minutes at most, and stops in the end', async () => {
    const dead = referenceTo('http://127.0.0.1:1/');
    expect(await send(dead, 3)).to.deep.equal({ later: 3_000, why: 'teams-silent' });
    expect(await send(dead, 11)).to.deep.equal({ later: 225_000, why: 'teams-silent' });
    expect(await send(dead, 12)).to.deep.equal({ refused: 'teams-unreachable' });
  });

  it('sends nothing where there is no way back', async () => {
    expect(await send(null)).to.deep.equal({ refused: 'teams-no-reference' });
  });

  it('sends nothing to an address that is not Microsoft’s, whoever wrote it down', async () => {
    expect(await send(referenceTo(service.url), 1, true)).to.deep.equal({ refused: 'teams-service-url' });
    expect(await send(referenceTo('https://evil.example/'), 1, true)).to.deep.equal({ refused: 'teams-service-url' });
    expect(await send(referenceTo('https://smba.trafficmanager.net/emea/'))).to.deep.equal({
      refused: 'teams-off',
    });
    expect(service.asked).to.deep.equal([]);
  });
});
