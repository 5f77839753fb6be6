import { type Card, type CardAction, type CardPart } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';

const words = {
  fr: { colon: ' : ', required: ' (à remplir)' },
  en: { colon: ': ', required: ' (required)' },
} as const;

function labelled(label: string, value: string, language: Language): string {
  return `${label}${words[language].colon}${value}`;
}

/** A row as one line: what the first column says, then each other column by its title. */
function rowLine(header: readonly string[], row: readonly string[], language: Language): string {
  const [first = '', ...rest] = row;
  const others = rest
    .map((cell, index) => ({ title: header[index + 1] ?? '', cell }))
    .filter(({ cell }) => cell !== '')
    .map(({ title, cell }) => (title === '' ? cell : labelled(title, cell, language)));
  return `- ${[first, ...others].filter((part) => part !== '').join(' · ')}`;
}

function actionLine(action: CardAction, language: Language): string {
  return action.kind === 'open' ? `> ${labelled(action.label, action.url, language)}` : `> ${action.label}`;
}

function partLines(part: CardPart, language: Language): readonly string[] {
  switch (part.part) {
    case 'text':
      return [part.text];
    case 'facts':
      return part.facts.map(({ label, value }) => labelled(label, value, language));
    case 'table':
      return part.rows.map((row) => rowLine(part.header, row, language));
    case 'chart':
      return [
        part.chart.title,
        ...part.chart.points.map(({ label, shown }) => `- ${labelled(label, shown, language)}`),
      ];
    case 'section':
      return ['', part.title.toLocaleUpperCase(language), ...part.parts.flatMap((inner) => partLines(inner, language))];
    case 'inputs':
      return part.inputs.map(({ label, required, choices, value }) => {
        const needed = required ? words[language].required : '';
        const offered = choices === undefined ? (value ?? '') : choices.map((choice) => choice.label).join(' / ');
        return `? ${labelled(`${label}${needed}`, offered, language)}`.trimEnd();
      });
    case 'actions':
      return part.actions.map((action) => actionLine(action, language));
  }
}

/** The whole card as plain text, with the same figures, folded sections opened: for who sees no cards, and for a transcript. */
export function cardText(card: Card, language: Language): string {
  const headline = card.headline === undefined ? [] : [labelled(card.headline.label, card.headline.value, language)];
  const parts = card.parts.flatMap((part) => partLines(part, language));
  const actions = card.actions.map((action) => actionLine(action, language));
  return [card.title, ...headline, ...parts, ...(actions.length === 0 ? [] : ['', ...actions])].join('\n');
}
