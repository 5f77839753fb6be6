import { type TestDatabase } from '../../support/database.ts';
import { outbox, portfolio, reminder } from './portfolio.ts';
import { databaseWith, proveRules, type Rule } from './rule.ts';
import { add, change, type Row, type Statement } from './statement.ts';

const { statements, own } = portfolio('lumio');
const tenant = { creditor_id: own('creditor') };

const rules: readonly Rule[] = [
  {
    name: 'senders_address_key',
    accepted: [add('senders', { id: own('s2'), ...tenant, channel: 'whatsapp', address: own('sender') })],
    refused: [add('senders', { id: own('s2'), ...tenant, channel: 'sms', address: own('sender') })],
  },
  {
    name: 'opt_outs_pkey',
    accepted: [
      add('opt_outs', { ...tenant, channel: 'whatsapp', address: '+33639980006', opted_out_at: '2026-02-01' }),
    ],
    refused: [add('opt_outs', { ...tenant, channel: 'sms', address: '+33639980006', opted_out_at: '2026-02-01' })],
  },
  { name: 'inbox_external_key', accepted: [inbound({})], refused: [inbound({ external_id: own('inbox') })] },
  { name: 'outbox_dedupe_key', accepted: [outgoing({})], refused: [outgoing({ dedupe_key: own('outbox') })] },
  {
    name: 'outbox_carrier_key',
    accepted: [outgoing({ channel: 'whatsapp', carrier_id: own('carrier') })],
    refused: [outgoing({ carrier_id: own('carrier') })],
  },
  {
    name: 'outbox_refusal_has_a_reason',
    accepted: [outgoing({ status: 'REFUSED', reason: 'opted-out' })],
    refused: [outgoing({ status: 'REFUSED' })],
  },
  { name: 'conversations_key', accepted: [conversation('sms')], refused: [conversation('web')] },
  {
    name: 'reminders_once',
    accepted: [add('reminders', { ...reminder(own, tenant), id: own('r2'), cycle: 2 })],
    refused: [add('reminders', { ...reminder(own, tenant), id: own('r2') })],
  },
  {
    name: 'handoffs_one_open_per_conversation',
    accepted: [change('handoffs', { id: own('handoff') }, { closed_at: '2026-02-02' }), handoff()],
    refused: [handoff()],
  },
  { name: 'blobs_sha256_true', accepted: [blob('ok')], refused: [blob('ok', { content: Buffer.from('no') })] },
  {
    name: 'blobs_content_small',
    accepted: [blob('ok')],
    refused: [blob('ok', { content: Buffer.alloc(10_485_761), size: 10_485_761 })],
  },
  {
    name: 'codes_five_tries',
    accepted: [change('codes', { id: own('code') }, { tries: 5 })],
    refused: [change('codes', { id: own('code') }, { tries: 6 })],
  },
  {
    name: 'representatives_approved_with_proof',
    accepted: [
      change(
        'representatives',
        { id: own('representative') },
        { approved_by: 'S', approved_at: '2026-02-02', proof_blob_id: own('blob') },
      ),
    ],
    refused: [
      change('representatives', { id: own('representative') }, { approved_by: 'S', approved_at: '2026-02-02' }),
    ],
  },
];

function inbound(row: Row): Statement {
  return add('inbox', {
    ...tenant,
    conversation_id: own('conversation'),
    channel: 'web',
    external_id: 'e2',
    activity: {},
    received_at: '2026-02-01',
    ...row,
  });
}

function outgoing(row: Row): Statement {
  return add('outbox', { ...outbox(own, tenant), id: own('outbox 2'), dedupe_key: 'd2', carrier_id: null, ...row });
}

function conversation(channel: string): Statement {
  return add('conversations', { id: own('conversation 2'), ...tenant, channel, key: own('web user') });
}

function handoff(): Statement {
  return add('handoffs', {
    id: own('handoff 2'),
    ...tenant,
    conversation_id: own('conversation'),
    reason: 'x',
    opened_at: '2026-02-03',
  });
}

function blob(name: string, row: Row = {}): Statement {
  const content = Buffer.from('ok');
  const sha256 = '2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df';
  return add('blobs', {
    id: own(name),
    ...tenant,
    name,
    mime: 'application/pdf',
    sha256,
    size: 2,
    content,
    stored_at: '2026-02-01',
    ...row,
  });
}

describe('prisma: what the database holds to around a conversation', () => {
  let database: TestDatabase;

  before(async () => {
    database = await databaseWith(statements);
  });

  after(() => database.drop());

  proveRules(rules, tenant.creditor_id, () => database);
});
