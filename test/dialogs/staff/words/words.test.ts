import { expect } from 'chai';
import { codeTexts } from '../../../../dialogs/staff/words/code-texts.ts';
import { codeWords } from '../../../../dialogs/staff/words/code-words.ts';
import { columnWords } from '../../../../dialogs/staff/words/column-words.ts';
import { queryWords } from '../../../../dialogs/staff/words/query-words.ts';
import { notAnswerableWords, unclearWords } from '../../../../dialogs/staff/words/reply-words.ts';
import { exampleTexts, missingTexts } from '../../../../dialogs/staff/words/reply-texts.ts';
import { taskTexts } from '../../../../dialogs/staff/words/task-texts.ts';
import { holdReasons } from '../../../../domain/account.ts';
import { languages } from '../../../../domain/language.ts';
import { lateCauses } from '../../../../domain/staff/call.ts';
import { buckets, groupings, measures } from '../../../../domain/staff/query.ts';
import { readStaff } from '../../../../understanding/staff/read-staff.ts';
import {
  aged,
  ask,
  days,
  except,
  has,
  hasNo,
  late,
  only,
  over,
  risk,
  text,
  who,
  within,
} from '../../../understanding/staff/ast.ts';
import { unanswerable } from '../../../understanding/staff/questions.ts';
import { situationAfter } from '../../../understanding/staff/situation.ts';

const nbsp = '\u00a0';
const narrow = '\u202f';

describe('the words of a question', () => {
  const asked = who('overdue', [late(61), only('city', 'Lyon'), over(5000)]);

  it('are one line, in both languages', () => {
    expect(queryWords(asked, 'en').line).to.equal('Overdue > 60 days, Lyon, > 5,000 €, by amount');
    expect(queryWords(asked, 'fr').line).to.equal(
      `En retard de plus de 60 jours, Lyon, plus de 5${narrow}000${nbsp}€, par montant`,
    );
  });

  it('label each condition, in their order', () => {
    expect(queryWords(asked, 'en').filters).to.deep.equal([
      { field: 'days-overdue', label: '> 60 days late' },
      { field: 'city', label: 'Lyon' },
      { field: 'amount', label: '> 5,000 €' },
    ]);
    expect(queryWords(asked, 'fr').filters.map(({ label }) => label)).to.deep.equal([
      'plus de 60 jours de retard',
      'Lyon',
      `plus de 5${narrow}000${nbsp}€`,
    ]);
  });

  it('say every kind of condition', () => {
    const query = ask(
      'disputes',
      [
        ...[aged(16), days('opened', '2026-10-01', '2026-10-31'), only('dispute-status', 'open', 'investigating')],
        ...[
          except('segment', 'PME'),
          within(1000, 2500.5),
          text('Durand'),
          risk(null, 40),
          only('dispute-reason', 'price', 'vat'),
        ],
      ],
      { by: 'segment', limit: 5, asOf: '2026-11-30' },
    );
    expect(queryWords(query, 'en').line).to.equal(
      'Number of disputes per segment, > 15 days old, opened in October 2026, open, except segment PME, 1,000 € to 2,500.50 €, “Durand”, risk ≤ 40, reason price or VAT, first 5, as of 30 November 2026',
    );
    expect(queryWords(query, 'fr').line.replace(/[\u00a0\u202f]/g, ' ')).to.equal(
      'Nombre de litiges par segment, plus de 15 jours d’ancienneté, ouvert en octobre 2026, ouvert, sauf segment PME, 1 000 € à 2 500,50 €, « Durand », risque ≤ 40, motif prix ou TVA, 5 premiers, au 30 novembre 2026',
    );
    const states = ask('accounts', [has('broken-promise'), hasNo('contact')], { by: 'account' });
    expect(queryWords(states, 'en').line).to.equal('Account list, with a broken promise, never contacted');
    expect(queryWords(states, 'fr').line).to.equal('Liste de comptes, avec une promesse rompue, jamais contactés');
  });
});

describe('the words of codes and columns', () => {
  it('has every code, the same in both languages, and shows others as they are', () => {
    for (const [of, texts] of [...Object.entries(codeTexts), ['task', taskTexts] as const]) {
      expect(Object.keys(texts.fr), of).to.deep.equal(Object.keys(texts.en));
    }
    for (const [of, codes] of [
      ['hold', holdReasons],
      ['cause', lateCauses],
      ['bucket', buckets],
    ] as const) {
      for (const code of codes) expect(Object.keys(codeTexts[of].en)).to.include(code);
    }
    expect(codeWords('promise-status', 'broken', 'fr')).to.equal('rompue');
    expect(codeWords('level', 'third-letter', 'en')).to.equal('third letter');
    expect(codeWords('constructor', 'toString', 'en')).to.equal('toString');
  });

  it('never says why somebody is handled with care', () => {
    for (const language of languages) expect(codeWords('hold', 'vulnerable', language)).not.to.match(/vuln|ill|malad/i);
  });

  it('has a head for every column, and the currency of one of several', () => {
    for (const language of languages) {
      for (const key of [...groupings, ...measures]) expect(columnWords(key, language), key).to.match(/^\p{Lu}/u);
    }
    expect(columnWords('bucket:over-90', 'fr')).to.equal('plus de 90 jours');
    expect(columnWords('open:GBP', 'en')).to.equal('Open (GBP)');
    expect(columnWords('dso:EUR', 'fr')).to.equal('DSO (EUR)');
  });
});

describe('what is said instead of an answer', () => {
  it('says what is missing, and offers questions with the words of their buttons', () => {
    for (const { text: typed } of unanswerable) {
      const command = readStaff(typed, situationAfter(null));
      expect(command.kind, typed).to.equal('not-answerable');
      if (command.kind !== 'not-answerable') continue;
      for (const language of languages) {
        const said = notAnswerableWords(command.why, language);
        expect(said.text).not.to.include('{');
        expect(said.choices.length).to.be.greaterThan(0);
        for (const { label, query } of said.choices) expect(label).to.equal(queryWords(query, language).line);
      }
    }
  });

  it('names the words that were not read', () => {
    const why = { missing: 'no-such-place', about: 'Bordeaux', nearest: [who('overdue')] };
    expect(notAnswerableWords(why, 'fr').text).to.equal(
      `Aucun client ne se trouve à Bordeaux. Le plus proche que je sais répondre${nbsp}:`,
    );
    expect(notAnswerableWords({ ...why, about: null, nearest: [] }, 'en').text).to.equal(missingTexts.en.other);
    expect(unclearWords([who('overdue')], 'en').choices).to.have.length(1);
  });

  it('gives examples that can be typed as they stand', () => {
    for (const language of languages) {
      for (const example of exampleTexts[language]) {
        expect(readStaff(example, situationAfter(null, language)).kind).to.be.oneOf(['query', 'dashboard']);
      }
    }
  });
});
