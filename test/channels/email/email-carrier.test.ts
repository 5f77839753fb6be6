import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { makeEmailCarrier, type MailParts } from '../../../channels/email/email-carrier.ts';
import { type Message } from '../../../domain/message.ts';
import { type ClaimedSend } from '../../../domain/outbox-row.ts';
import { type LocalSmtp, startLocalSmtp } from '../../support/local-smtp.ts';

describe('sending by e-mail', () => {
  let smtp: LocalSmtp;

  before(async () => {
    smtp = await startLocalSmtp();
  });
  beforeEach(() => {
    smtp.taken.length = 0;
    smtp.behave('250 OK');
  });
  after(() => smtp.stop());

  const row = (message: Partial<Message>): ClaimedSend => ({
    ...{
      id: randomUUID(),
      creditorId: randomUUID(),
      conversationId: null,
      channel: 'email',
      to: 'camille@example.org',
    },
    message: { key: 'k', class: 'demand', language: 'fr', text: 'Bonjour', ...message },
    ...{ secret: null, secretUntil: null, attempt: 1, from: null, creditorSlug: 'lumio' },
  });
  const bare: MailParts = { unsubscribeUrl: () => null, attachmentsOf: () => Promise.resolve([]) };
  const send = (one: ClaimedSend, parts: Partial<MailParts> = {}): Promise<unknown> =>
    makeEmailCarrier(smtp.url, { ...bare, ...parts }).send(one, one.message.text);
  const mail = (): { readonly headers: string; readonly body: string } => {
    const raw = smtp.taken.at(-1)?.raw ?? expect.fail('a mail was taken');
    const [headers = '', ...rest] = raw.split('\r\n\r\n');
    return { headers: headers.replace(/\r\n[ \t]+/g, ' '), body: rest.join('\r\n\r\n') };
  };
  const decoded = (body: string): string =>
    Buffer.from(
      body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    ).toString('utf8');

  it('names the row as the message, and ties the spaces of French', async () => {
    const one = row({ title: 'Votre compte : un point', text: 'Avez-vous la facture ? Il reste 12 €.' });
    expect(await send(one)).to.deep.equal({ sent: `<${one.id}@lumio.example>` });
    const { headers, body } = mail();
    expect(headers).to.include(`Message-ID: <${one.id}@lumio.example>`).and.include('To: camille@example.org');
    expect(decoded(body).trim()).to.equal('Avez-vous la facture\u00a0? Il reste 12\u00a0€.');
    expect(await send(row({ language: 'en', text: 'Is it right?' }))).to.have.property('sent');
    expect(decoded(mail().body).trim()).to.equal('Is it right?');
  });

  it('says of a demand how to receive no more: by mail alone, or by one click where there is an https address', async () => {
    await send(row({}));
    expect(mail().headers)
      .to.include('List-Unsubscribe: <mailto:bonjour@lumio.example?subject=STOP>')
      .and.not.include('One-Click');
    await send(row({}), { unsubscribeUrl: ({ id }) => `https://pay.example.com/u/${id}` });
    const { headers } = mail();
    expect(headers).to.match(
      /List-Unsubscribe: <https:\/\/pay\.example\.com\/u\/[0-9a-f-]{36}>,\s*<mailto:bonjour@lumio\.example\?subject=STOP>/,
    );
    expect(headers).to.include('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  it('says nothing of it with what somebody needs: an answer, a code', async () => {
    for (const class_ of ['reply', 'service'] as const) {
      await send(row({ class: class_ }), { unsubscribeUrl: () => 'https://pay.example.com/u/x' });
      expect(mail().headers).to.not.include('List-Unsubscribe');
    }
  });

  it('carries its files', async () => {
    const bytes = Buffer.from('%PDF-1.7 of a test');
    await send(row({}), {
      attachmentsOf: () => Promise.resolve([{ name: 'releve-LUM-1002.pdf', mime: 'application/pdf', bytes }]),
    });
    expect(mail().body)
      .to.include('Content-Type: application/pdf; name=releve-LUM-1002.pdf')
      .and.include(bytes.toString('base64'));
  });

  it('is refused for good, or ends nobody knows how', async () => {
    smtp.behave('550 no such user');
    expect(await send(row({}))).to.deep.equal({ refused: 'smtp-550' });
    smtp.behave('451 later');
    expect(await send(row({}))).to.deep.equal({ unknown: 'smtp' });
    expect(smtp.taken).to.deep.equal([]);
  });
});
