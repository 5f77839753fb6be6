import { expect } from 'chai';
import { copyOfAccount, phoneOf } from './accounts.ts';
import { type Person, phone, visitor } from './person.ts';
import { startTarget, strangersPhone, type Target } from './target.ts';

const tables = ['codes', 'identity_attempts', 'outbox', 'inbox', 'tasks', 'handoffs', 'audit_events', 'conversations'];

type Trace = {
  readonly said: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
  readonly masks: readonly string[];
};

/** Whether a reference exists can be read neither in the words, nor in what is written, nor in what is asked next (T13). */
describe('a reference that exists is answered like one that does not', function () {
  let service: Target;

  before(async () => {
    service = await startTarget();
  });

  after(() => service.stop());

  it('says the same words and writes the same rows on the page, whatever the reference and the factor', async () => {
    const right = await traceOnPage(service, 'LUM-1001', '12/04/1988');
    const wrongFactor = await traceOnPage(service, 'LUM-1003', '12/04/1988');
    const invoice = await traceOnPage(service, 'FA-2026-0120', '12/04/1988');
    const unknown = await traceOnPage(service, 'LUM-9998', '12/04/1988');
    for (const trace of [wrongFactor, invoice, unknown]) {
      expect(trace.said).to.deep.equal(right.said);
      expect({ ...trace.rows, outbox: 0 }).to.deep.equal({ ...right.rows, outbox: 0 });
    }
    // The one difference is the code itself, on its way to its address.
    expect(right.rows['outbox']).to.equal((unknown.rows['outbox'] ?? 0) + 1);
    expect(wrongFactor.rows['outbox']).to.equal(unknown.rows['outbox']);
  });

  it('says the same words on a telephone that is nobody’s, and writes the same rows', async () => {
    const traces: Trace[] = [];
    for (const [reference, factor] of [
      ['LUM-1009', '21/06/1990'], // right, but not from its telephone
      ['LUM-1009', '01/01/1990'],
      ['FA-2025-0001', '17/01/1971'],
      ['LUM-9997', '21/06/1990'],
      ['ZZZ-0001', '21/06/1990'],
    ] as const) {
      traces.push(await trace(service, phone(service, strangersPhone()), ['mon solde', reference, factor]));
    }
    for (const one of traces) {
      expect(one.said).to.deep.equal(traces[0]?.said);
      expect(one.rows).to.deep.equal(traces[0]?.rows);
    }
  });

  it('shows the same invented addresses for the same guess, others for another one, shaped like real ones and without a domain', async () => {
    const first = await traceOnPage(service, 'LUM-9996', '12/04/1988');
    const again = await traceOnPage(service, 'lum 9996', '12 avril 1988');
    expect(again.masks).to.deep.equal(first.masks);
    for (const reference of ['LUM-9981', 'LUM-9982', 'LUM-9983', 'LUM-9984', 'LUM-1010']) {
      const { masks } = await traceOnPage(service, reference, '12/04/1988');
      expect(masks.length).to.be.oneOf([1, 2]);
      for (const mask of masks) expect(mask).to.match(/^Par SMS au •• \d\d$|^Par e-mail à [a-z]•••$/);
    }
  });

  it('shows other addresses after each guess at a reference that exists, the right one or not', async () => {
    const reference = await copyOfAccount(service, [5_000]);
    const seen: string[] = [];
    for (const factor of ['11/04/1988', '12/04/1988', '13/04/1988', '14/04/1988']) {
      seen.push((await traceOnPage(service, reference, factor)).masks.join());
    }
    expect(seen).to.include(`Par SMS au •• ${phoneOf(reference).slice(-2)}`);
    expect(new Set(seen).size).to.be.greaterThan(2);
  });

  it('locks a right factor without its code as it locks wrong ones', async () => {
    const heard: string[][] = [];
    for (const factor of ['12/04/1988', '13/04/1988']) {
      const reference = await copyOfAccount(service, [5_000]);
      const said: string[] = [];
      for (let tried = 0; tried < 11; tried += 1) {
        const person = await visitor(service);
        for (const text of ['mon solde', reference, factor]) await person.say(text);
        said.push(person.last().text.split('\n')[0] ?? '');
      }
      heard.push(said);
    }
    expect(heard[1]).to.deep.equal(heard[0]);
    expect(heard[0]?.at(-1)).to.match(/bloquée pour le moment/);
  });

  it('has no code that opens a reference that does not exist', async () => {
    const person = await visitor(service);
    for (const text of ['mon solde', 'LUM-9995', '12/04/1988']) await person.say(text);
    await person.press('Par');
    const [row] = await service.sql<{ debtor: string | null; point: string | null }>(
      `SELECT c.debtor_id AS debtor, c.contact_point_id AS point FROM codes c
         JOIN conversations v ON v.id = c.conversation_id WHERE v.key = $1`,
      [person.key],
    );
    expect(row).to.deep.equal({ debtor: null, point: null });
    // Even a code whose digits are known opens nothing.
    const { digits, hash } = service.secrets.newCode();
    await service.sql(
      `INSERT INTO codes (id, creditor_id, conversation_id, purpose, limit_key, hash, issued_at, expires_at)
       SELECT gen_random_uuid(), creditor_id, id, 'identify', 'none', $2, now() + interval '1 s', now() + interval '10 min'
         FROM conversations WHERE key = $1`,
      [person.key, hash],
    );
    expect((await person.say(digits)).text).not.to.match(/€|Merci, c’est bien vous/);
    const [tried] = await service.sql<{ tries: number }>('SELECT tries FROM codes WHERE hash = $1', [hash]);
    expect(tried).to.deep.equal({ tries: 1 });
  });

  it('locks after ten failures in the same words, at the same step, whether or not anyone has the reference', async () => {
    const known = await copyOfAccount(service, [5_000]);
    const said: (readonly string[])[] = [];
    for (const reference of [known, 'LUM-9994']) {
      const heard: string[] = [];
      const person = phone(service, strangersPhone());
      for (let tried = 0; tried < 11; tried += 1) {
        for (const text of ['mon solde', reference]) await person.say(text);
        heard.push((await person.say('01/01/1950')).text);
      }
      const page = await visitor(service);
      for (const text of ['mon solde', reference, '12/04/1988']) await page.say(text);
      said.push([...heard, page.last().text]);
    }
    expect(said[1]).to.deep.equal(said[0]);
    expect(said[0]?.at(-1)).to.match(/bloquée pour le moment/);
  });

  it('asks a telephone of several accounts what it asks any telephone, and opens the one that is named', async () => {
    const [mine, other] = [await copyOfAccount(service, [5_000]), await copyOfAccount(service, [66_600])];
    await service.sql(
      `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at)
       SELECT gen_random_uuid(), dc.creditor_id, dc.contact_id, 'sms', $2, now() FROM debtor_contacts dc JOIN debtors d ON d.id = dc.debtor_id WHERE d.reference = $1`,
      [other, phoneOf(mine)],
    );
    const stranger = (await phone(service, strangersPhone()).say('mon solde')).text;
    const person = phone(service, phoneOf(mine));
    expect((await person.say('mon solde')).text).to.equal(stranger);
    await person.say(mine);
    expect((await person.say('12/04/1988')).text)
      .to.match(/50,00 €/)
      .and.not.to.match(/666,00|716,00|comptes/);
  });

  it('offers the same next step for a customer number and an invoice number that nobody has', async () => {
    const said = new Set<string>();
    for (const reference of ['FA-2026-0101', 'FA-2026-9999', 'INV-2026-0311', 'FA-1999-0001']) {
      const { text } = await phone(service, strangersPhone()).say(`facture ${reference}`);
      said.add(text.replaceAll(reference, 'X'));
    }
    expect([...said]).to.have.lengthOf(1);
  });
});

async function traceOnPage(service: Target, reference: string, factor: string): Promise<Trace> {
  const person = await visitor(service);
  const start = await trace(service, person, ['mon solde', reference, factor]);
  const masks = person.last().options.filter(({ label }) => label.startsWith('Par '));
  const before = await countAll(service, person);
  const chosen = await person.press('Par ');
  await person.say('99999'); // five digits are no code
  const after = await countAll(service, person);
  return {
    said: [...start.said, chosen.text].map(unmasked),
    rows: Object.fromEntries(
      tables.map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0) + (start.rows[table] ?? 0)]),
    ),
    masks: masks.map(({ label }) => label),
  };
}

async function trace(service: Target, person: Person, texts: readonly string[]): Promise<Trace> {
  const said: string[] = [];
  for (const text of texts) said.push((await person.say(text)).text);
  return { said, rows: await countAll(service, person), masks: [] };
}

/** Rows of this conversation alone. */
async function countAll({ sql }: Target, { channel, key }: Person): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const column = table === 'conversations' ? 'id' : 'conversation_id';
    const [row] = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table} t WHERE t.${column} = (SELECT id FROM conversations WHERE channel = $1 AND key = $2)`,
      [channel, key],
    );
    counts[table] = row?.n ?? -1;
  }
  return counts;
}

/** The masks differ from one reference to another, and so may their number. */
function unmasked(text: string): string {
  return text
    .replaceAll(/Par (SMS au •• \d\d|e-mail à [a-z]•••)\n?/g, '')
    .replaceAll(/Choisir une autre adresse\n?/g, '');
}
