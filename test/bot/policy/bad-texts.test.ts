import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readPolicy } from '../../../bot/policy/read-policy.ts';
import { readTexts } from '../../../bot/policy/read-texts.ts';
import { type Located } from '../../../bot/policy/yaml-source.ts';
import { checkTexts } from '../../../domain/escalation/check-texts.ts';
import { type PackId } from '../../../domain/escalation/policy.ts';
import { shippedFolder } from './a-pack.ts';

/** What is replaced in a shipped file of texts, from a level on, and what is then said of the line that begins that text. */
type Case = {
  readonly what: string;
  readonly of: PackId;
  readonly level: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly line: RegExp;
  readonly says: string;
  readonly mend: RegExp;
};

const cases: readonly Case[] = [
  {
    ...{ what: 'an unknown variable', of: 'fr-b2b', level: 'courteous', from: 'Bonjour,', to: 'Bonjour {moon},' },
    ...{ says: 'level 2 "courteous", email, fr: {moon} is unknown', mend: /known are \{creditor\}/, line: /^ {4}fr:/ },
  },
  {
    ...{ what: 'no reserve', of: 'fr-b2c', level: 'reminder', from: '{crossed}', to: 'Merci.' },
    ...{ says: 'a mention is missing: up to which day payments are known', mend: /\{crossed\}/, line: /^ {4}fr:/ },
  },
  {
    ...{ what: 'no deadline', of: 'fr-b2b', level: 'formal-notice', from: /\{deadline\}/g, to: 'bientôt' },
    ...{ says: 'registered-letter, fr: a mention is missing: the deadline', mend: /\{deadline\}/, line: /^ {4}fr:/ },
  },
  {
    ...{ what: 'nobody who signs', of: 'fr-public', level: 'formal-notice', from: '{signatory}', to: 'la direction' },
    ...{ says: 'a mention is missing: who signs', mend: /put \{signatory\}/, line: /^ {4}fr:/ },
  },
  {
    ...{ what: 'a formal notice without its name', of: 'fr-b2b', level: 'formal-notice', line: /^ {4}fr:/ },
    ...{ from: /'Mise en demeure'|vous mettons en demeure/g, to: "'Un courrier'" },
    ...{ says: 'a mention is missing: that it is a formal notice', mend: /« mise en demeure »/ },
  },
  {
    ...{ what: 'charges announced without their amount', of: 'fr-public', level: 'charges', line: /^ {4}fr:/ },
    ...{ from: '{charges}', to: 'Des frais suivront.' },
    ...{ says: 'a mention is missing: the charges it announces', mend: /\{charges\}/ },
  },
  {
    ...{ what: 'a first letter without its law', of: 'fr-third-party', level: 'first-letter', line: /^ {4}fr:/ },
    ...{ from: '{statute}', to: 'La loi.' },
    ...{ says: 'a mention is missing: CPCE L111-8', mend: /\{statute\}/ },
  },
  {
    ...{ what: 'a later letter without the first', of: 'fr-third-party', level: 'formal-notice', line: /^ {4}fr:/ },
    ...{ from: '{firstLetterReference}', to: 'une lettre' },
    ...{ says: 'a mention is missing: the reference of the first letter', mend: /\{firstLetterReference\}/ },
  },
  {
    ...{ what: 'no free advice', of: 'uk', level: 'formal-notice', from: 'moneyhelper.org.uk and ', to: '' },
    ...{ says: 'a mention is missing: where free advice is given', mend: /moneyhelper/, line: /^ {4}en:/ },
  },
  {
    ...{ what: 'a word that judges', of: 'fr-b2c', level: 'courteous', from: 'Bonjour,', to: 'Votre dette,' },
    ...{ says: 'as it would be read: word-never-shown:dette', mend: /other words/, line: /^ {4}fr:/ },
  },
  {
    ...{ what: 'an invoice in the subject of a consumer', of: 'fr-b2c', level: 'courteous', line: /^ {4}fr:/ },
    ...{ from: 'Un message concernant votre compte {creditor}', to: 'Vos factures {invoices}' },
    ...{ says: 'as it would be read: not-for-anyone:invoices', mend: /leave it out/ },
  },
  {
    ...{
      what: 'a text nobody approved',
      of: 'uk',
      level: 'call',
      from: '      subject:',
      to: '      draft: true\n      subject:',
    },
    ...{ says: 'phone, en: the text is a draft, which nobody approved', mend: /take draft out/, line: /^ {4}en:/ },
  },
  {
    ...{ what: 'a language that is missing', of: 'us-reg-f', level: 'call', from: / {4}fr: \*.*\n/, to: '' },
    ...{
      says: 'level 3 "call" has no approved letter text in French',
      mend: /write call: letter: fr/,
      line: /^ {2}letter:/,
    },
  },
  {
    ...{ what: 'a language that is not known', of: 'us-reg-f', level: 'call', from: '    fr: *', to: '    de: *' },
    ...{ says: '"de" is not known here', mend: /./, line: /^ {4}de:/ },
  },
];

function read(folder: string, id: PackId): string {
  return readFileSync(new URL(`../${folder}/${id}.yaml`, shippedFolder), 'utf8');
}

describe('policies: a bad text', () => {
  const problemsOf = (id: PackId, content: string): readonly Located[] => {
    const { policy } = readPolicy(`${id}.yaml`, read('escalation', id));
    if (policy === null) expect.fail('the shipped policy is read');
    const { source, texts, problems } = readTexts('t.yaml', content);
    return problems.length > 0 ? problems : checkTexts(policy, texts).map(source.locate);
  };

  for (const { what, of, level, from, to, line, says, mend } of cases) {
    it(`is refused with the line and the mend: ${what}`, () => {
      const good = read('texts', of);
      expect(problemsOf(of, good)).to.deep.equal([]);
      const start = good.indexOf(`\n${level}:\n`);
      const bad = good.slice(0, start) + good.slice(start).replace(from, to);
      const problems = problemsOf(of, bad);
      const said = problems.find((one) => one.problem.includes(says));
      expect(said?.mend, JSON.stringify(problems)).to.match(mend);
      expect(bad.split('\n')[(said?.line ?? 0) - 1]).to.match(line);
      expect(said?.warning).to.equal(undefined);
    });
  }
});
