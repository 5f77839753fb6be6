import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { afterPerson } from '../../../../dialogs/staff/after-person.ts';
import { handoffWords } from '../../../../dialogs/staff/handoff-words.ts';
import { paymentDetails } from '../../../../dialogs/staff/payment-details.ts';
import { staffMessage } from '../../../../dialogs/staff/staff-message.ts';
import { invariant } from '../../../../domain/errors.ts';
import { type HandoffEvent } from '../../../../domain/handoff/handoff.ts';
import { type Handoffs, makeHandoffs } from '../../../../prisma/staff/handoff/make-handoffs.ts';
import { at, calendars, openStaffRig, type StaffRig } from '../staff-rig.ts';

const minute = 60_000;
const now = { now: at }; // Tuesday, 10:00 in Paris

describe('a conversation that goes to a person', () => {
  let rig: StaffRig;
  let handoffs: Handoffs;
  let conversationId: string;
  let handoffId: string;

  before(async () => {
    rig = await openStaffRig();
  });
  after(() => rig.database.drop());

  const subjects = (until: number): string =>
    JSON.stringify({
      claim: null,
      subjects: [
        {
          ...{ debtorId: rig.debtor.id, contactId: rig.debtor.contactId, level: 2, provedAt: at - minute },
          ...{ until, idleUntil: until },
        },
      ],
    });
  const talk = async (channel: string, until: number, state: unknown = {}): Promise<string> => {
    const id = randomUUID();
    const key = channel === 'web' ? `dl_${id}` : `+336399${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`;
    await rig.rows(
      `INSERT INTO conversations (id, creditor_id, channel, key, language, session, state, last_inbound_at) VALUES ($1, $2, $3, $4, 'fr', $5, $6, to_timestamp($7::float8 / 1000))`,
      [id, rig.creditor.id, channel, key, subjects(until), JSON.stringify(state), at],
    );
    return id;
  };
  const write = async (id: string, text: string): Promise<void> => {
    await rig.rows(
      `INSERT INTO inbox (creditor_id, conversation_id, channel, external_id, activity, text, received_at, state, done_at)
       SELECT creditor_id, id, channel, $2, '{}', $3, now(), 'done', now() FROM conversations WHERE id = $1`,
      [id, randomUUID(), text],
    );
  };
  const begin = async (channel = 'web', until = at + 10 * minute): Promise<void> => {
    conversationId = await talk(channel, until, {
      version: 1,
      frames: [],
      pending: { kind: 'recap', flow: 'promise' },
    });
    await write(conversationId, 'Je veux parler à quelqu’un.');
    handoffId = await handoffs.open({ creditorId: rig.creditor.id, at, conversationId, reason: 'asked' });
  };
  const who = (handle: string): { creditorId: string; who: { id: string; handle: string } } => ({
    creditorId: rig.creditor.id,
    who: { id: ids.get(handle) ?? '', handle },
  });
  const said = async (): Promise<readonly string[]> =>
    (
      await rig.rows(
        "SELECT concat_ws(' ', message ->> 'key', status, reason) AS said FROM outbox WHERE conversation_id = $1 ORDER BY seq",
        [conversationId],
      )
    ).map((row) => String(row['said']));
  const controller = async (): Promise<unknown> =>
    (await rig.rows('SELECT controller FROM conversations WHERE id = $1', [conversationId]))[0]?.['controller'];
  const claim = async (): Promise<unknown> => {
    const [row] = await rig.rows("SELECT id FROM outbox WHERE conversation_id = $1 AND status = 'READY' ORDER BY seq", [
      conversationId,
    ]);
    const { rows } = await rig.database.pool.query('SELECT solde_claim($1, $2, $3, $4) AS claimed', [
      ...[rig.creditor.id, row?.['id'], randomUUID(), at],
    ]);
    return (rows[0] as { claimed: unknown }).claimed;
  };
  let ids: ReadonlyMap<string, string>;

  beforeEach(async () => {
    rig = await openStaffRig(rig.database);
    const people = await rig.rows('SELECT id, handle FROM staff_users WHERE creditor_id = $1', [rig.creditor.id]);
    ids = new Map(people.map(({ id, handle }) => [String(handle), String(id)]));
    handoffs = makeHandoffs({
      ...{ pool: rig.database.pool, calendars, answerMs: 5 * minute },
      words: {
        ...{ ...handoffWords, message: staffMessage, afterwards: afterPerson },
        payment: ({ account, language, channel, now: instant }) =>
          paymentDetails({
            ...{ creditor: account.creditor, account, policy: null, now: instant, channel, language, text: '' },
            ...{ calendar: calendars({ country: 'FR', zone: 'Europe/Paris' }, instant), hash: (text) => text },
          }),
      },
    });
    await begin();
  });

  it('waits once, with what was said and what is owed, for those who may speak about it', async () => {
    const again = await handoffs.open({ creditorId: rig.creditor.id, at, conversationId, reason: 'asked' });
    expect(again).to.equal(handoffId);
    await rig.rows(
      `INSERT INTO outbox (id, creditor_id, conversation_id, channel, class, message, dedupe_key, status, queued_at, settled_at)
       SELECT gen_random_uuid(), c.creditor_id, c.id, 'web', 'reply', jsonb_build_object('text', x.text), gen_random_uuid()::text, 'SENT', now(), now()
         FROM conversations c, unnest(ARRAY['Bonjour.', 'Une personne vous répond.', 'À bientôt.']) WITH ORDINALITY AS x (text, n) WHERE c.id = $1 ORDER BY x.n`,
      [conversationId],
    );
    const brief = await handoffs.brief(who('noa'), handoffId, now);
    expect(brief).to.deep.include({ identified: true, holder: null, asked: 'promise', channel: 'web' });
    expect(brief?.open).to.deep.equal([{ minor: 10_000, currency: 'EUR' }]);
    expect(brief?.transcript.map(({ from, text }) => `${from}: ${text}`)).to.deep.equal([
      'debtor: Je veux parler à quelqu’un.',
      ...['bot: Bonjour.', 'bot: Une personne vous répond.', 'bot: À bientôt.'], // said in one moment
    ]);
    const seen = async (handle: string): Promise<number> => (await handoffs.list(who(handle))).length;
    expect([await seen('noa'), await seen('sacha'), await seen('camille')]).to.deep.equal([1, 1, 1]);
    expect([await seen('lou'), await seen('alex')]).to.deep.equal([0, 0]);
    await rig.rows('UPDATE debtors SET sales_owner = NULL WHERE id = $1', [rig.debtor.id]);
    expect(await seen('sacha')).to.equal(0);
    expect(await handoffs.brief(who('sacha'), handoffId, now)).to.equal(null);
  });

  it('has one holder, whoever presses at once; the bot is silent, and speaks again when it comes back', async () => {
    const both = await Promise.all(
      ['noa', 'camille', 'robin', 'sacha'].map((one) => handoffs.accept(who(one), handoffId, now)),
    );
    expect(both.filter(({ kind }) => kind === 'accepted')).to.have.length(1);
    expect(both.filter(({ kind }) => kind === 'taken')).to.have.length(3);
    expect(await controller()).to.equal('human');
    const [holder] = await handoffs.list(who('noa'));
    const name = holder?.holder ?? '';
    expect(await handoffs.accept(who(name), handoffId, now)).to.deep.include({ kind: 'accepted', before: true });
    const other = name === 'camille' ? 'robin' : 'camille';
    expect(await handoffs.reply(who(other), { id: handoffId, text: 'Bonjour.' }, now)).to.include({ why: 'not-held' });
    expect(await handoffs.reply(who(name), { id: handoffId, text: 'Bonjour, je regarde.' }, now)).to.include({
      kind: 'said',
    });
    const fence = async (): Promise<number> =>
      Number((await rig.rows('SELECT fence FROM conversations WHERE id = $1', [conversationId]))[0]?.['fence']);
    const before = await fence();
    const back = await handoffs.back(who(name), { id: handoffId, summary: 'Nous vous rappelons lundi.' }, now);
    expect(back).to.include({ kind: 'returned', unsent: 0 });
    expect(await fence(), 'what anybody remembers of the conversation is worth nothing').to.be.greaterThan(before);
    expect(await said()).to.deep.equal(['handoff.taken SENT', 'staff.message SENT', 'handoff.back SENT']);
    expect(await controller()).to.equal('bot');
    expect(await handoffs.reply(who(name), { id: handoffId, text: 'Encore.' }, now)).to.include({ why: 'not-held' });
    expect(await handoffs.accept(who(other), handoffId, now)).to.include({ why: 'over' });
  });

  it('confirms nothing afterwards that was about to be confirmed before', async () => {
    await handoffs.accept(who('noa'), handoffId, now);
    await handoffs.back(who('noa'), { id: handoffId, summary: 'Merci.' }, now);
    const [row] = await rig.rows('SELECT state FROM conversations WHERE id = $1', [conversationId]);
    expect(row?.['state']).to.deep.include({ pending: null, frames: [] });
    expect(
      afterPerson({ version: 1, pending: { kind: 'slot', flow: 'plan', slot: 'count' }, prompt: {} }),
    ).to.deep.equal({
      ...{ version: 1, pending: { kind: 'slot', flow: 'plan', slot: 'count' }, prompt: null },
    });
  });

  it('stops in the send what the bot had queued, and what a person wrote who no longer holds it', async () => {
    await begin('sms');
    await rig.rows(
      `INSERT INTO outbox (id, creditor_id, conversation_id, inbox_id, channel, class, message, dedupe_key, status, queued_at)
       SELECT gen_random_uuid(), creditor_id, id, (SELECT max(i.id) FROM inbox i WHERE i.conversation_id = c.id), 'sms', 'reply', '{"key":"bot"}', 'bot:' || id, 'READY', now()
       FROM conversations c WHERE id = $1`,
      [conversationId],
    );
    await handoffs.accept(who('noa'), handoffId, now);
    expect(await claim()).to.deep.equal({ refused: 'human-speaking' });
    await handoffs.reply(who('noa'), { id: handoffId, text: 'Bonjour, je suis là.' }, now);
    expect(await handoffs.back(who('noa'), { id: handoffId, summary: 'Merci.' }, now)).to.include({
      why: 'still-sending',
    });
    const later = { now: at + 2 * minute };
    expect(await handoffs.back(who('noa'), { id: handoffId, summary: 'Merci.' }, later)).to.include({ unsent: 2 });
    expect(await claim()).to.deep.equal({ refused: 'not-held' });
    expect(await claim()).to.deep.equal({ refused: 'not-held' });
    expect(await claim()).to.have.property('send');
  });

  it('says nothing of a debt to who did not prove who they are, on any channel', async () => {
    for (const channel of ['sms', 'web']) {
      await begin(channel, at - minute);
      await handoffs.accept(who('noa'), handoffId, now);
      const reply = (text: string): ReturnType<Handoffs['reply']> =>
        handoffs.reply(who('noa'), { id: handoffId, text }, now);
      expect(await reply('Votre facture est en retard.')).to.deep.include({ why: 'tells-a-stranger', word: 'factur' });
      expect(await reply('Il reste 120,00 €')).to.include({ why: 'tells-a-stranger' });
      expect(await handoffs.back(who('noa'), { id: handoffId, summary: 'Vous réglez lundi.' }, now)).to.include({
        why: 'tells-a-stranger',
      });
      expect(await handoffs.sendPayment(who('noa'), { id: handoffId }, now)).to.include({ why: 'not-identified' });
      const file = { name: 'a.pdf', mime: 'application/pdf', bytes: new Uint8Array([1]) };
      expect(await handoffs.attach(who('noa'), { id: handoffId, file }, now)).to.include({ why: 'not-identified' });
      expect(await reply('Bonjour, pouvez-vous me donner votre référence client ?')).to.include({ kind: 'said' });
    }
  });

  it('lets nobody threaten, judge or type an account number, even to who is identified', async () => {
    await handoffs.accept(who('noa'), handoffId, now);
    const reply = (text: string): ReturnType<Handoffs['reply']> =>
      handoffs.reply(who('noa'), { id: handoffId, text }, now);
    expect(await reply('Payez ou ce sera l’huissier.')).to.include({ why: 'judging-words' });
    expect(await reply('Virez à FR76 3000 6000 0112 3456 7890 189.')).to.include({ why: 'bank-details-typed' });
    expect(await reply('Votre facture est en retard, pouvez-vous régler lundi ?')).to.include({ kind: 'said' });
  });

  it('sends how to pay from the ledger, and a file that is named and kept', async () => {
    await handoffs.accept(who('noa'), handoffId, now);
    expect(await handoffs.sendPayment(who('noa'), { id: handoffId }, now)).to.include({ kind: 'said' });
    const [order] = await rig.rows(
      "SELECT message -> 'rows' AS rows FROM outbox WHERE conversation_id = $1 AND message ->> 'key' = 'pay.order'",
      [conversationId],
    );
    expect(JSON.stringify(order?.['rows'])).to.contain('FR76 3000 6000 0112 3456 7890 189').and.to.contain('100,00');
    const file = { name: '../../Relevé.pdf', mime: 'application/pdf', bytes: new Uint8Array([37, 80, 68, 70]) };
    expect(await handoffs.attach(who('noa'), { id: handoffId, file }, now)).to.include({ kind: 'said' });
    expect(await rig.rows('SELECT name, size FROM blobs WHERE debtor_id = $1', [rig.debtor.id])).to.deep.equal([
      { name: '.. .. Relevé.pdf', size: 4 },
    ]);
    const wrong = { ...file, mime: 'text/html' };
    expect(await handoffs.attach(who('noa'), { id: handoffId, file: wrong }, now)).to.include({ why: 'file-kind' });
  });

  it('respects STOP and the switch that stops everything', async () => {
    await begin('sms');
    await handoffs.accept(who('noa'), handoffId, now);
    await rig.rows(
      "INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at) SELECT creditor_id, 'sms', key, now() FROM conversations WHERE id = $1",
      [conversationId],
    );
    const reply = (): ReturnType<Handoffs['reply']> =>
      handoffs.reply(who('noa'), { id: handoffId, text: 'Bonjour.' }, now);
    expect(await reply()).to.include({ why: 'opted-out' });
    await rig.rows('UPDATE creditors SET stopped_at = now() WHERE id = $1', [rig.creditor.id]);
    expect(await reply()).to.include({ why: 'kill-switch' });
  });

  it('ends once where nobody answers in time: the debtor is told, and somebody calls back', async () => {
    const timeouts = (when: number): ReturnType<Handoffs['timeouts']> =>
      handoffs.timeouts({ creditorId: rig.creditor.id, at: when });
    await handoffs.decline(who('noa'), handoffId, now);
    expect((await handoffs.list(who('noa')))[0]?.declined).to.equal(true);
    expect(await timeouts(at + 4 * minute)).to.deep.equal([]);
    const both = await Promise.all([timeouts(at + 5 * minute), timeouts(at + 5 * minute)]);
    expect(both.flat()).to.have.length(1);
    expect(await said()).to.deep.equal(['handoff.late SENT']);
    const tasks = await rig.rows("SELECT due_on AS due FROM tasks WHERE creditor_id = $1 AND kind = 'callback'", [
      rig.creditor.id,
    ]);
    expect(tasks).to.deep.equal([{ due: '2026-12-02' }]);
    expect(await handoffs.accept(who('noa'), handoffId, now)).to.include({ why: 'over' });
  });

  it('ends where who took it never writes, and at once outside opening hours', async () => {
    await handoffs.accept(who('noa'), handoffId, now);
    const timeouts = (when: number): ReturnType<Handoffs['timeouts']> =>
      handoffs.timeouts({ creditorId: rig.creditor.id, at: when });
    expect(await timeouts(at + 5 * minute)).to.have.length(1);
    expect([await controller(), await said()]).to.deep.equal(['bot', ['handoff.taken SENT', 'handoff.late SENT']]);
    await begin();
    expect(await timeouts(Date.parse('2026-12-01T19:30:00Z'))).to.have.length(1);
    expect(await said()).to.deep.equal(['handoff.closed SENT']);
  });

  it('leaves alone whom a person answers', async () => {
    await handoffs.accept(who('noa'), handoffId, now);
    await handoffs.reply(who('noa'), { id: handoffId, text: 'Bonjour.' }, now);
    expect(await handoffs.timeouts({ creditorId: rig.creditor.id, at: at + 60 * minute })).to.deep.equal([]);
  });

  it('tells a hub in order and until it listens, and the holder what the debtor writes', async () => {
    await handoffs.accept(who('noa'), handoffId, now);
    await write(conversationId, 'Vous êtes là ?');
    const told: HandoffEvent[] = [];
    const of = { creditorId: rig.creditor.id, at };
    expect(await handoffs.tell(of, () => Promise.reject(new Error('away')))).to.equal(0);
    const listen = (event: HandoffEvent): Promise<void> => Promise.resolve(void told.push(event));
    expect(await handoffs.tell(of, listen)).to.equal(2);
    expect(await handoffs.tell(of, listen)).to.equal(0);
    const [first, second] = told;
    invariant(first?.name === 'handoff.initiate' && second?.name === 'handoff.status', 'both, in order');
    expect(first.value).to.deep.include({ reason: 'asked', language: 'fr' });
    expect(second.value).to.deep.equal({ state: 'accepted', message: 'noa' });
    const heard: string[] = [];
    const show = ({ text }: { text: string }): Promise<void> => Promise.resolve(void heard.push(text));
    expect(await handoffs.hear(rig.creditor.id, () => Promise.reject(new Error('away')))).to.equal(0);
    expect(await handoffs.hear(rig.creditor.id, show)).to.equal(1);
    expect(await handoffs.hear(rig.creditor.id, show)).to.equal(0);
    expect(heard).to.deep.equal(['Vous êtes là ?']);
  });
});
