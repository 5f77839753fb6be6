import { expect } from 'chai';
import { readPolicy } from '../../../bot/policy/read-policy.ts';
import { type Located } from '../../../bot/policy/yaml-source.ts';
import { checkPolicy, type PolicyGround } from '../../../domain/escalation/check-policy.ts';
import { plainGround, shippedText } from './a-pack.ts';

/** What is replaced in a shipped policy (within the level named, where one is), and what is then said, of which line. */
type Case = {
  readonly what: string;
  readonly of?: string;
  readonly level?: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly line: string; // the text of the line that is blamed
  readonly says: RegExp;
  readonly mend: RegExp;
  readonly ground?: Partial<PolicyGround>;
};

const cases: readonly Case[] = [
  {
    what: 'an unattended formal notice',
    level: 'formal-notice',
    from: 'approval: true',
    to: 'approval: false',
    line: 'approval: false',
    says: /level 5 "formal-notice" needs approval: true/,
    mend: /approved by a named person/,
  },
  {
    what: 'an unattended hand-over',
    level: 'charges',
    from: 'legal: none',
    to: 'legal: agency',
    line: 'approval: false',
    says: /level 4 "charges" needs approval: true/,
    mend: /agency is always approved/,
  },
  {
    what: 'an unattended legal step',
    level: 'charges',
    from: 'legal: none',
    to: 'legal: legal',
    line: 'approval: false',
    says: /needs approval: true/,
    mend: /legal step is always/,
  },
  {
    what: 'a plan that ends by itself',
    of: 'fr-b2c',
    from: 'noticeDays: 30, approval: true',
    to: 'noticeDays: 30, approval: false',
    line: 'planDefault:',
    says: /approval must be true: the end of a plan/,
    mend: /approval: true/,
  },
  {
    what: "a consumer's plan that ends too soon",
    of: 'fr-b2c',
    from: 'noticeDays: 30',
    to: 'noticeDays: 8',
    line: 'planDefault:',
    says: /may end 8 days after/,
    mend: /noticeDays: 30 or more/,
  },
  {
    what: 'a block that nobody sets',
    from: '  approval: true\n  when',
    to: '  approval: false\n  when',
    line: 'approval: false',
    says: /approval must be true: a block/,
    mend: /approval: true/,
  },
  {
    what: 'a block by an essential creditor',
    from: 'perDay: 1',
    to: 'perDay: 1',
    line: 'block:',
    says: /energy, water or telecommunications/,
    mend: /block: null/,
    ground: { essential: true },
  },
  {
    what: 'a formal notice by text message',
    level: 'formal-notice',
    from: '[registered-letter]',
    to: '[registered-letter, sms]',
    line: 'outlets: [registered-letter, sms]',
    says: /goes by sms; a formal notice is never sent but by registered letter/,
    mend: /outlets: \[registered-letter\]/,
  },
  {
    what: 'a formal notice by WhatsApp',
    level: 'formal-notice',
    from: '[registered-letter]',
    to: '[whatsapp]',
    line: 'outlets: [whatsapp]',
    says: /goes by whatsapp/,
    mend: /registered-letter/,
  },
  {
    what: 'a formal notice by e-mail',
    level: 'formal-notice',
    from: '[registered-letter]',
    to: '[email]',
    line: 'outlets: [email]',
    says: /goes by email/,
    mend: /registered-letter/,
  },
  {
    what: 'a formal notice without a deadline',
    level: 'formal-notice',
    from: '    deadlineDays: 8\n',
    to: '',
    line: '- id: formal-notice',
    says: /grants no deadline/,
    mend: /deadlineDays: 8 or more/,
  },
  {
    what: 'a formal notice that comes first',
    from: / {2}- id: (courteous|call|charges)\n(?: {4}.*\n)+/g,
    to: '',
    line: '- id: formal-notice',
    says: /comes without an earlier level/,
    mend: /courteous demand before/,
  },
  {
    what: 'more than two letters before a formal notice',
    level: 'call',
    from: '[phone, email]',
    to: '[email]',
    line: '- id: formal-notice',
    says: /after 3 letters; at most two/,
    mend: /take a written level out/,
  },
  {
    what: 'two levels on one day',
    level: 'call',
    from: 'days: 10',
    to: 'days: 3',
    line: 'offset: { days: 3, from: due }',
    says: /level 3 "call" overlaps level 2 "courteous": both fall on day 3/,
    mend: /days: 4 or more/,
  },
  {
    what: 'levels out of order',
    level: 'call',
    from: 'days: 10',
    to: 'days: 2',
    line: 'offset: { days: 2, from: due }',
    says: /can come before level 2/,
    mend: /in the order in which they are climbed/,
  },
  {
    what: "a month's end that can come late",
    level: 'courteous',
    from: 'days: 3, from: due',
    to: 'days: 3, from: end-of-month',
    line: 'offset: { days: 10, from: due }',
    says: /day 10 is before day 33/,
    mend: /later than the one before/,
  },
  {
    what: 'a delay of none',
    level: 'call',
    from: 'days: 10, from: due',
    to: 'days: 0, from: previous',
    line: 'offset: { days: 0, from: previous }',
    says: /has a delay of 0 days/,
    mend: /days: 1 or more/,
  },
  {
    what: 'a demand before the due date',
    level: 'courteous',
    from: 'days: 3',
    to: 'days: -3',
    line: 'offset: { days: -3, from: due }',
    says: /nobody is asked to pay what is not due/,
    mend: /kind: check/,
  },
  {
    what: 'a first level that follows another',
    from: / {2}- id: check\n(?: {4}.*\n)+/,
    to: '',
    line: 'offset: { days: 3, from: previous }',
    says: /is the first and is counted from a level before it/,
    mend: /from: due/,
  },
  {
    what: 'a level that waits for itself',
    level: 'call',
    from: 'outlets:',
    to: 'when: { fact: contacts-without-reply, is: at-least, value: 2 }\n    outlets:',
    line: 'when: { fact: contacts-without-reply, is: at-least, value: 2 }',
    says: /waits for 2 contacts without reply, and the levels before bring 1: the ladder would stand still/,
    mend: /change the condition/,
  },
  {
    what: 'a condition that is never met',
    level: 'call',
    from: 'outlets:',
    to: 'when: { all: [{ fact: risk, is: at-least, value: 60 }, { fact: risk, is: at-most, value: 40 }] }\n    outlets:',
    line: 'when: { all:',
    says: /at least 60 and at most 40/,
    mend: /change the condition/,
  },
  {
    what: 'a fact that is not known',
    level: 'call',
    from: 'outlets:',
    to: 'when:\n      all:\n        - { fact: moon, is: at-least, value: 1 }\n    outlets:',
    line: '- { fact: moon',
    says: /a fact that is not known/,
    mend: /known facts: days-late/,
  },
  {
    what: 'a condition of no known shape',
    level: 'call',
    from: 'outlets:',
    to: 'when: { none: [] }\n    outlets:',
    line: 'when: { none: [] }',
    says: /a fact that is not known/,
    mend: /known facts/,
  },
  {
    what: 'a fact with the wrong kind of value',
    level: 'call',
    from: 'outlets:',
    to: 'when: { not: { fact: open, is: at-least, value: 500 } }\n    outlets:',
    line: 'when: { not:',
    says: /value/,
    mend: /policies\.md/,
  },
  {
    what: 'days between contacts that are not said',
    level: 'call',
    from: '    minDaysSinceContact: 3\n',
    to: '',
    line: '- id: call',
    says: /minDaysSinceContact is missing/,
    mend: /minDaysSinceContact: 3/,
  },
  {
    what: 'two messages on one day',
    level: 'call',
    from: 'minDaysSinceContact: 3',
    to: 'minDaysSinceContact: 0',
    line: 'minDaysSinceContact: 0',
    says: /on the same day/,
    mend: /1 or more/,
  },
  {
    what: 'an agency for a public body',
    of: 'fr-public',
    level: 'charges',
    from: 'legal: none',
    to: 'legal: agency',
    line: 'legal: agency',
    says: /hands a public body over to an agency/,
    mend: /kind: decision/,
  },
  {
    what: 'a text message to a public body',
    of: 'fr-public',
    level: 'courteous',
    from: '[email, letter]',
    to: '[email, sms]',
    line: 'outlets: [email, sms]',
    says: /sms, which is closed under fr-public/,
    mend: /take sms out/,
  },
  {
    what: 'WhatsApp by a third party',
    of: 'fr-third-party',
    level: 'reminder',
    from: '[email, letter]',
    to: '[whatsapp, letter]',
    line: 'outlets: [whatsapp, letter]',
    says: /whatsapp, which is closed/,
    mend: /take whatsapp out/,
  },
  {
    what: 'WhatsApp by a creditor that is a third party',
    of: 'fr-b2c',
    from: 'perDay: 1',
    to: 'perDay: 1',
    line: 'outlets: [email, sms, whatsapp, letter]',
    says: /whatsapp, which is closed to a third party/,
    mend: /take whatsapp out/,
    ground: { thirdParty: true },
  },
  {
    what: "a third party's first contact by e-mail",
    of: 'fr-third-party',
    level: 'first-letter',
    from: '[letter]',
    to: '[email]',
    line: 'outlets: [email]',
    says: /R124-4/,
    mend: /outlets: \[letter\]/,
  },
  {
    what: 'an indemnity of consumers',
    of: 'fr-b2c',
    from: 'indemnity: none',
    to: 'indemnity: fr-40',
    line: 'indemnity: fr-40',
    says: /never owe it/,
    mend: /indemnity: none/,
  },
  {
    what: 'charges announced to consumers',
    of: 'fr-b2c',
    level: 'reminder',
    from: 'charges: none',
    to: 'charges: announce',
    line: 'charges: announce',
    says: /charges to consumers/,
    mend: /charges: none/,
  },
  {
    what: 'charges nobody announced',
    level: 'charges',
    from: 'charges: announce',
    to: 'charges: none',
    line: 'charges: claim',
    says: /claims charges that no earlier level announced/,
    mend: /announce/,
  },
  {
    what: 'an agreed rate below three times the legal one',
    from: 'effectiveFrom: 2026-12-01',
    to: 'effectiveFrom: 2026-03-01',
    line: 'contractPercent: 5',
    says: /5 % is less than three times the legal one \(2.62 %\)/,
    mend: /contractPercent: 7.86 or more/,
  },
  {
    what: 'an agreed rate beside a legal one that is not known',
    from: 'contractPercent: null',
    to: 'contractPercent: 12',
    line: 'contractPercent: 12',
    says: /no legal rate is known on 2026-12-01/,
    mend: /npm run policy -- rate/,
  },
  {
    what: 'a consumer under a pack for companies',
    from: '[company, sole-trader]',
    to: '[company, consumer]',
    line: 'debtorKinds:',
    says: /consumer is not written to under fr-b2b/,
    mend: /company, sole-trader/,
  },
  {
    what: 'a claim that outlives the law',
    of: 'fr-b2c',
    from: 'two-years',
    to: 'five-years',
    line: 'limitation:',
    says: /do not live five-years/,
    mend: /at most 2 years/,
  },
  {
    what: 'hours after nine at night in America',
    of: 'us-reg-f',
    from: '08:00-21:00',
    to: '08:00-22:00',
    line: 'hours:',
    says: /outside 8:00 to 21:00/,
    mend: /08:00-21:00/,
  },
  {
    what: 'hours that end before they begin',
    from: '10:00-13:00',
    to: '13:00-10:00',
    line: 'hours:',
    says: /ends before it begins/,
    mend: /policies\.md/,
  },
  {
    what: 'accounts that may be a week old',
    from: 'demand: 3',
    to: 'demand: 7',
    line: 'freshWorkingDays:',
    says: /demand/,
    mend: /at most 3/,
  },
  {
    what: 'a level named twice',
    level: 'call',
    from: 'id: call',
    to: 'id: courteous',
    line: 'id: courteous',
    says: /"courteous" names two levels/,
    mend: /an id of its own/,
  },
  {
    what: 'a word that is not known',
    from: 'perDay: 1',
    to: 'perHour: 1',
    line: 'perHour: 1',
    says: /"perHour" is not known here/,
    mend: /policies\.md/,
  },
  {
    what: 'a key written twice',
    from: 'pack: fr-b2b',
    to: 'pack: fr-b2b\npack: uk',
    line: 'pack: uk',
    says: /unique/i,
    mend: /YAML/,
  },
  { what: 'no YAML', from: 'levels:', to: 'levels: [', line: '', says: /./, mend: /YAML/ },
  {
    what: 'a fraction of a cent',
    from: 'residue: { EUR: 2.00',
    to: 'residue: { EUR: 2.001',
    line: 'residue:',
    says: /more decimals than EUR/,
    mend: /./,
  },
];

const special: Readonly<Record<string, (text: string) => string>> = {
  'a first level that follows another': (text) =>
    text.replace(/ {2}- id: check\n(?: {4}.*\n)+/, '').replace('days: 3, from: due', 'days: 3, from: previous'),
  'an agreed rate below three times the legal one': (text) =>
    text
      .replace('effectiveFrom: 2026-12-01', 'effectiveFrom: 2026-03-01')
      .replace('contractPercent: null', 'contractPercent: 5'),
};

function changed(text: string, { what, level, from, to }: Case): string {
  const own = special[what];
  if (own !== undefined) return own(text);
  const start = level === undefined ? 0 : text.indexOf(`- id: ${level}\n`);
  return text.slice(0, start) + text.slice(start).replace(from, to);
}

describe('policies: a bad one', () => {
  let ground: PolicyGround;

  before(async () => {
    ground = await plainGround();
  });

  const problemsOf = (text: string, own: Partial<PolicyGround> = {}): readonly Located[] => {
    const { source, policy, problems } = readPolicy('x.yaml', text);
    const found = policy === null ? problems : checkPolicy(policy, { ...ground, ...own }).map(source.locate);
    return found.filter(({ warning }) => warning !== true);
  };

  for (const one of cases) {
    it(`is refused with the line and the mend: ${one.what}`, async () => {
      const good = await shippedText(one.of ?? 'fr-b2b');
      const bad = changed(good, one);
      if (one.ground === undefined) expect(bad).not.to.equal(good);
      const problems = problemsOf(bad, one.ground);
      const said = problems.find(({ problem, mend }) => one.says.test(problem) && one.mend.test(mend));
      expect(said, JSON.stringify(problems)).not.to.equal(undefined);
      expect(bad.split('\n')[(said?.line ?? 0) - 1], JSON.stringify(said)).to.include(one.line);
    });
  }
});
