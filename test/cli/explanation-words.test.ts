import { expect } from 'chai';
import { explanationWords } from '../../cli/escalation/explanation-words.ts';
import { date } from '../../domain/civil-date.ts';
import { type Explanation } from '../../domain/escalation/explain-case.ts';
import { type Language } from '../../domain/language.ts';
import { money } from '../../domain/money.ts';

const not = { kind: 'not', gate: 'unmatched-cash', invoice: 'F-1', until: null, detail: 'unmatched' } as const;
const step = { level: 'firm', rule: 'fr-b2b 1', invoices: ['F-1', 'F-2'], outlet: 'email' } as const;

describe('why a customer was written to, in words', () => {
  const rows: readonly (readonly [what: string, of: readonly Explanation[], fr: string, en: string])[] = [
    [
      'money that may be theirs',
      [not],
      'non         F-1 : un encaissement non rapproché pourrait la couvrir [unmatched-cash; unmatched]',
      'not         F-1: cash that is not matched may cover it [unmatched-cash; unmatched]',
    ],
    [
      'a hold of all, with its end',
      [{ ...not, gate: 'held', invoice: null, until: date('2026-12-24'), detail: '' }],
      'non         tout le compte : une suspension est en vigueur, jusqu’au 2026-12-24 [held]',
      'not         the whole account: a hold is in force, until 2026-12-24 [held]',
    ],
    [
      'what was',
      [{ ...step, kind: 'was', on: date('2026-11-20'), status: 'counted' }],
      '2026-11-20  email, counted : étape firm de fr-b2b 1, pour F-1, F-2',
      '2026-11-20  email, counted: level firm of fr-b2b 1, for F-1, F-2',
    ],
    [
      'what will be',
      [{ ...step, kind: 'will', amounts: [money(12_050, 'EUR')], reason: '20 days late' }],
      'aujourd’hui email : étape firm de fr-b2b 1, pour F-1, F-2 (120,50 €) : 20 days late',
      'today       email: level firm of fr-b2b 1, for F-1, F-2 (€120.50): 20 days late',
    ],
    [
      'nothing',
      [],
      'Rien n’est à régler, et rien n’a jamais été demandé.',
      'Nothing is open, and nothing was ever asked of them.',
    ],
  ];
  const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');
  for (const [what, of, fr, en] of rows)
    it(`tells ${what} in both languages`, () => {
      const words = (language: Language): string => plain(explanationWords(of, language));
      expect([words('fr'), words('en')]).to.deep.equal([fr, en]);
    });
});
