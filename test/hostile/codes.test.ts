import { expect } from 'chai';
import { eventually } from '../support/eventually.ts';
import { copyOfAccount, invoiceOf, phoneOf } from './accounts.ts';
import { lastCode, type Person, visitor } from './person.ts';
import { startTarget, type Target } from './target.ts';

const known = /Merci, c’est bien vous|€/;

/** One-time codes: what opens a session, what does not, and how long anyone may try. */
describe('one-time codes', function () {
  let service: Target;

  before(async () => {
    service = await startTarget();
  });

  after(() => service.stop());

  for (const { written, as } of [
    { written: 'six digits', as: (code: string) => code },
    { written: 'with a space', as: (code: string) => `${code.slice(0, 3)} ${code.slice(3)}` },
    { written: 'with a narrow no-break space', as: (code: string) => `${code.slice(0, 3)}\u202f${code.slice(3)}` },
    { written: 'in full-width digits', as: fullWidth },
    { written: 'with one full-width digit', as: (code: string) => `${code.slice(0, 5)}${fullWidth(code.slice(5))}` },
    { written: 'in a sentence', as: (code: string) => `mon code est ${code} merci` },
    {
      written: 'as the whole message pasted',
      as: (code: string) => `${code} est votre code pour Lumio Équipement. Il est valable 10 minutes.`,
    },
  ]) {
    it(`opens with the code written ${written}`, async () => {
      const { person, code } = await waiting(service);
      expect((await person.say(as(code))).text).to.match(known);
    });
  }

  for (const { what, as } of [
    { what: 'another code', as: wrong },
    { what: 'seven digits', as: (code: string) => `${code}0` },
    { what: 'five digits', as: (code: string) => code.slice(0, 5) },
    { what: 'two codes at once', as: (code: string) => `${wrong(code)} ${code}` },
    { what: 'zeros', as: (code: string) => (code === '000000' ? '000001' : '000000') },
    { what: 'yes', as: () => 'oui' },
    { what: 'words of consent', as: () => 'JE CONFIRME' },
    { what: 'an SQL wildcard', as: () => '%' },
  ]) {
    it(`does not open with ${what}`, async () => {
      const { person, code } = await waiting(service);
      expect((await person.say(as(code))).text).not.to.match(known);
    });
  }

  it('takes five tries a code; the right digits after them open nothing', async () => {
    const { person, code } = await waiting(service);
    for (let tried = 0; tried < 5; tried += 1) await person.say(wrong(code, tried));
    expect((await person.say(code)).text).not.to.match(known);
  });

  it('refuses a code of another conversation, even for the same account', async () => {
    const first = await waiting(service);
    const second = await waiting(service, first.reference);
    expect((await second.person.say(first.code)).text).not.to.match(known);
    expect((await second.person.say(second.code)).text).to.match(known);
  });

  it('refuses the code before the last one, also after the last one was used', async () => {
    const { person, code } = await waiting(service);
    await person.press('Renvoyer');
    const newer = await codeAfter(service, code);
    expect((await person.say(code)).text).not.to.match(known);
    expect((await person.say(newer)).text).to.match(known);
    await forget(service, person);
    await person.say('mon solde');
    expect((await person.say(code)).text).not.to.match(known);
  });

  it('refuses a code ten minutes and a second old', async () => {
    const { person, code } = await waiting(service);
    await age(service, person, 601);
    expect((await person.say(code)).text).not.to.match(known);
  });

  it('takes the right code once when it comes twice at the same time', async () => {
    const { person, code } = await waiting(service);
    await Promise.all([person.say(code), person.say(code)]);
    // Both may have heard the answer to the first.
    await eventually(async () => {
      const left = await service.sql(
        "SELECT FROM inbox i JOIN conversations v ON v.id = i.conversation_id WHERE v.key = $1 AND i.state = 'received'",
        [person.key],
      );
      expect(left, 'messages that were not dealt with').to.have.length(0);
    });
    const [row] = await service.sql(
      `SELECT (SELECT count(*)::int FROM codes c WHERE c.conversation_id = v.id AND used_at IS NOT NULL) AS used,
              (SELECT count(*)::int FROM audit_events e WHERE e.conversation_id = v.id AND e.kind = 'subject-proved') AS proved
         FROM conversations v WHERE key = $1`,
      [person.key],
    );
    expect(row).to.deep.equal({ used: 1, proved: 1 });
  });

  it('locks after ten failures in a day, for the right code too, in a conversation that waits for it', async () => {
    const { person, code, key, reference } = await waiting(service);
    await fail(service, key, 10);
    expect((await person.say(code)).text)
      .to.match(/bloquée pour le moment/)
      .and.not.to.match(known);
    const next = await atMasks(service, reference);
    expect(next.last().text)
      .to.match(/bloquée pour le moment/)
      .and.to.match(/personne/);
  });

  it('locks the account’s codes after ten wrong ones, whatever numbers the account was named by, without saying so', async () => {
    const reference = await copyOfAccount(service, [5_000, 6_000]);
    const names = [reference, invoiceOf(reference, 1), invoiceOf(reference, 2)];
    const heard: string[] = [];
    for (const name of names) {
      const person = await atMasks(service, name);
      await person.press('Par SMS');
      const code = await newestCode(service, reference);
      for (let tried = 0; tried < 4; tried += 1) heard.push((await person.say(wrong(code, tried))).text);
      if (name === names.at(-1)) expect((await person.say(code)).text).to.equal(heard.at(-1));
    }
  });

  it('sends three codes an hour and six a day for a reference, from however many conversations', async () => {
    const reference = await copyOfAccount(service);
    const sent = async (): Promise<number> => {
      const person = await atMasks(service, reference);
      await person.press('Par SMS');
      return codesOf(service, reference);
    };
    const counts: number[] = [];
    for (let n = 0; n < 4; n += 1) counts.push(await sent());
    expect(counts).to.deep.equal([1, 2, 3, 3]);
    await ageAll(service, reference, 3_601);
    for (let n = 0; n < 4; n += 1) counts.push(await sent());
    expect(counts.slice(4)).to.deep.equal([4, 5, 6, 6]);
    await ageAll(service, reference, 3_601);
    expect(await sent()).to.equal(6);
    await ageAll(service, reference, 86_400);
    expect(await sent()).to.equal(7);
  });

  it('sends three codes to a reference that nine conversations ask for at once, and says the same to each', async () => {
    const reference = await copyOfAccount(service);
    const people = await Promise.all(Array.from({ length: 9 }, () => atMasks(service, reference)));
    const heard = await Promise.all(people.map((person) => person.press('Par SMS')));
    expect(await sentTo(service, phoneOf(reference))).to.equal(3);
    const sent = heard.filter(({ text }) => text.includes('Si tout correspond'));
    expect(new Set(sent.map(({ text }) => text)).size).to.equal(1);
    expect(sent.length).to.be.at.least(3);
  });

  it('sends three codes an hour and six a day to an address, by whichever of its account’s numbers, and says the same', async () => {
    const reference = await copyOfAccount(service, [5_000, 6_000]);
    const names = [reference, invoiceOf(reference, 1), invoiceOf(reference, 2)];
    const address = phoneOf(reference);
    const said = new Set<string>();
    const counts: number[] = [];
    for (let hour = 0; hour < 3; hour += 1) {
      for (const name of [...names, ...names.slice(0, 1)]) {
        const person = await atMasks(service, name);
        said.add((await person.press('Par SMS')).text);
        counts.push(await sentTo(service, address));
      }
      for (const name of names) await ageAll(service, name, 3_601);
    }
    expect(counts).to.deep.equal([1, 2, 3, 3, 4, 5, 6, 6, 6, 6, 6, 6]);
    expect(said.size).to.equal(1);
    // A code that did not leave opens nothing, whatever was typed.
    const [row] = await service.sql<{ open: number }>(
      `SELECT count(*)::int AS open FROM codes c WHERE limit_key = ANY ($1) AND debtor_id IS NOT NULL`,
      [names.map((name) => service.secrets.subjectKey(name))],
    );
    expect(row).to.deep.equal({ open: 6 });
  });

  it('never sends a code to an address that said STOP, nor offers it', async () => {
    const person = await atMasks(service, 'LUM-1006', '01/07/1955');
    expect(person.last().text)
      .to.match(/e-mail à l•••/)
      .and.not.to.match(/SMS/);
    await person.press('Par e-mail');
    const [row] = await service.sql('SELECT count(*)::int AS n FROM outbox WHERE address = $1', ['+33639980006']);
    expect(row).to.deep.equal({ n: 0 });
  });

  it('sends nothing to an address that says STOP between the offer and the choice, and says the same', async () => {
    const reference = await copyOfAccount(service);
    const person = await atMasks(service, reference);
    const phone = phoneOf(reference);
    await service.sql(
      `INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at)
       SELECT id, 'sms', $1, now() FROM creditors WHERE slug = 'lumio'`,
      [phone],
    );
    expect((await person.press('Par SMS')).text).to.match(/Si tout correspond/);
    const [row] = await service.sql(
      "SELECT count(*)::int AS n FROM outbox WHERE address = $1 AND status <> 'REFUSED'",
      [phone],
    );
    expect(row).to.deep.equal({ n: 0 });
  });

  it('is written nowhere in clear: not in the outbox, the trail, the history, nor the log, typed or not', async () => {
    const { person, code, reference } = await waiting(service);
    const { person: other, code: unlike } = await waiting(service, reference);
    await other.say(`mon numéro est le ${unlike} 7`); // no code, but it holds one
    await other.say(wrong(unlike));
    await other.say(fullWidth(unlike));
    await other.say(unlike);
    expect((await person.say(`${code.slice(0, 3)} ${code.slice(3)}`)).text).to.match(known);
    for (const one of [code, unlike]) await writtenNowhere(service, one);
    const texts = await service.sql<{ text: string; echo: string }>(
      `SELECT activity #>> '{inbound,text}' AS text, activity #>> '{echo,text}' AS echo FROM inbox
        WHERE conversation_id = (SELECT id FROM conversations WHERE key = $1) ORDER BY id DESC LIMIT 1`,
      [person.key],
    );
    expect(texts).to.deep.equal([{ text: '••• •••', echo: '••• •••' }]);
  });

  it('is kept encrypted, with dots for its digits, until it has left', async () => {
    await waiting(service);
    const [dots] = await service.sql<{ text: string }>(
      "SELECT message ->> 'text' AS text FROM outbox WHERE secret IS NOT NULL ORDER BY seq DESC LIMIT 1",
    );
    expect(dots?.text).to.match(/^•{6} est votre code/);
  });
});

/** No row of any table, nor the log, holds these digits, together or spaced, in either width. */
async function writtenNowhere(service: Target, code: string): Promise<void> {
  const tables = await service.sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await service.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM "${name}" t WHERE t::text ~ ('(^|[^0-9a-f.])(' || $1 || ')([^0-9a-f]|$)')`,
      [[code, spaced, fullWidth(code)].join('|')],
    );
    if ((row?.n ?? 0) > 0) found.push(name);
  }
  expect(found).to.deep.equal([]);
  expect(service.logged()).not.to.contain(code);
}

function fullWidth(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function wrong(code: string, shift = 0): string {
  return String((Number(code) + 111_111 * (shift + 1)) % 1_000_000).padStart(6, '0');
}

type Waiting = { readonly person: Person; readonly code: string; readonly reference: string; readonly key: string };

/** Someone who gave everything and has only the code left to type; each on an account of their own. */
async function waiting(service: Target, of?: string): Promise<Waiting> {
  const reference = of ?? (await copyOfAccount(service));
  const person = await atMasks(service, reference);
  await person.press('Par SMS');
  return { person, reference, code: await codeTo(service, reference), key: service.secrets.subjectKey(reference) };
}

async function atMasks(service: Target, reference: string, birth = '12/04/1988'): Promise<Person> {
  const person = await visitor(service);
  for (const text of ['mon solde', reference, birth]) await person.say(text);
  return person;
}

function codeTo(service: Target, reference: string): Promise<string> {
  return lastCode(service, phoneOf(reference));
}

/** The code of the last conversation that asked for one. */
async function newestCode(service: Target, reference: string): Promise<string> {
  const before = newest.get(reference) ?? '';
  const code = await eventually(async () => unlike(before, await codeTo(service, reference)));
  newest.set(reference, code);
  return code;
}

const newest = new Map<string, string>();

function codeAfter(service: Target, code: string): Promise<string> {
  return eventually(async () => unlike(code, await lastCode(service)));
}

function unlike(before: string, code: string): string {
  return code === before ? expect.fail('no newer code has left') : code;
}

/** Time passes for the codes of this conversation. */
async function age({ sql }: Target, { key }: Person, seconds: number): Promise<void> {
  await sql('ALTER TABLE codes DISABLE TRIGGER codes_used_once');
  await sql(
    `UPDATE codes SET issued_at = issued_at - make_interval(secs => $2), expires_at = expires_at - make_interval(secs => $2)
      WHERE conversation_id = (SELECT id FROM conversations WHERE key = $1)`,
    [key, seconds],
  );
  await sql('ALTER TABLE codes ENABLE TRIGGER codes_used_once');
}

async function ageAll({ sql, secrets }: Target, reference: string, seconds: number): Promise<void> {
  await sql('ALTER TABLE codes DISABLE TRIGGER codes_used_once');
  await sql(
    `WITH tried AS (UPDATE identity_attempts SET at = at - make_interval(secs => $2) WHERE limit_key = $1)
     UPDATE codes SET issued_at = issued_at - make_interval(secs => $2), expires_at = expires_at - make_interval(secs => $2) WHERE limit_key = $1`,
    [secrets.subjectKey(reference), seconds],
  );
  await sql('ALTER TABLE codes ENABLE TRIGGER codes_used_once');
}

async function codesOf({ sql, secrets }: Target, reference: string): Promise<number> {
  const [row] = await sql<{ n: number }>('SELECT count(*)::int AS n FROM codes WHERE limit_key = $1', [
    secrets.subjectKey(reference),
  ]);
  return row?.n ?? -1;
}

/** Codes that left for that address, or will. */
async function sentTo({ sql }: Target, address: string): Promise<number> {
  const [row] = await sql<{ n: number }>(
    "SELECT count(*)::int AS n FROM outbox WHERE address = $1 AND (message ->> 'secret')::boolean AND status <> 'REFUSED'",
    [address],
  );
  return row?.n ?? -1;
}

async function fail({ sql }: Target, limitKey: string, times: number): Promise<void> {
  await sql(
    `INSERT INTO identity_attempts (creditor_id, limit_key, factor, succeeded, at)
     SELECT id, $1, 'facts', false, now() FROM creditors, generate_series(1, $2::int) WHERE slug = 'lumio'`,
    [limitKey, times],
  );
}

/** The session's proof runs out. */
async function forget({ sql }: Target, { key }: Person): Promise<void> {
  await sql(`UPDATE conversations SET session = '{"subjects": [], "claim": null}' WHERE key = $1`, [key]);
}
