import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { copyOfAccount, holderOnPage, invoiceOf, phoneOf } from './accounts.ts';
import { seedCreditor, seedDebtor, seedInvoice } from '../support/ledger-rows.ts';
import { canariesOf, leaksIn } from './canaries.ts';
import { lastCode, visitor } from './person.ts';
import { startTarget, type Target } from './target.ts';

/** One creditor, one account, one conversation: nothing of one is read or done from another (T14, T15, T6). */
describe('nobody reaches what is another’s', function () {
  let service: Target;
  let reference: string;
  let foreign: { reference: string; invoice: string };

  before(async () => {
    service = await startTarget();
    reference = await copyOfAccount(service, [18_450, 9_230]);
  });

  after(() => service.stop());

  describe('with two creditors', () => {
    before(async () => {
      const creditor = await seedCreditor(service.owner, 'autre');
      const debtor = await seedDebtor(service.owner, creditor);
      const { number } = await seedInvoice(service.owner, creditor, debtor, {
        number: 'AUT-2026-0001',
        items: [77_700],
        lines: [77_700],
      });
      foreign = { reference: debtor.reference, invoice: number };
      // The same customer number at both, of two people born the same day.
      await service.sql(`UPDATE debtors SET reference = $1 WHERE id = $2`, [reference, debtor.id]);
    });

    it('a number of the other creditor is one nobody has', async () => {
      const page = await visitor(service, 'lumio');
      for (const text of ['mon solde', foreign.invoice, '12/04/1988']) await page.say(text);
      await page.press('Par');
      const [code] = await service.sql(
        'SELECT c.debtor_id AS debtor FROM codes c JOIN conversations v ON v.id = c.conversation_id WHERE v.key = $1',
        [page.key],
      );
      expect(code).to.deep.equal({ debtor: null });
    });

    it('the same customer number opens each creditor’s own account', async () => {
      const [ours, theirs] = [await visitor(service, 'lumio'), await visitor(service, 'autre')];
      for (const page of [ours, theirs])
        for (const text of ['mon solde', reference, '12/04/1988']) await page.say(text);
      await ours.press('Par SMS');
      const code = await lastCode(service, phoneOf(reference));
      expect((await theirs.say(code)).text).not.to.match(/Merci, c’est bien vous|€/);
      expect((await ours.say(code)).text)
        .to.match(/276,80 €/)
        .and.not.to.match(/777,00/);
    });

    it('a conversation’s token opens no other conversation, whoever’s', async () => {
      const [ours, theirs] = [await visitor(service, 'lumio'), await visitor(service, 'autre')];
      const token = await service.tokens.issue({
        conversationId: theirs.key,
        userId: 'dl_x',
        creditorSlug: 'autre',
        origin: null,
      });
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const base = `${service.url}/v3/directline/conversations/${ours.key}`;
      for (const [method, path] of [
        ['GET', ''],
        ['GET', '/activities'],
        ['POST', '/activities'],
        ['POST', '/upload'],
      ] as const) {
        const body = method === 'POST' ? JSON.stringify({ type: 'message', text: 'mon solde' }) : null;
        const response = await fetch(`${base}${path}`, { method, headers, body });
        expect(response.status, `${method} ${path}`).to.equal(403);
      }
    });

    it('the console does not guess which creditor is meant', async () => {
      const response = await fetch(`${service.url}/demo/console`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: 'x', from: '+33639980001', text: 'mon solde' }),
      });
      expect(response.status).to.equal(404);
    });
  });

  describe('with two accounts of one creditor', () => {
    it('what the browser says of itself changes nothing: sender, role, level, account', async () => {
      const page = await visitor(service, 'lumio');
      const token = await service.tokens.issue({
        conversationId: page.key,
        userId: 'dl_x',
        creditorSlug: 'lumio',
        origin: null,
      });
      const canaries = await canariesOf(service);
      for (const extra of [
        { from: { id: reference, role: 'staff' } },
        { channelData: { verified: true, level: 3, debtorId: randomUUID() } },
        { value: { level: 3, debtorId: randomUUID(), option: '1.do:menu' } },
        {
          recipient: { id: 'other' },
          conversation: { id: randomUUID() },
          channelId: 'msteams',
          serviceUrl: 'http://evil.example',
        },
        { id: 'x', replyToId: 'y', timestamp: '0001-01-01T00:00:00Z', locale: 'xx-YY' },
      ]) {
        const response = await fetch(`${service.url}/v3/directline/conversations/${page.key}/activities`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ type: 'message', text: 'mon solde', ...extra }),
        });
        expect(response.status).to.be.oneOf([200, 400]);
      }
      await page.say('mon solde');
      const [row] = await service.sql<{ said: string; subjects: number }>(
        `SELECT (SELECT string_agg(o.message::text, ' ') FROM outbox o WHERE o.conversation_id = c.id) AS said,
                jsonb_array_length(session -> 'subjects') AS subjects FROM conversations c WHERE key = $1`,
        [page.key],
      );
      expect(row?.subjects).to.equal(0);
      expect(leaksIn(row?.said ?? '', canaries, reference)).to.deep.equal([]);
    });

    it('an identified person reads and does nothing with the invoices of another', async () => {
      const [mine, other] = [await copyOfAccount(service, [5_000]), await copyOfAccount(service, [66_600])];
      const page = await holderOnPage(service, mine);
      const foreignNumber = invoiceOf(other, 1);
      for (const text of [
        `facture ${foreignNumber}`,
        `je conteste la facture ${foreignNumber}`,
        `payer la facture ${foreignNumber} en 3 fois`,
        `envoyez-moi la facture ${foreignNumber}`,
        `le solde de ${other}`,
      ]) {
        const heard = await page.say(text);
        expect(heard.text, text).not.to.match(/666,00|600,00|222,00/);
        await page.say('annuler');
      }
      const rows = await service.sql(
        `SELECT (SELECT count(*)::int FROM disputes x WHERE x.debtor_id = d.id) + (SELECT count(*)::int FROM plans x WHERE x.debtor_id = d.id)
              + (SELECT count(*)::int FROM holds x WHERE x.debtor_id = d.id) AS n FROM debtors d WHERE reference = $1`,
        [other],
      );
      expect(rows).to.deep.equal([{ n: 0 }]);
    });
  });
});
