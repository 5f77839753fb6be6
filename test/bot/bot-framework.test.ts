import { expect } from 'chai';
import pg from 'pg';
import { eventually } from '../support/eventually.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { listenJson } from '../channels/bot-framework/bot-server.ts';

type Emulator = Awaited<ReturnType<typeof listenJson>>;

/** The whole service, spoken to as a Teams emulator on this machine does: a message in by HTTP, the answer posted back to it. */
describe('Teams, to a stranger', () => {
  let service: TestService;
  let teams: Emulator;
  let owner: pg.Pool;
  let sent = 0;
  let status = 200;

  before(async () => {
    teams = await listenJson(() => ({ status, json: { id: `activity-${(sent += 1)}` } }));
    service = await startTestService();
    owner = new pg.Pool({ connectionString: service.ownerUrl });
  });
  after(async () => {
    await owner.end();
    await service.stop();
    await teams.stop();
  });
  beforeEach(() => {
    teams.asked.length = 0;
  });

  let count = 0;
  const activity = (text: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: 'message',
    id: `m${(count += 1)}`,
    channelId: 'msteams',
    serviceUrl: `${teams.url}/_connector`,
    from: { id: '29:stranger', aadObjectId: 'object-1' },
    recipient: { id: '28:bot' },
    conversation: { id: 'a:personal', tenantId: 'tenant-1', conversationType: 'personal' },
    text,
    ...more,
  });
  const post = (body: Record<string, unknown>): Promise<Response> =>
    fetch(`${service.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const answers = async (wanted: number): Promise<readonly string[]> => {
    for (let tries = 0; teams.asked.length < wanted && tries < 1_000; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return teams.asked.map(({ body }) => String(body['text']));
  };
  const rows = async (text: string): Promise<Record<string, unknown>[]> =>
    (await owner.query<Record<string, unknown>>(text)).rows;

  it('answers in both languages that it cannot, and says nothing else, whatever is said', async () => {
    const words = [
      'bonjour',
      'mon solde',
      'LUM-1001',
      '1988-04-12',
      '69003',
      'FA-2026-0101',
      'STOP',
      'conseiller',
      'I owe 276.80',
      '',
    ];
    for (const text of words) expect((await post(activity(text))).status).to.equal(200);
    const heard = await answers(words.length);
    expect(heard).to.have.length(words.length);
    expect(new Set(heard).size).to.equal(1);
    expect(heard[0]).to.match(/^Bonjour.+administrateur.+\n\nHello.+administrator/s);
    expect(heard[0]).to.not.match(/\d/);
  });

  it('proves nobody, reads nothing, opens nothing and stops nothing', async () => {
    const [conversation] = await rows("SELECT session, state FROM conversations WHERE channel = 'teams'");
    expect(conversation).to.deep.equal({ session: { subjects: [], claim: null }, state: {} });
    const understood = await rows(
      "SELECT DISTINCT understood -> 'commands' AS commands FROM inbox WHERE channel = 'teams'",
    );
    expect(understood).to.deep.equal([{ commands: [] }]);
    const [effects] =
      await rows(`SELECT (SELECT count(*)::int FROM identity_attempts) AS attempts, (SELECT count(*)::int FROM codes) AS codes,
      (SELECT count(*)::int FROM audit_events e JOIN conversations c ON c.id = e.conversation_id
        WHERE c.channel = 'teams' AND e.kind NOT LIKE 'message.%' AND (e.kind <> 'turn' OR e.debtor_id IS NOT NULL)) AS events`);
    expect(effects).to.deep.equal({ attempts: 0, codes: 0, events: 0 });
  });

  it('answers a message that comes several times once', async () => {
    const body = activity('bonjour');
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await post(body)).status));
    expect(statuses).to.deep.equal([200, 200, 200, 200]);
    await answers(1);
    const [queued] = await rows(
      `SELECT count(*)::int AS n FROM outbox o JOIN inbox i ON i.id = o.inbox_id WHERE i.external_id LIKE '%|${String(body['id'])}'`,
    );
    expect(queued).to.deep.equal({ n: 1 });
  });

  it('writes down what it sent, with the carrier’s id', async () => {
    await post(activity('bonjour'));
    await answers(1);
    await eventually(async () => {
      const [row] = await rows(
        "SELECT status, carrier_id FROM outbox WHERE channel = 'teams' ORDER BY seq DESC LIMIT 1",
      );
      expect(row?.['status']).to.equal('SENT');
      expect(row?.['carrier_id']).to.match(/:activity-\d+$/);
    });
  });

  it('sends again what the service did not take, and what a dead process may have sent', async () => {
    status = 503;
    await post(activity('bonjour'));
    await answers(1);
    const waiting = "channel = 'teams' AND status = 'READY' AND reason = 'teams-503'";
    for (let tries = 0; (await rows(`SELECT FROM outbox WHERE ${waiting}`)).length === 0 && tries < 2_000; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    status = 200;
    const lost = `UPDATE outbox SET status = 'SENDING', lease_owner = gen_random_uuid(), lease_until = clock_timestamp(), not_before = NULL WHERE ${waiting}`;
    expect((await owner.query(lost)).rowCount).to.equal(1);
    expect(await answers(2)).to.have.length(2);
    await eventually(async () => {
      expect(await rows("SELECT FROM outbox WHERE channel = 'teams' AND status <> 'SENT'")).to.deep.equal([]);
    });
  });

  it('answers where the last message came from, and a group in the group', async () => {
    const moved = await listenJson(() => ({ json: {} }));
    await post(activity('bonjour', { serviceUrl: `${moved.url}/` }));
    const group = { id: '19:group', tenantId: 'tenant-1', conversationType: 'groupChat', isGroup: true };
    await post(activity('bonjour', { conversation: group }));
    await answers(1);
    for (let tries = 0; moved.asked.length < 1 && tries < 1_000; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect(moved.asked.map(({ path }) => path)).to.deep.equal(['/v3/conversations/a%3Apersonal/activities']);
    expect(teams.asked.map(({ path }) => path)).to.deep.equal(['/_connector/v3/conversations/19%3Agroup/activities']);
    const kept = await rows(
      "SELECT key, reference ->> 'conversationId' AS conversation FROM conversations WHERE channel = 'teams' ORDER BY key",
    );
    expect(kept).to.deep.equal([
      { key: 'tenant-1/object-1', conversation: 'a:personal' },
      { key: 'tenant-1/object-1/19:group', conversation: '19:group' },
    ]);
    await moved.stop();
  });

  it('answers an invoke in its own response, and the same when it comes again', async () => {
    const press = activity('', {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { data: { option: 'x' } } },
    });
    const [first, second] = [await (await post(press)).text(), await (await post(press)).text()];
    expect(JSON.parse(first)).to.have.property('type', 'application/vnd.microsoft.activity.message');
    expect(first).to.match(/administrateur.+administrator/);
    expect(second).to.equal(first);
  });
});
