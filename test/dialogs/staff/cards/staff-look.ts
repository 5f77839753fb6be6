import { type Money } from '../../../../domain/money.ts';
import { type Language } from '../../../../domain/language.ts';
import { type StaffAnswer } from '../../../../domain/staff/answer.ts';
import { type StaffQuery } from '../../../../domain/staff/query.ts';
import { type CivilDate } from '../../../../domain/civil-date.ts';
import { type AnswerLook } from '../../../../dialogs/staff/cards/answer-card.ts';
import { type StaffPress } from '../../../../dialogs/staff/cards/staff-press.ts';

/** The words of a test: what a code or a column is called says which language it was asked in. */
export const plainWords = {
  code: (of: string, code: string, language: Language): string => `${of} ${code} ${language}`,
  column: (key: string, language: Language): string => (language === 'fr' ? `col. ${key}` : `${key} col.`),
};

export const query: StaffQuery = {
  ...{ measure: 'overdue', filters: [], groupBy: 'account', order: null, limit: null, offset: 0, asOf: null },
};

export const eur = (minor: number): Money => ({ minor, currency: 'EUR' });

export function answerOf(more: Partial<StaffAnswer> = {}): StaffAnswer {
  return {
    ...{ query, asOf: '2026-12-01' as CivilDate, importedAt: Date.parse('2026-12-01T05:00:00Z') },
    ...{ columns: [], rows: [], count: 0, totals: [], ageing: [] },
    ...more,
  };
}

/** As many accounts as asked, each owing a different amount. */
export function accountsAnswer(rows: number, more: Partial<StaffAnswer> = {}): StaffAnswer {
  return answerOf({
    columns: [
      { key: 'account', kind: 'account' },
      { key: 'overdue', kind: 'money' },
      { key: 'oldest', kind: 'days' },
      { key: 'level', kind: 'code' },
    ],
    rows: Array.from({ length: rows }, (_, index) => [
      { kind: 'account', debtorId: `d${index}`, reference: `LUM-${1000 + index}`, name: `Société ${index}` },
      { kind: 'money', money: eur(123_456 + index) },
      { kind: 'days', days: 40 + index },
      index === 0 ? null : { kind: 'code', of: 'level', code: 'courteous' },
    ]),
    count: rows,
    totals: [
      { key: 'overdue', cell: { kind: 'money', money: eur(9_876_543) } },
      { key: 'overdue', cell: { kind: 'money', money: { minor: 100, currency: 'GBP' } } },
      { key: 'accounts', cell: { kind: 'count', count: rows } },
    ],
    ...more,
  });
}

/** A look whose buttons are numbered, with what each stands for. */
export function lookOf(
  language: Language,
  more: Partial<AnswerLook> = {},
): { readonly look: AnswerLook; readonly pressed: readonly StaffPress[] } {
  const pressed: StaffPress[] = [];
  const press = (of: StaffPress): string => `p${pressed.push(of) - 1}`;
  const base = { language, words: plainWords, zone: 'Europe/Paris', line: 'Échu > 60 j, Lyon', filters: [], press };
  return { look: { ...base, ...more }, pressed };
}
