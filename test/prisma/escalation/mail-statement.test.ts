import { expect } from 'chai';
import { makeEmailCarrier } from '../../../channels/email/email-carrier.ts';
import { makeMailParts } from '../../../bot/mail-parts.ts';
import { keepStatement, mailedAccount } from '../../../prisma/escalation/mail-statement.ts';
import { type Message } from '../../../domain/message.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type LocalSmtp, startLocalSmtp } from '../../support/local-smtp.ts';
import { addMail, sweepRig, type SweepRig } from './a-sweep.ts';

const day = '2026-12-01';

describe('prisma: the statement that goes with a reminder', () => {
  let database: TestDatabase;
  let smtp: LocalSmtp;
  let rig: SweepRig;

  before(async () => {
    database = await createTestDatabase();
    smtp = await startLocalSmtp();
  });
  after(async () => {
    await smtp.stop();
    await database.drop();
  });
  beforeEach(async () => {
    smtp.taken.length = 0;
    rig = await sweepRig(database);
  });

  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [rig.creditor.id])).rows;

  /** The first reminder of somebody of that kind, sent through a mail server. */
  const reminded = async (kind: string, due = '2026-11-20'): Promise<string> => {
    const debtor = await rig.debtor([{ due, minor: 20_000 }]);
    await addMail(database.ownerPool, rig.creditor, debtor, 'compta@exemple.example');
    if (kind === 'company') {
      await query("UPDATE debtors SET kind = 'company', birth_date = NULL WHERE creditor_id = $1");
      await query("UPDATE debtor_contacts SET role = 'payables' WHERE creditor_id = $1");
      await database.ownerPool.query('ALTER TABLE invoices DISABLE TRIGGER USER');
      await query("UPDATE invoices SET capacity = 'professional' WHERE creditor_id = $1");
      await database.ownerPool.query('ALTER TABLE invoices ENABLE TRIGGER USER');
    }
    await rig.run(day);
    const [row] = await query<{ id: string; message: Message }>(
      "SELECT id, message FROM outbox WHERE creditor_id = $1 AND channel = 'email'",
    );
    const { id, message } = row ?? expect.fail('a mail is queued');
    const at = Date.parse('2026-12-01T10:00:00Z');
    const parts = makeMailParts({
      mailed: (mail) => mailedAccount(database.pool, mail),
      keep: (of, statement) => keepStatement(database.pool, of, statement),
      links: { tokenFor: ({ outboxId }) => outboxId },
      publicUrl: () => 'https://pay.example.com',
      clock: () => at,
      log: (_level, event, facts) => expect.fail(`${event} ${JSON.stringify(facts)}`),
    });
    const head = { creditorId: rig.creditor.id, conversationId: null, channel: 'email', to: 'compta@exemple.example' };
    const rest = { secret: null, secretUntil: null, attempt: 1, from: null, creditorSlug: 'x' };
    const ended = await makeEmailCarrier(smtp.url, parts).send(
      { ...head, ...rest, id, message } as never,
      message.text,
    );
    expect(ended).to.have.property('sent');
    return smtp.taken.at(-1)?.raw ?? '';
  };

  it('is a company’s, and is kept with what was sent', async () => {
    const raw = await reminded('company');
    expect(raw).to.match(/filename="?releve-[^"\r\n]+-2026-12-01\.pdf/);
    expect(raw.replace(/\r\n[ \t]+/g, ' ')).to.match(/List-Unsubscribe: <https:\/\/pay\.example\.com\/u\//);
    const [kept] = await query<{ mime: string; head: string; same: boolean }>(
      `SELECT b.mime, left(encode(b.content, 'escape'), 5) AS head, b.debtor_id = n.debtor_id AS same FROM notices n JOIN blobs b ON b.id = n.blob_id
        WHERE n.creditor_id = $1`,
    );
    expect(kept).to.deep.equal({ mime: 'application/pdf', head: '%PDF-', same: true });
    const base64 = raw.slice(raw.indexOf('Content-Transfer-Encoding: base64')).split('\r\n\r\n')[1] ?? '';
    expect(Buffer.from(base64.replace(/\r\n/g, ''), 'base64').subarray(0, 5).toString()).to.equal('%PDF-');
  });

  it('is none of a person at home, to whom the message says all of it', async () => {
    expect(await reminded('consumer')).to.not.include('application/pdf');
    expect(await query('SELECT FROM notices WHERE creditor_id = $1 AND blob_id IS NOT NULL')).to.deep.equal([]);
  });
});
