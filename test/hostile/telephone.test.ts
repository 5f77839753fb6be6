import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import { startTelephoneService, type TelephoneService, text } from '../support/telephone.ts';
import { telephoneTalker } from '../journeys/telephone-talker.ts';

/** What arrives on a telephone number that anyone can write to. */
describe('hostile: text messages', () => {
  let service: TelephoneService;
  let database: pg.Client;
  let numbers = 0;

  before(async function () {
    service = await startTelephoneService({ LOG_LEVEL: 'silent' });
    database = new pg.Client({ connectionString: service.ownerUrl });
    await database.connect();
  });
  after(async () => {
    await database.end();
    await service.stop();
  });

  const stranger = (): string => `+3363998${String((numbers += 1) + 8_000).padStart(4, '0')}`;
  const optedOut = async (from: string): Promise<boolean> => {
    const found = await database.query('SELECT FROM opt_outs WHERE address = $1 AND resumed_at IS NULL', [from]);
    return found.rowCount === 1;
  };
  const answered = async (from: string, count: number): Promise<boolean> =>
    (await service.twilio.next(from, count - 1)) !== null;

  const stops = [
    'stop',
    'STOP.',
    'ＳＴＯＰ',
    'S T O P',
    'arrêt',
    'arret svp',
    'Stop stp j’ai payé',
    '🛑',
    'توقف',
    'END',
    'Cancel',
  ];
  for (const words of stops) {
    it(`"${words}" stops`, async () => {
      const from = stranger();
      await text(service, 'sms', from, { Body: words });
      await answered(from, 1);
      expect(await optedOut(from)).to.equal(true);
    });
  }

  for (const words of ['don’t stop', 'non-stop depuis hier, la machine est en panne', 'START', 'UNSTOP']) {
    it(`"${words}" does not`, async () => {
      const from = stranger();
      await text(service, 'sms', from, { Body: words });
      expect(await answered(from, 1)).to.equal(true);
      expect(await optedOut(from)).to.equal(false);
    });
  }

  it('a WhatsApp user who shows no number is left alone too', async () => {
    const from = 'FR.90125550123456789';
    await text(service, 'whatsapp', from, { Body: 'arrêtez de m’écrire' });
    expect((await service.twilio.next(`whatsapp:${from}`, 0))?.body).to.match(/ne vous écrira plus/);
    expect(await optedOut(from)).to.equal(true);
  });

  it('a number of a choice that was never shown chooses nothing', async () => {
    const person = telephoneTalker(service, 'sms', stranger());
    const { text: said } = await person.say('2');
    expect(said).not.to.match(/IBAN|€/);
  });

  it('a button of another conversation, or of none, does nothing', async () => {
    const plans = async (): Promise<number> =>
      (await database.query<{ n: number }>('SELECT count(*)::int AS n FROM plans')).rows[0]?.n ?? 0;
    const before = await plans();
    const person = telephoneTalker(service, 'whatsapp', stranger());
    await person.say('bonjour');
    for (const ButtonPayload of ['1.confirm:0000', '99.do:yes', '__proto__', '1.mask:1', 'x'.repeat(250)]) {
      const from = stranger();
      await text(service, 'whatsapp', from, { Body: 'Oui', ButtonPayload });
      const said = await service.twilio.next(`whatsapp:${from}`, 0);
      expect(said?.body, ButtonPayload).not.to.match(/€|enregistré\b.*plan|convenu/);
    }
    expect(await plans()).to.equal(before);
  });

  it('words that are no words are survived', async () => {
    const from = stranger();
    const said = [
      '\u200b',
      '\ud800',
      'Z̷̧̛̤͉̝̪'.repeat(60),
      '<script>',
      "'; DROP TABLE outbox; --",
      '\u202eabc',
      '🙂'.repeat(500),
      '{{1}} ${x}',
    ];
    for (const Body of said) expect((await text(service, 'sms', from, { Body })).status).to.equal(200);
    expect(await answered(from, said.length)).to.equal(true);
    expect(service.twilio.wrong).to.deep.equal([]);
  });

  it('two hundred messages in a moment are bounded, and the rest of the world is still answered', async () => {
    const from = stranger();
    const statuses: number[] = [];
    for (let n = 0; n < 200; n += 20) {
      const some = await Promise.all(
        Array.from({ length: 20 }, (_, m) => text(service, 'sms', from, { Body: `message ${n + m}` })),
      );
      statuses.push(...some.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 200)).to.have.length.within(30, 60);
    expect(new Set(statuses)).to.deep.equal(new Set([200, 429]));
    const other = telephoneTalker(service, 'sms', stranger());
    expect((await other.say('bonjour')).text).to.match(/assistant automatique/);
    await sleep(50);
  });
});
