import { expect } from 'chai';
import fc from 'fast-check';
import { asksForHuman } from '../../understanding/human-words.ts';
import { commandIn } from '../../understanding/command-words.ts';
import { distressOf } from '../../understanding/distress-words.ts';
import { exactAnswer } from '../../understanding/exact-answer.ts';
import { faqIn } from '../../understanding/faq-words.ts';
import { digitise } from '../../understanding/number-words.ts';
import { readReason } from '../../understanding/read-reason.ts';
import { readValues } from '../../understanding/read-values.ts';
import { sanitise } from '../../understanding/sanitise.ts';
import { speakerOf } from '../../understanding/speaker-words.ts';
import { asksToStop } from '../../understanding/stop-words.ts';
import { understandLocally } from '../../understanding/understand-locally.ts';
import { timeSpent } from '../support/time-spent.ts';
import { asks, situationWith } from './situation.ts';

const situation = situationWith({ invoiceNumbers: ['FA-2026-0101'], pending: asks('money', 'date', 'digits') });

describe('hostile text', () => {
  it('is cut, cleaned and never makes understanding fail', () => {
    const texts = [
      'x'.repeat(1_000_000),
      '\ud800',
      '\u0000',
      '\u202eoui',
      `e${'\u0301'.repeat(10_000)}`,
      '🙂'.repeat(5000),
      '{"__proto__":{}}',
      '\u200b',
      '﷽'.repeat(2000),
    ];
    for (const text of texts) {
      const spent = timeSpent(() => {
        expect(sanitise(text).length).to.be.at.most(1000);
        const { commands } = understandLocally(text, situation);
        expect(commands.length).to.be.within(1, 4);
      });
      expect(spent, text.slice(0, 10)).to.be.below(300);
    }
  });

  it('never fails on any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { commands } = understandLocally(text, situation);
        expect(commands.length).to.be.within(1, 4);
        expect(commands.some(({ kind }) => kind === 'confirm' || kind === 'attach')).to.equal(false);
      }),
      { numRuns: 300 },
    );
  });

  it('takes time in proportion to its length in every pattern', function () {
    const units = [
      'a',
      '1',
      ' ',
      '1 ',
      'a ',
      '-',
      '1.',
      "'",
      'stop ',
      'le 1 ',
      'ne ',
      'oui ',
      'fa',
      '0o',
      '1/',
      'sept ',
      'j',
      '.',
      'e 1 euro ',
      'a@',
      '+1',
      'you ',
    ];
    const readers: Readonly<Record<string, (text: string) => unknown>> = {
      asksToStop,
      distressOf,
      speakerOf,
      asksForHuman,
      faqIn,
      readReason,
      commandIn,
      digitise,
      exactAnswer: (text) => exactAnswer(text, situation),
      readValues: (text) => readValues(text, situation),
    };
    const slow: string[] = [];
    for (const [name, read] of Object.entries(readers)) {
      for (const unit of units) {
        const [short, long] = [2_000, 16_000].map((length) => unit.repeat(Math.ceil(length / unit.length)));
        const time = (text: string): number => Math.min(...[1, 2, 3].map(() => timeSpent(() => read(text))));
        const [quick, full] = [time(short ?? ''), time(long ?? '')];
        if (full > 60 && full > quick * 24)
          slow.push(`${name} on ${JSON.stringify(unit)}: ${quick.toFixed(1)} then ${full.toFixed(1)} ms`);
      }
    }
    expect(slow).to.deep.equal([]);
  });
});
