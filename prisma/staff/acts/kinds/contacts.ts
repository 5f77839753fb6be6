import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ContactPoint } from '../../../../domain/account.ts';
import { isOfRecord } from '../../../../domain/address-of-record.ts';
import { nextWorkingDay } from '../../../../domain/calendar.ts';
import { addDays } from '../../../../domain/civil-date.ts';
import { representativeKinds } from '../../../../domain/staff/acts/act-command.ts';
import { whyNotText } from '../../../../domain/staff/acts/staff-text.ts';
import { readPhone } from '../../../import/read-phone.ts';
import { openTask } from '../../open-task.ts';
import { recordAct } from '../../record-act.ts';
import { act, type Act, onAccount } from '../act.ts';
import { calendarOf, done, type OnAccount, type Performed, refused } from '../doing.ts';
import { fact } from '../facts.ts';
import { maybeDay, maybeId, maybeShort, short, words } from '../inputs.ts';
import { serviceGate } from '../service-gate.ts';

const reasoned = (): z.ZodType<{ readonly reason: string }> => z.object({ reason: words });

const sendMessage = onAccount(
  'send-message',
  () => z.object({ point: z.uuid(), text: words }),
  async ({ point: id, text }, doing) => {
    const { place, order, who, locked, deps } = doing;
    const { creditor, debtor, points } = locked.account;
    const point = points.find((one) => one.id === id);
    if (point === undefined) return refused('unknown-address');
    const problem = whyNotText(text, { private: point.channel === 'email' && isOfRecord(point, order.at) });
    if (problem !== null) return { ...refused(problem.why), field: problem.word };
    const gate = await serviceGate(doing, point);
    if (gate !== null) return refused(gate);
    const outboxId = randomUUID();
    const message = deps.words.message({ creditor, language: debtor.language, who: who.name, text });
    await place.client.query(
      `INSERT INTO outbox (id, creditor_id, contact_point_id, debtor_id, channel, class, message, dedupe_key, status, queued_at)
     VALUES ($1::uuid, $2, $3, $4, $5, 'service', $6, 'staff:' || $1::text, 'READY', solde_instant($7))`,
      [outboxId, order.creditorId, point.id, debtor.id, point.channel, JSON.stringify(message), order.at],
    );
    const event = { kind: 'message.written', debtorId: debtor.id, facts: { outbox: outboxId, channel: point.channel } };
    await recordAct(place.client, order, who, { ...event, words: { text } });
    return done([fact.code('channel', 'channel', point.channel), fact.text('text', message.text)]);
  },
);

const stopMessage = act('stop-message', reasoned, async ({ reason }, { place, order, who, target }) => {
  const { rows } = await place.client.query<{ status: string; channel: string }>(
    'SELECT status, channel FROM outbox WHERE id = $1 FOR NO KEY UPDATE',
    [target.id],
  );
  const found = rows[0];
  if (found === undefined) return refused('unknown');
  if (found.status !== 'READY') return refused('left-already');
  await place.client.query("SELECT solde_settle_send($1, 'REFUSED', 'stopped-by-person', solde_instant($2))", [
    target.id,
    order.at,
  ]);
  const facts = { outbox: target.id };
  const event = { kind: 'message.stopped', debtorId: target.debtorId, facts, words: { reason } };
  await recordAct(place.client, order, who, event);
  return done([fact.code('channel', 'channel', found.channel)]);
});

/** The address becomes nobody's: nothing is sent there, and somebody looks for the right one. */
const wrongAddress = onAccount(
  'wrong-address',
  () => z.object({ note: words }),
  async ({ note }, doing) => {
    const { place, order, who, target, locked } = doing;
    const point = locked.account.points.find(({ id }) => id === target.id);
    if (point === undefined) return refused('unknown');
    if (point.quarantined) return refused('as-before');
    const { rows } = await place.client.query<{ id: string }>(
      'SELECT id FROM contact_points WHERE creditor_id = $1 AND address = $2 AND quarantined_at IS NULL ORDER BY id',
      [order.creditorId, point.address],
    );
    const left = { kind: 'point-quarantined', channel: point.channel, address: point.address };
    await place.client.query('SELECT solde_apply_address($1, NULL, $2, solde_instant($3))', [
      ...[order.creditorId, JSON.stringify(left), order.at],
    ]);
    const debtorId = locked.account.debtor.id;
    const calendar = calendarOf(doing);
    await openTask(place.client, {
      ...{ creditorId: order.creditorId, at: order.at, kind: 'address-check', reason: 'told-by-person', debtorId },
      ...{ facts: { pointId: point.id }, dueOn: nextWorkingDay(calendar, addDays(calendar.today, 1)) },
      key: `address-check:${point.id}:${order.at}`,
    });
    const facts = { point: point.id, channel: point.channel };
    await recordAct(place.client, order, who, { kind: 'address.wrong', debtorId, facts, words: { note } });
    return done([fact.code('channel', 'channel', point.channel), fact.text('address', point.address)], {
      undo: { of: 'address', ids: rows.map(({ id }) => id) },
    });
  },
);

function addressOf(channel: ContactPoint['channel'], text: string, country: string): string | null {
  if (channel !== 'email') {
    const read = readPhone(text, country);
    return 'value' in read ? read.value : null;
  }
  const lower = text.toLowerCase();
  return z.email().max(254).safeParse(lower).success ? lower : null;
}

async function contactOf(
  doing: OnAccount,
  wish: { contact: string | null; name: string | null; role: string },
): Promise<string | null> {
  const { place, order, locked } = doing;
  const debtorId = locked.account.debtor.id;
  if (wish.contact !== null) {
    const { rowCount } = await place.client.query(
      'SELECT FROM debtor_contacts WHERE debtor_id = $1 AND contact_id = $2',
      [debtorId, wish.contact],
    );
    return rowCount === 0 ? null : wish.contact;
  }
  const id = randomUUID();
  await place.client.query('INSERT INTO contacts (id, creditor_id, name) VALUES ($1, $2, $3)', [
    id,
    order.creditorId,
    wish.name,
  ]);
  await place.client.query(
    'INSERT INTO debtor_contacts (creditor_id, debtor_id, contact_id, role) VALUES ($1, $2, $3, $4)',
    [...[order.creditorId, debtorId, id, wish.role]],
  );
  return id;
}

// What a person was told over the telephone proves nothing for a day, as after a change in a conversation: whoever lies to us once cannot
// receive a code at once.
const addContact = onAccount(
  'add-contact',
  () =>
    z.object({
      ...{ contact: maybeId, name: maybeShort, address: short, channel: z.enum(['sms', 'whatsapp', 'email']) },
      role: z.enum(['payables', 'buyer', 'director', 'site', 'adviser', 'self', 'representative']),
    }),
  async ({ contact, name, role, channel, address: text }, doing): Promise<Performed> => {
    const { place, order, who, locked } = doing;
    const { debtor, points } = locked.account;
    const address = addressOf(channel, text, debtor.country);
    if (address === null) return { ...refused('input'), field: 'address' };
    if (points.some((one) => one.channel === channel && one.address === address && one.contactId === contact))
      return refused('as-before');
    const contactId = await contactOf(doing, { contact, name, role });
    if (contactId === null) return refused('unknown-contact');
    const { rows } = await place.client.query<{ id: string }>(
      `INSERT INTO contact_points AS t (id, creditor_id, contact_id, channel, address, origin, claimed_at, verified_at, usable_from)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, 'staff', solde_instant($5), solde_instant($5), solde_instant($5) + interval '24 h')
       ON CONFLICT (contact_id, channel, address) DO UPDATE SET ended_at = NULL, origin = 'staff', claimed_at = excluded.claimed_at,
         verified_at = excluded.verified_at, usable_from = excluded.usable_from RETURNING t.id`,
      [order.creditorId, contactId, channel, address, order.at],
    );
    const id = rows[0]?.id ?? '';
    const event = {
      kind: 'contact.added',
      debtorId: debtor.id,
      facts: { point: id, contact: contactId, channel, role },
    };
    await recordAct(place.client, order, who, { ...event, words: { address } });
    const shown = [
      fact.code('channel', 'channel', channel),
      fact.text('address', address),
      fact.code('role', 'contact-role', role),
    ];
    return done(shown, { undo: { of: 'contact', id, ended: false } });
  },
);

const endContact = onAccount('end-contact', reasoned, async ({ reason }, { place, order, who, target, locked }) => {
  const point = locked.account.points.find(({ id }) => id === target.id);
  if (point === undefined) return refused('done-before');
  await place.client.query('UPDATE contact_points SET ended_at = solde_instant($2) WHERE id = $1', [
    point.id,
    order.at,
  ]);
  const event = { kind: 'contact.ended', debtorId: locked.account.debtor.id, facts: { point: point.id } };
  await recordAct(place.client, order, who, { ...event, words: { reason } });
  return done([fact.code('channel', 'channel', point.channel), fact.text('address', point.address)], {
    undo: { of: 'contact', id: point.id, ended: true },
  });
});

/** Somebody says they speak for the debtor: they are answered by people until their proof was looked at. */
const addRepresentative = onAccount(
  'add-representative',
  () => z.object({ contact: z.uuid(), kind: z.enum(representativeKinds), until: maybeDay, note: words }),
  async ({ contact, kind, until, note }, doing) => {
    const { place, order, who, locked, today } = doing;
    if (until !== null && until <= today) return refused('until-out-of-range');
    if ((await contactOf(doing, { contact, name: null, role: 'representative' })) === null)
      return refused('unknown-contact');
    const id = randomUUID();
    const debtorId = locked.account.debtor.id;
    await place.client.query(
      `INSERT INTO representatives (id, creditor_id, debtor_id, contact_id, kind, scope, until_on) VALUES ($1, $2, $3, $4, $5, '{balance,agreements}', $6)`,
      [id, order.creditorId, debtorId, contact, kind, until],
    );
    const event = { kind: 'representative.added', debtorId, facts: { representative: id, contact, of: kind, until } };
    await recordAct(place.client, order, who, { ...event, words: { note } });
    return done([fact.code('representative', 'representative-kind', kind)], { undo: { of: 'representative', id } });
  },
);

const approveRepresentative = onAccount(
  'approve-representative',
  () => z.object({ proof: z.uuid() }),
  async ({ proof }, doing) => {
    const { place, order, who, target, locked } = doing;
    const debtorId = locked.account.debtor.id;
    const { rowCount: files } = await place.client.query(
      'SELECT FROM blobs WHERE id = $1 AND debtor_id = $2 AND quarantine IS NULL',
      [proof, debtorId],
    );
    if (files === 0) return refused('unknown-proof');
    const { rowCount } = await place.client.query(
      'UPDATE representatives SET proof_blob_id = $2, approved_by = $3, approved_at = solde_instant($4) WHERE id = $1 AND approved_at IS NULL',
      [target.id, proof, who.handle, order.at],
    );
    if (rowCount === 0) return refused('done-before');
    const facts = { representative: target.id, proof };
    await recordAct(place.client, order, who, { kind: 'representative.approved', debtorId, facts });
    return done([]);
  },
);

const endRepresentative = onAccount(
  'end-representative',
  reasoned,
  async ({ reason }, { place, order, who, target, locked, today }) => {
    await place.client.query('UPDATE representatives SET until_on = $2 WHERE id = $1', [target.id, addDays(today, -1)]);
    const event = {
      kind: 'representative.ended',
      debtorId: locked.account.debtor.id,
      facts: { representative: target.id },
    };
    await recordAct(place.client, order, who, { ...event, words: { reason } });
    return done([]);
  },
);

/** Whom we write to, what leaves, and who speaks for a debtor. */
export const contactActs = {
  ...{
    'send-message': sendMessage,
    'stop-message': stopMessage,
    'wrong-address': wrongAddress,
    'add-contact': addContact,
  },
  ...{ 'end-contact': endContact, 'add-representative': addRepresentative },
  ...{ 'approve-representative': approveRepresentative, 'end-representative': endRepresentative },
} satisfies Readonly<Record<string, Act>>;
