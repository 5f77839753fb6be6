import { type Card, type CardPart } from '../../../domain/card.ts';
import { type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type Dashboard } from '../../../domain/staff/dashboard.ts';
import { type Money, sum } from '../../../domain/money.ts';
import { say } from '../../messages/wording.ts';
import { momentText } from './answer-card.ts';
import { ageingCharts } from './answer-chart.ts';
import { answerTable } from './answer-table.ts';
import { cardTexts } from './card-texts.ts';
import { type CellLook, cellText } from './cell-text.ts';
import { type PressId } from './staff-press.ts';

const most = 5;

/** What is open, by currency: the sum of its ages, "not yet due" included. */
function openOf({ ageing }: StaffAnswer): readonly Money[] {
  const currencies = new Set(ageing.map(({ money }) => money.currency));
  return [...currencies].map((currency) =>
    sum(
      ageing.flatMap(({ money }) => (money.currency === currency ? [money] : [])),
      currency,
    ),
  );
}

function amounts(of: readonly Money[], look: CellLook): string {
  return of.map((money) => cellText({ kind: 'money', money }, look)).join(' + ') || cellText(null, look);
}

/** The amounts of an answer's first total, one for each currency. */
function totalOf({ totals }: StaffAnswer): readonly Money[] {
  const [first] = totals;
  return totals.flatMap(({ key, cell }) => (key === first?.key && cell.kind === 'money' ? [cell.money] : []));
}

/** One card of what is open: by age, promised, disputed, planned, the five largest and the five to act on. */
export function dashboardCard(dashboard: Dashboard, look: CellLook & { readonly press: PressId }): Card {
  const { language, words } = look;
  const { ageing, largest, first } = dashboard;
  const title = (currency: string | null): string =>
    currency === null ? say(cardTexts, 'ageing', language) : say(cardTexts, 'ageingIn', language, { currency });
  const facts = (['overdue', 'promised', 'disputed', 'planned'] as const).map((key) => ({
    label: words.column(key, language),
    value: amounts(totalOf(dashboard[key]), look),
  }));
  const list = (name: 'largest' | 'toCall', answer: StaffAnswer): readonly CardPart[] =>
    answer.rows.length === 0
      ? []
      : [
          {
            ...{ part: 'section', title: say(cardTexts, name, language), folded: false },
            parts: [answerTable(answer, look, most)],
          },
        ];
  return {
    title: say(cardTexts, 'dashboard', language),
    headline: { value: amounts(openOf(ageing), look), label: words.column('open', language) },
    parts: [
      { part: 'text', weight: 'subtle', text: momentText(ageing, look) },
      { part: 'facts', facts },
      ...ageingCharts(ageing.ageing, title, look).map((chart): CardPart => ({ part: 'chart', chart })),
      ...list('largest', largest),
      ...list('toCall', first),
    ],
    actions: [],
  };
}
