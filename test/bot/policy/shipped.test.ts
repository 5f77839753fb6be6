import { expect } from 'chai';
import { shippedFiles } from '../../../bot/policy/read-pack.ts';
import { readPolicy } from '../../../bot/policy/read-policy.ts';
import { readRateFile } from '../../../bot/policy/read-rates.ts';
import { date } from '../../../domain/civil-date.ts';
import { checkPolicy } from '../../../domain/escalation/check-policy.ts';
import { checkTexts } from '../../../domain/escalation/check-texts.ts';
import { mentionWords } from '../../../domain/escalation/mention-words.ts';
import { missingRates } from '../../../domain/escalation/missing-rates.ts';
import { isPlaceholder, namesIn } from '../../../domain/escalation/placeholders.ts';
import { packIds } from '../../../domain/escalation/policy.ts';
import { policyPage } from '../../../documents/policy-page.ts';
import { plainGround, shippedFolder, shippedText, textsFor } from './a-pack.ts';

/** Words that customers are never shown. */
const forbidden =
  /d[ée]biteur|dette|créance|impay|recouvrement|contentieux|mauvais payeur|relance|dernier avertissement|\bdebt|debtor|overdue|collection/i;

describe('policies: those shipped', () => {
  it('are one for each body of law', async () => {
    const names = (await shippedFiles(shippedFolder)).map(({ pathname }) => pathname.split('/').at(-1));
    expect(names).to.have.members(packIds.map((id) => `${id}.yaml`));
  });

  for (const id of packIds) {
    it(`are in order: ${id}`, async () => {
      const { policy, problems } = readPolicy(`${id}.yaml`, await shippedText(id));
      expect(problems).to.deep.equal([]);
      if (policy === null) expect.fail('it is read');
      expect(policy).to.include({ id, pack: id });
      const found = checkPolicy(policy, await plainGround()).filter(({ warning }) => warning !== true);
      expect([...found, ...checkTexts(policy, textsFor(policy))]).to.deep.equal([]);
      expect(policyPage(policy, { name: 'Lumio', phone: null, email: null })).not.to.match(forbidden);
    });
  }

  it('climb in the days the ladders say', async () => {
    const daysOf = async (id: string) =>
      readPolicy(id, await shippedText(id)).policy?.levels.map(({ id: level, offset }) => `${level} ${offset.days}`);
    expect(await daysOf('fr-b2b')).to.deep.equal([
      'check -7',
      'courteous 3',
      'call 10',
      'charges 20',
      'formal-notice 35',
      'decision 50',
    ]);
    expect(await daysOf('fr-b2c')).to.deep.equal([
      'courteous 5',
      'reminder 15',
      'call 30',
      'formal-notice 45',
      'decision 75',
    ]);
  });

  it('name only what a text may hold in the mends of missing mentions', () => {
    const named = Object.values(mentionWords).flatMap(({ mend }) => namesIn(mend));
    expect(named).to.have.length.greaterThan(20);
    expect(named.filter((name) => !isPlaceholder(name))).to.deep.equal([]);
  });
});

describe('policies: rate tables', () => {
  it('warn 30 days before a rate is missing, and of holes', async () => {
    const { rates } = await plainGround();
    const missing = (on: string) => missingRates(rates, ['legal-professional-creditor'], date(on));
    expect(missing('2026-05-31')).to.deep.equal([]);
    expect(missing('2026-06-01')).to.deep.equal([{ kind: 'legal-professional-creditor', from: '2026-07-01' }]);
    expect(missingRates(rates, ['late-payment'], date('2025-08-01'))).to.deep.equal([
      { kind: 'late-payment', from: '2025-01-01' },
    ]);
    expect(missingRates(rates, ['late-payment-uk'], date('2026-12-01'))).to.deep.equal([
      { kind: 'late-payment-uk', from: '2026-12-01' },
    ]);
  });

  it('refuse a row that meets another or is no rate, with the line', () => {
    const row = (from: string, until: string, percent: number): string =>
      `  - { kind: late-payment, from: ${from}, until: ${until}, percent: ${percent}, source: x }\n`;
    const good = row('2025-01-01', '2025-07-01', 12);
    for (const bad of [
      row('2025-01-01', '2025-07-01', 13),
      row('2025-01-01', '2026-01-01', 12),
      row('2025-07-01', '2026-01-01', 0),
      row('2025-07-01', '2026-01-01', 1000),
    ])
      expect(
        readRateFile('r.yaml', `rows:\n${good}${bad}`).problems.map(({ line }) => line),
        bad,
      ).to.deep.equal([3]);
    expect(readRateFile('r.yaml', `rows:\n${good}${row('2026-01-01', '2026-07-01', 12)}`).problems).to.deep.equal([]);
  });
});
