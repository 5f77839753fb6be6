import { expect } from 'chai';
import { agreed, confirmation, copyOfAccount, holderByPhone, holderOnPage, pays, phoneOf } from './accounts.ts';
import { lastCode, type Person, phone } from './person.ts';
import { startTarget, type Target } from './target.ts';

const nothingAgreed = { plans: 0, promises: 0, total: 0, instalments: 0 };
const onePlan = { plans: 1, promises: 0, total: 27_680, instalments: 27_680 };

/** A binding act is made once, by whoever proved who they are, on exactly the terms shown. */
describe('what is agreed', function () {
  let service: Target;

  before(async () => {
    service = await startTarget();
  });

  after(() => service.stop());

  async function atRecap(): Promise<{ person: Person; reference: string }> {
    const reference = await copyOfAccount(service, [18_450, 9_230]);
    const person = await holderByPhone(service, reference);
    await person.say('payer en 3 fois');
    expect(person.last().text).to.match(/Total : 276,80 €[^]*JE CONFIRME \d{4}/);
    return { person, reference };
  }

  it('is one plan, however often it is accepted', async () => {
    const { person, reference } = await atRecap();
    const words = confirmation(person);
    expect((await person.say(words)).text).to.match(/C'est convenu/);
    for (const again of [words, words, 'oui', 'je confirme']) await person.say(again);
    expect(await agreed(service, reference)).to.deep.equal(onePlan);
  });

  it('is one plan when it is accepted twenty times at once', async () => {
    const { person, reference } = await atRecap();
    const words = confirmation(person);
    await Promise.all(Array.from({ length: 20 }, () => person.say(words)));
    expect(await agreed(service, reference)).to.deep.equal(onePlan);
  });

  it('is one plan when it is accepted on two channels at once', async () => {
    const { person, reference } = await atRecap();
    const page = await holderOnPage(service, reference);
    await page.say('payer en 4 fois');
    await page.press('Je confirme');
    const code = await lastCode(service, phoneOf(reference));
    const [byPhone, onPage] = await Promise.all([person.say(confirmation(person)), page.say(code)]);
    expect([byPhone.text, onPage.text].filter((text) => /C['’]est convenu/.test(text))).to.have.lengthOf(1);
    expect(await agreed(service, reference)).to.deep.equal(onePlan);
  });

  for (const said of [
    'oui',
    'ok',
    'd’accord',
    'je confirme',
    'JE CONFIRME 0000',
    'je ne confirme pas',
    '👍',
    'I agree',
    'oui mais non',
    'JE CONFIRME 12345',
  ]) {
    it(`is nothing when the answer is "${said}"`, async () => {
      const { person, reference } = await atRecap();
      await person.say(said);
      expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
    });
  }

  it('is nothing when money came between the recap and the words; a new recap shows what is left', async () => {
    const { person, reference } = await atRecap();
    const words = confirmation(person);
    await pays(service, reference, 10_000);
    const { text } = await person.say(words);
    expect(text).to.match(/Total : 176,80 €/);
    expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
    await person.say(words);
    expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
    await person.say(confirmation(person));
    expect(await agreed(service, reference)).to.deep.equal({ ...onePlan, total: 17_680, instalments: 17_680 });
  });

  it('is nothing when all was paid meanwhile', async () => {
    const { person, reference } = await atRecap();
    const words = confirmation(person);
    await pays(service, reference, 18_450);
    await service.sql('UPDATE debtors SET insolvency_on = current_date WHERE reference = $1', [reference]);
    await person.say(words);
    expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
  });

  for (const { after, change } of [
    { after: 'the proof ran out', change: `jsonb_set(session, '{subjects}', '[]')` },
    {
      after: 'the proof is older than a quarter of an hour',
      change: `jsonb_set(session, '{subjects,0,provedAt}', to_jsonb((session -> 'subjects' -> 0 ->> 'provedAt')::bigint - 901000))`,
    },
  ]) {
    it(`is nothing when ${after}: who is speaking is asked again first`, async () => {
      const { person, reference } = await atRecap();
      await service.sql(`UPDATE conversations SET session = ${change} WHERE key = $1`, [person.key]);
      const { text } = await person.say(confirmation(person));
      expect(text).to.match(/numéro de client/);
      expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
    });
  }

  it('is nothing when the words come from another telephone', async () => {
    const { person, reference } = await atRecap();
    const words = confirmation(person);
    const other = phone(service);
    for (const text of ['payer en 3 fois', words, reference, '12/04/1988', words]) await other.say(text);
    expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
  });

  it('stays agreed after STOP, which is answered by one confirmation and then by silence', async () => {
    const { person, reference } = await atRecap();
    await person.say(confirmation(person));
    expect((await person.say('STOP')).text).to.match(/ne vous écrira plus/);
    expect(await agreed(service, reference)).to.deep.equal(onePlan);
    const [optedOut] = await service.sql(
      'SELECT count(*)::int AS n FROM opt_outs WHERE address = $1 AND resumed_at IS NULL',
      [phoneOf(reference)],
    );
    expect(optedOut).to.deep.equal({ n: 1 });
  });

  it('is bound by a code on the page, and by the code of these very terms only', async () => {
    const reference = await copyOfAccount(service, [18_450, 9_230]);
    const page = await holderOnPage(service, reference);
    await page.say('payer en 3 fois');
    expect((await page.say('JE CONFIRME 1234')).text).to.match(/code est parti/);
    const code = await lastCode(service, phoneOf(reference));
    await page.say('plutôt en 2 fois');
    expect((await page.say(code)).text).not.to.match(/C’est convenu/);
    expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
  });

  describe('by buttons that were tampered with', () => {
    for (const { what, forge } of [
      { what: 'of an older prompt', forge: (id: string) => id.replace(/^(\d+)/, (n) => String(Number(n) - 1)) },
      { what: 'of a prompt to come', forge: (id: string) => id.replace(/^(\d+)/, (n) => String(Number(n) + 1)) },
      {
        what: 'with another hash',
        forge: (id: string) => id.replace(/confirm:(.)/, (_, c: string) => `confirm:${c === '0' ? '1' : '0'}`),
      },
      { what: 'without a hash', forge: (id: string) => id.replace(/confirm:.*/, 'confirm:') },
      { what: 'without a prompt', forge: (id: string) => id.replace(/^\d+\./, '') },
      { what: 'that choose an address', forge: (id: string) => id.replace(/confirm:.*/, 'mask:1') },
      { what: 'that start another flow', forge: (id: string) => id.replace(/confirm:.*/, 'start:plan=money:1 EUR') },
      { what: 'named after a property', forge: () => '__proto__' },
      { what: 'as long as a novel', forge: (id: string) => id + 'x'.repeat(1_500) },
      { what: 'that are a number', forge: () => '1' },
    ]) {
      it(`${what}: nothing, and that is said`, async () => {
        const reference = await copyOfAccount(service, [18_450]);
        const page = await holderOnPage(service, reference);
        await page.say('payer en 3 fois');
        const option = page.last().options.find(({ id }) => id.includes('confirm:'))?.id ?? '';
        expect(option).to.match(/^\d+\.confirm:/);
        const { text } = await page.pressId(forge(option));
        expect(text)
          .to.match(/\S/)
          .and.not.to.match(/C’est convenu|code est parti/);
        const [codes] = await service.sql(
          "SELECT count(*)::int AS n FROM codes c JOIN conversations v ON v.id = c.conversation_id WHERE v.key = $1 AND purpose = 'confirm'",
          [page.key],
        );
        expect(codes).to.deep.equal({ n: 0 });
        expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
      });
    }

    it('of another conversation: nothing, even on the same account', async () => {
      const reference = await copyOfAccount(service, [18_450]);
      const [one, other] = [await holderOnPage(service, reference), await holderOnPage(service, reference)];
      for (const page of [one, other]) await page.say('payer en 3 fois');
      await other.say('plutôt en 2 fois');
      const foreign = one.last().options.find(({ id }) => id.includes('confirm:'))?.id ?? '';
      expect((await other.pressId(foreign)).text).not.to.match(/C’est convenu|code est parti/);
      expect(await agreed(service, reference)).to.deep.equal(nothingAgreed);
    });

    it('pressed after the plan was taken back by a correction: that they are stale is said', async () => {
      const reference = await copyOfAccount(service, [18_450]);
      const page = await holderOnPage(service, reference);
      await page.say('payer en 3 fois');
      const old = page.last().options.find(({ id }) => id.includes('confirm:'))?.id ?? '';
      await page.say('plutôt en 2 fois');
      expect((await page.pressId(old)).text).to.match(/plus d’actualité/);
      await page.press('Je confirme');
      expect((await page.say(await lastCode(service, phoneOf(reference)))).text).to.match(/en 2 fois/);
      expect((await page.pressId(old)).text).to.match(/plus d’actualité/);
      expect(await agreed(service, reference)).to.deep.include({ plans: 1, total: 18_450 });
    });
  });
});
