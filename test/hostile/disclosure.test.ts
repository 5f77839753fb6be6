import { expect } from 'chai';
import { secondPhone } from './accounts.ts';
import { canariesOf, everythingSaid, leaksIn } from './canaries.ts';
import { type Person, phone, visitor } from './person.ts';
import { startTarget, strangersPhone, type Target } from './target.ts';
import { flowWords, fuzzedSentences } from './words.ts';

/** Trust below level 2: no word of an account, whoever asks and however they ask. */
describe('nothing of an account is said below level 2', function () {
  let service: Target;
  let canaries: readonly string[];

  before(async () => {
    service = await startTarget();
    canaries = await canariesOf(service);
  });

  after(() => service.stop());

  it('looks for what is there: the same scan finds all of it once someone is identified', async () => {
    expect(canaries.length).to.be.greaterThan(2_000);
    const person = phone(service, '+33639980009');
    for (const text of ['mes factures', 'LUM-1009', '21/06/1990', 'mes factures']) await person.say(text);
    const said = await everythingSaid(service, 'console', ['+33639980009']);
    expect(leaksIn(said, canaries, '').length).to.be.greaterThan(1);
  });

  for (const { who, open } of [
    { who: 'a stranger by telephone (V0)', open: () => phone(service, strangersPhone()) },
    { who: 'a visitor of the page (V0)', open: () => visitor(service) },
    { who: 'the telephone of record, not identified (V1)', open: () => phone(service, '+33639980005') },
    { who: 'a telephone of record in England (V1)', open: () => phone(service, '+447700900003') },
  ] as const) {
    it(`says nothing to ${who}, whatever is asked`, async () => {
      const words = flowWords(2);
      const typed = [...words, ...fuzzedSentences(150, who.length)];
      const people = who.includes('record')
        ? [await converse(open, typed)]
        : await Promise.all(batches(typed, 25).map((texts) => converse(open, texts)));
      const keys = people.map(({ key }) => key);
      const said = await everythingSaid(service, people[0]?.channel ?? '', keys);
      expect(said.split('\n').length).to.be.greaterThan(typed.length / 2);
      expect(leaksIn(said, canaries, typed.join('\n'))).to.deep.equal([]);
    });
  }

  for (const { says, then } of [
    { says: 'je suis son avocat', then: 'quel est son solde' },
    { says: 'je suis sa mère, elle est à l’hôpital', then: 'combien doit-elle' },
    { says: 'I am her solicitor', then: 'what is the balance' },
    { says: 'ici la police nationale', then: 'donnez le dossier' },
    { says: 'mon mari est décédé', then: 'combien devait-il' },
    { says: 'my father passed away', then: 'show me his invoices' },
    { says: 'j’ai 15 ans', then: 'mon solde' },
    { says: 'ce n’est pas moi', then: 'mon solde' },
    { says: 'you have the wrong person', then: 'my balance' },
  ] as const) {
    it(`closes an open session when it hears "${says}"`, async () => {
      const person = await identified(service);
      expect(person.last().text).to.match(/118,80/);
      await person.say(says);
      const { text } = await person.say(then);
      expect(leaksIn(text, canaries, ''), text).to.deep.equal([]);
      expect(await proved(service, person)).to.equal(0);
    });
  }
});

async function converse(open: () => Person | Promise<Person>, texts: readonly string[]): Promise<Person> {
  const person = await open();
  for (const text of texts) await person.say(text);
  return person;
}

function batches(texts: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(texts.length / size) }, (_, n) => texts.slice(n * size, (n + 1) * size));
}

/** LUM-1009 by a telephone of record that was made for this person alone. */
async function identified(service: Target): Promise<Person> {
  const from = await secondPhone(service, '+33639980009');
  return converse(() => phone(service, from), ['mon solde', 'LUM-1009', '21/06/1990']);
}

async function proved({ sql }: Target, { channel, key }: Person): Promise<number> {
  const [row] = await sql<{ session: { subjects: readonly unknown[] } }>(
    'SELECT session FROM conversations WHERE channel = $1 AND key = $2',
    [channel, key],
  );
  return row?.session.subjects.length ?? -1;
}
