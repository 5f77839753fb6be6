import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import { startCopiedMedia } from '../../bot/copied-media.ts';
import { startJanitor } from '../../bot/janitor.ts';
import { startMissedMessages } from '../../bot/missed-messages.ts';
import { makeTelephoneLimits } from '../../bot/telephone-limits.ts';
import { lookUpSent } from '../../channels/twilio/look-up-sent.ts';
import { receivedMessages } from '../../channels/twilio/received-messages.ts';
import { makeTwilioApi } from '../../channels/twilio/twilio-api.ts';
import { appUrl } from '../../prisma/app-url.ts';
import { openPool } from '../../prisma/pool.ts';
import { makeCarrierStore } from '../../prisma/stores/carrier-store.ts';
import { hex } from '../support/local-twilio.ts';
import {
  inboundForm,
  smsSender,
  startTelephoneService,
  type TelephoneService,
  text,
  whatsAppSender,
} from '../support/telephone.ts';
import { postSigned } from '../support/twilio-webhook.ts';
import { smallPhoto, telephoneTalker } from '../journeys/telephone-talker.ts';
import { webTalker } from '../journeys/talker.ts';

describe('text messages through the whole service', () => {
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
  beforeEach(() => {
    service.twilio.behave({ kind: 'take' });
  });
  afterEach(() => {
    expect(service.twilio.wrong).to.deep.equal([]);
  });

  /** A number that nobody has. */
  const stranger = (): string => `+3363998${String((numbers += 1) + 7_000).padStart(4, '0')}`;
  const one = async <T>(statement: string, values: readonly unknown[] = []): Promise<T> => {
    const { rows } = await database.query<{ one: T }>(statement, [...values]);
    return rows[0]?.one as T;
  };
  const until = async <T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> => {
    for (let tried = 0; tried < 1_000; tried += 1) {
      const value = await read();
      if (wanted(value)) return value;
      await sleep(20);
    }
    return await read();
  };
  type Sent = { id: string; status: string; reason: string | null; carrier_id: string | null; segments: number | null };
  const sentTo = async (to: string): Promise<Sent[]> => {
    const { rows } = await database.query<Sent>(
      `SELECT o.id, o.status, o.reason, o.carrier_id, o.segments FROM outbox o JOIN conversations c ON c.id = o.conversation_id
        WHERE c.key = $1 ORDER BY o.seq`,
      [to],
    );
    return rows;
  };
  const settled = async (to: string, count = 1): Promise<Sent[]> =>
    await until(
      () => sentTo(to),
      (rows) => rows.filter(({ status }) => status !== 'READY' && status !== 'SENDING').length >= count,
    );
  const news = async (sid: string, status: string, more: Readonly<Record<string, string>> = {}): Promise<number> => {
    const { o = '', ...rest } = more;
    const form = { MessageSid: sid, AccountSid: service.twilio.accountSid, MessageStatus: status, ...rest };
    return (await postSigned(`${service.url}/channels/twilio/status${o === '' ? '' : `?o=${o}`}`, service.twilio, form))
      .status;
  };
  const deliveries = async (outboxId: string): Promise<string> =>
    await one(
      `SELECT coalesce(string_agg(status, ' ' ORDER BY solde_delivery_rank(status)), '') AS one FROM deliveries WHERE outbox_id = $1`,
      [outboxId],
    );
  const tasks = async (outboxId: string): Promise<string[]> =>
    await one(
      `SELECT coalesce(json_agg(reason) FILTER (WHERE done_at IS NULL), '[]') AS one FROM tasks WHERE dedupe_key = $1`,
      [`undelivered:${outboxId}`],
    );

  it('answers a message that came a hundred times at once with one turn and one SMS', async () => {
    const from = stranger();
    const form = inboundForm(service.twilio, 'sms', from, { Body: 'bonjour' });
    const url = `${service.url}/channels/twilio/inbound`;
    const statuses = await Promise.all(Array.from({ length: 100 }, () => postSigned(url, service.twilio, form)));
    expect(new Set(statuses.map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect((await settled(from)).map(({ status, segments }) => [status, segments])).to.deep.equal([['SENT', 2]]);
    expect((await postSigned(url, service.twilio, { ...form, Body: 'autre chose' })).status).to.equal(200);
    await sleep(100);
    expect(await sentTo(from)).to.have.length(1);
    expect(await one(`SELECT count(*)::int AS one FROM inbox WHERE external_id = $1`, [form['MessageSid']])).to.equal(
      1,
    );
    expect(service.twilio.taken.filter(({ to }) => to === from)).to.have.length(1);
  });

  it('keeps what is written to an address of nobody, by a machine or by itself, and answers none of it', async () => {
    const before = service.twilio.taken.length;
    const from = stranger();
    for (const more of [{ To: '+33757599999' }, { From: 'BANQUE' }, { From: '36200' }, { From: smsSender }]) {
      expect((await text(service, 'sms', from, { Body: 'bonjour', ...more })).status).to.equal(200);
    }
    expect(await one(`SELECT count(*)::int AS one FROM strays`)).to.equal(4);
    expect(await sentTo(from)).to.deep.equal([]);
    expect(service.twilio.taken).to.have.length(before);
  });

  it('stops answering a machine that answers every answer, and a number that writes without end', () => {
    const limits = makeTelephoneLimits();
    const verdicts = Array.from({ length: 8 }, (_, n) =>
      limits({ from: 'a', externalId: `a${n}`, text: 'Je suis absent', at: n * 60_000 }),
    );
    expect(verdicts).to.deep.equal([...Array.from({ length: 5 }, () => 'take'), 'echo', 'echo', 'echo']);
    const many = Array.from({ length: 200 }, (_, n) => limits({ from: 'b', externalId: `b${n}`, text: `${n}`, at: 1 }));
    expect(many.filter((verdict) => verdict === 'take')).to.have.length(30);
    expect(limits({ from: 'b', externalId: 'b0', text: '0', at: 1 }), 'the same one again').to.equal('take');
    const stop = limits({ from: 'b', externalId: 'stop', text: 'STOP', at: 1 });
    expect(stop, 'who asks to be left alone is heard').to.equal('take');
    const choices = Array.from({ length: 20 }, (_, n) => limits({ from: 'c', externalId: `c${n}`, text: '1', at: n }));
    expect(new Set(choices)).to.deep.equal(new Set(['take']));
  });

  it('ranks what the carrier says: late, twice or in another order it changes nothing', async () => {
    const from = stranger();
    await text(service, 'sms', from, { Body: 'bonjour' });
    const [row] = await settled(from);
    const [id, sid] = [row?.id ?? '', row?.carrier_id ?? ''];
    for (const status of ['queued', 'delivered', 'sent', 'delivered', 'sending']) {
      expect(await news(sid, status, { o: id })).to.equal(200);
    }
    expect(await deliveries(id)).to.equal('queued delivered');
    expect(await news(sid, 'failed', { o: id, ErrorCode: '30008' })).to.equal(200);
    expect(await deliveries(id), 'a failure after a delivery is kept').to.equal('queued failed delivered');
    expect(await tasks(id), 'and tells nobody').to.deep.equal([]);
    expect(await news(hex('SM'), 'delivered', { o: id }), 'another message’s id').to.equal(200);
    expect(await news(hex('SM'), 'delivered')).to.equal(200);
    expect(await news(sid, 'read')).to.equal(200);
    expect(await deliveries(id)).to.equal('queued failed delivered read');
  });

  it('tells a person what could not be delivered, and learns a STOP that only the carrier heard', async () => {
    const [lost, left] = [stranger(), stranger()];
    for (const from of [lost, left]) await text(service, 'sms', from, { Body: 'bonjour' });
    const [row] = await settled(lost);
    await news(row?.carrier_id ?? '', 'undelivered', { o: row?.id ?? '', ErrorCode: '30003' });
    expect(await tasks(row?.id ?? '')).to.deep.equal(['twilio-30003']);
    const [other] = await settled(left);
    await news(other?.carrier_id ?? '', 'failed', { o: other?.id ?? '', ErrorCode: '21610' });
    const open = `SELECT count(*)::int AS one FROM opt_outs WHERE address = $1 AND resumed_at IS NULL`;
    expect(await one(open, [left])).to.equal(1);
    await text(service, 'sms', left, { Body: 'START' });
    await settled(left, 2);
    expect(await one(open, [left])).to.equal(0);
  });

  it('never sends twice what the carrier may have taken; its news settles it', async () => {
    const from = stranger();
    service.twilio.behave({ kind: 'answer', status: 503, taken: true }, { kind: 'take' });
    await text(service, 'sms', from, { Body: 'bonjour' });
    const [row] = await settled(from);
    expect([row?.status, row?.reason]).to.deep.equal(['UNKNOWN', 'twilio-503']);
    const sid = service.twilio.taken.find(({ to }) => to === from)?.sid ?? '';
    await news(sid, 'sent', { o: row?.id ?? '' });
    expect((await sentTo(from)).map(({ status, carrier_id }) => [status, carrier_id])).to.deep.equal([['SENT', sid]]);
    expect(service.twilio.taken.filter(({ to }) => to === from)).to.have.length(1);
  });

  it('looks for it in the carrier’s list where no news comes', async () => {
    const from = stranger();
    service.twilio.behave({ kind: 'reset', taken: true }, { kind: 'take' });
    await text(service, 'sms', from, { Body: 'bonjour' });
    const [row] = await settled(from);
    expect(row?.status).to.equal('UNKNOWN');
    const pool = openPool(appUrl(service.ownerUrl), () => undefined, 2);
    const { accountSid, authToken, url: baseUrl } = service.twilio;
    const place = { linksOf: () => [], chatUrl: () => `${service.url}/chat/lumio` };
    const api = makeTwilioApi({ accountSid, authToken, baseUrl });
    const janitor = startJanitor({
      store: makeCarrierStore(pool, randomUUID),
      look: ({ send, queuedAt }) => lookUpSent({ ...place, api }, { send, text: send.message.text, queuedAt }),
      clock: Date.now,
      log: () => undefined,
    });
    await janitor.look();
    await janitor.stop();
    await pool.end();
    const sid = service.twilio.taken.find(({ to }) => to === from)?.sid;
    expect((await sentTo(from)).map(({ status, carrier_id }) => [status, carrier_id])).to.deep.equal([['SENT', sid]]);
    expect(await tasks(row?.id ?? '')).to.deep.equal([]);
  });

  it('takes up what people wrote while nobody listened, once, and nothing from before it ever listened', async () => {
    const [kept, missed, ancient] = [stranger(), stranger(), stranger()];
    const form = inboundForm(service.twilio, 'sms', kept, { Body: 'bonjour' });
    await postSigned(`${service.url}/channels/twilio/inbound`, service.twilio, form);
    const minute = 60_000;
    const wrote = (from: string, ago: number, sid = hex('SM')): void => {
      service.twilio.received.push({ sid, from, to: smsSender, body: 'mon solde', at: Date.now() - ago * minute });
    };
    wrote(kept, 5, form['MessageSid']);
    wrote(missed, 4);
    wrote(missed, 3);
    wrote(stranger(), 1); // it may be on its way
    wrote(ancient, 90);
    const pool = openPool(appUrl(service.ownerUrl), () => undefined, 2);
    const { accountSid, authToken, url: baseUrl } = service.twilio;
    const api = makeTwilioApi({ accountSid, authToken, baseUrl });
    const taken: string[] = [];
    const store = makeCarrierStore(pool, randomUUID);
    const watch = startMissedMessages({
      senders: [{ channel: 'sms', address: smsSender }],
      received: (to, channel, since) => receivedMessages({ accountSid, api }, to, channel, since),
      known: store.known,
      keepStray: store.keepStray,
      isStop: () => false,
      beganAt: () => Promise.resolve(Date.now() - 60 * minute),
      take: ({ from }) => {
        taken.push(from.address);
        return Promise.resolve();
      },
      clock: Date.now,
      log: () => undefined,
    });
    await watch.look();
    await watch.stop();
    await pool.end();
    expect(taken).to.deep.equal([missed, missed]);
  });

  it('does not send later what left although the carrier said it was busy', async () => {
    const from = stranger();
    service.twilio.behave({ kind: 'answer', status: 429, retryAfter: '1', taken: true }, { kind: 'take' });
    await text(service, 'sms', from, { Body: 'bonjour' });
    const [row] = await until(
      () => sentTo(from),
      (rows) => rows[0]?.reason === 'twilio-429',
    );
    const sid = service.twilio.taken.find(({ to }) => to === from)?.sid ?? '';
    await news(sid, 'delivered', { o: row?.id ?? '' });
    expect((await sentTo(from)).map(({ status, carrier_id }) => [status, carrier_id])).to.deep.equal([['SENT', sid]]);
  });

  it('asks a number that several people share who is writing, and tells nobody how many they are', async () => {
    await database.query(
      `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at)
       SELECT gen_random_uuid(), d.creditor_id, c.contact_id, 'sms', '+447700900003', now() FROM debtors d
         JOIN debtor_contacts c ON c.debtor_id = d.id WHERE d.reference = 'LUM-1004'`,
    );
    const phone = telephoneTalker(service, 'sms', '+447700900003');
    expect((await phone.say('mon solde')).text).to.match(/numéro de client ou de facture/);
    await phone.say('LUM-1004');
    expect((await phone.say('29/02/1992')).text)
      .to.match(/c'est bien vous/)
      .and.not.match(/LUM-1003|INV-/);
  });

  it('takes news that comes before the answer of the carrier', async () => {
    const from = stranger();
    service.twilio.behave({ kind: 'take', afterMs: 300 });
    await text(service, 'sms', from, { Body: 'bonjour' });
    const [row] = await until(
      () => sentTo(from),
      (rows) => rows[0]?.status === 'SENDING',
    );
    const early = hex('SM');
    expect(await news(early, 'sent', { o: row?.id ?? '' })).to.equal(200);
    expect((await settled(from))[0]?.status).to.equal('SENT');
  });

  it('sends later what the carrier has no room for, and gives up what it refuses', async () => {
    const [busy, refused] = [stranger(), stranger()];
    service.twilio.behave({ kind: 'answer', status: 429, retryAfter: '0' }, { kind: 'take' });
    await text(service, 'sms', busy, { Body: 'bonjour' });
    expect((await settled(busy))[0]?.status).to.equal('SENT');
    service.twilio.behave({ kind: 'answer', status: 400, code: 21614 });
    await text(service, 'sms', refused, { Body: 'bonjour' });
    const [row] = await settled(refused);
    expect([row?.status, row?.reason]).to.deep.equal(['REFUSED', 'twilio-21614']);
    expect(await tasks(row?.id ?? '')).to.deep.equal(['twilio-21614']);
  });

  it('keeps one ledger of STOP: what the carrier heard is silent and holds on WhatsApp too', async () => {
    const from = stranger();
    const stop = inboundForm(service.twilio, 'sms', from, { Body: 'STOP', OptOutType: 'STOP' });
    for (let n = 0; n < 3; n += 1) await postSigned(`${service.url}/channels/twilio/inbound`, service.twilio, stop);
    expect(await sentTo(from)).to.deep.equal([]);
    expect(await one(`SELECT count(*)::int AS one FROM opt_out_events WHERE address = $1`, [from])).to.equal(1);
    const both = `SELECT solde_opted_out(creditor_id, 'whatsapp', $1) AS one FROM opt_outs WHERE address = $1`;
    expect(await one(both, [from])).to.equal(true);
    await text(service, 'sms', from, { Body: 'START', OptOutType: 'START' });
    expect(await one(both, [from])).to.equal(false);
    const help = inboundForm(service.twilio, 'sms', from, { Body: 'HELP', OptOutType: 'HELP' });
    await postSigned(`${service.url}/channels/twilio/inbound`, service.twilio, help);
    expect(await sentTo(from)).to.deep.equal([]);
    // The carrier answered it: it is not found again as one that nobody took.
    expect(
      await one(`SELECT count(*)::int AS one FROM solde_known_messages('sms', $1)`, [[help['MessageSid']]]),
    ).to.equal(1);
  });

  it('answers a user of WhatsApp who shows no number, and knows nothing of them', async () => {
    const from = 'FR.13491208655302741918';
    const user = telephoneTalker(service, 'whatsapp', from);
    await user.say('bonjour');
    await user.say('mon solde');
    await user.say('LUM-1001');
    const { text: said } = await user.say('12/04/1988');
    expect(said).not.to.match(/276|FA-2026/);
    expect(service.twilio.taken.at(-1)?.from).to.equal(`whatsapp:${whatsAppSender}`);
  });

  it('keeps WhatsApp’s 24 hours for what nobody asked for just now', async () => {
    const from = stranger();
    await text(service, 'whatsapp', from, { Body: 'bonjour' });
    await settled(from);
    const refusal = `SELECT solde_send_refusal(o.creditor_id, o.id, $1, $2::timestamptz) AS one FROM outbox o
      JOIN conversations c ON c.id = o.conversation_id WHERE c.key = $1 LIMIT 1`;
    const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
    await database.query(`SELECT set_config('app.creditor', (SELECT id::text FROM creditors), false)`);
    expect(await one(refusal, [from, hours(23)])).to.equal(null);
    expect(await one(refusal, [from, hours(25)])).to.equal('channel-window');
  });

  it('says what it cannot read and asks for words', async () => {
    const person = telephoneTalker(service, 'whatsapp', stranger());
    await person.say('bonjour');
    const form = { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/x', MediaContentType0: 'audio/ogg' };
    const before = service.twilio.taken.length;
    const from = stranger();
    await text(service, 'whatsapp', from, form);
    await text(service, 'whatsapp', from, { Latitude: '45.7', Longitude: '4.8' });
    await settled(from, 2);
    const said = service.twilio.taken.slice(before).map(({ body }) => body);
    expect(said[0]).to.match(/messages vocaux/);
    expect(said[1]).to.match(/ce type de message/);
  });

  it('asks no address but the carrier’s for a file, and takes nothing that is not what it is called', async () => {
    const from = stranger();
    const account = service.twilio.accountSid;
    const inside = `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages/${hex('MM')}/Media/${hex('ME')}`;
    const html = service.twilio.putMedia(Buffer.from('<script>alert(1)</script>'), 'image/jpeg');
    const urls = [
      'http://169.254.169.254/latest/meta-data/',
      'http://[::ffff:127.0.0.1]/',
      'file:///etc/passwd',
      `${service.url}/healthz`,
      `https://api.twilio.com.evil.example${new URL(inside).pathname}`,
      `https://user:pass@api.twilio.com${new URL(inside).pathname}`,
      inside.replace(account, hex('AC')),
      html.url,
    ];
    const media = Object.fromEntries(
      urls.flatMap((url, n) => [
        [`MediaUrl${n}`, url],
        [`MediaContentType${n}`, 'image/jpeg'],
      ]),
    );
    const asked = service.twilio.asked.length;
    await text(service, 'whatsapp', from, { NumMedia: String(urls.length), ...media });
    await settled(from);
    expect(service.twilio.asked.slice(asked)).to.deep.equal([new URL(html.url).pathname]);
    expect(await one(`SELECT count(*)::int AS one FROM blobs WHERE quarantine IS NOT NULL`)).to.equal(0);
    expect(service.twilio.taken.findLast(({ to }) => to === `whatsapp:${from}`)?.body).to.match(
      /pas pu prendre ce fichier/,
    );
  });

  it('deletes at the carrier what it keeps, and nothing else', async () => {
    const from = stranger();
    const taken = service.twilio.putMedia(smallPhoto, 'image/jpeg');
    const refused = service.twilio.putMedia(Buffer.from('no picture'), 'image/jpeg');
    for (const { url, mime } of [taken, refused]) {
      await text(service, 'whatsapp', from, { NumMedia: '1', MediaUrl0: url, MediaContentType0: mime });
    }
    await settled(from, 2);
    const pool = openPool(appUrl(service.ownerUrl), () => undefined, 2);
    const { accountSid, authToken, url: baseUrl } = service.twilio;
    const api = makeTwilioApi({ accountSid, authToken, baseUrl });
    const cleaner = startCopiedMedia({
      store: makeCarrierStore(pool, randomUUID),
      remove: async (url) => 'done' in (await api.removeMedia(url)),
      log: () => undefined,
    });
    await cleaner.look();
    await cleaner.stop();
    await pool.end();
    const still = async ({ url }: { url: string }): Promise<number> => {
      const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
      const at = `${baseUrl}${new URL(url).pathname}`;
      return (await fetch(at, { headers: { authorization }, redirect: 'manual' })).status;
    };
    service.twilio.wrong.length = 0;
    expect([await still(taken), await still(refused)]).to.deep.equal([404, 307]);
    service.twilio.wrong.length = 0; // nothing is there, as was asked
    const waiting = `SELECT count(*)::int AS one FROM inbox WHERE activity #> '{inbound,media,0}' IS NOT NULL
      AND conversation_id = (SELECT id FROM conversations WHERE channel = 'whatsapp' AND key = $1)`;
    expect(await one(waiting, [from])).to.equal(1);
  });

  it('makes one plan when it is accepted by SMS and on the web at once', async () => {
    const phone = telephoneTalker(service, 'sms', '+33639980001');
    const web = await webTalker(service.url, 'fr-FR');
    for (const said of ['payer en 3 fois', 'LUM-1001', '12/04/1988']) await phone.say(said);
    const recap = await phone.say('3 fois');
    const digits = /JE CONFIRME (\d{4})/.exec(recap.text)?.[1] ?? '';
    await web.say('payer en 3 fois');
    await web.say('LUM-1001');
    await web.say('12/04/1988');
    const code = async (): Promise<string> => {
      const found = await until(
        () =>
          Promise.resolve(
            service.twilio.taken.map(({ body }) => /\b\d{6}\b/.exec(body)?.[0]).findLast((of) => of !== undefined),
          ),
        (value) => value !== undefined,
      );
      return found ?? '';
    };
    await web.press('SMS|texto|\\+33|01');
    const first = await code();
    await web.say(first);
    await web.say('3 fois');
    await web.press('confirme');
    await web.press('SMS|texto|\\+33|01');
    const second = await until(code, (value) => value !== first);
    await Promise.all([phone.say(`JE CONFIRME ${digits}`), web.say(second)]);
    const plans = `SELECT count(*)::int AS one FROM plans p JOIN debtors d ON d.id = p.debtor_id WHERE d.reference = 'LUM-1001' AND p.status = 'active'`;
    expect(await one(plans)).to.equal(1);
  });
});
