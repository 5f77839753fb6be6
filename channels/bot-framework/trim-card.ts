import { type Card, type CardPart } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';

/** The most a card may hold: rows of a table, facts or points; characters of a text; parts of a card or section; buttons. */
export type Bounds = {
  readonly rows: number;
  readonly characters: number;
  readonly parts: number;
  readonly actions: number;
};

const words = {
  fr: {
    rows: (count: number) => `… et encore ${count} ${count === 1 ? 'ligne' : 'lignes'} : l’export a tout.`,
    parts: (count: number) =>
      `… et encore ${count} ${count === 1 ? 'rubrique' : 'rubriques'} que cette carte ne peut contenir.`,
    actions: (count: number) =>
      `… et encore ${count} ${count === 1 ? 'bouton' : 'boutons'} : demandez-le en toutes lettres.`,
    choices: (count: number) => `… et encore ${count} choix`,
    characters: (count: number) => `… [encore ${count} caractères]`,
  },
  en: {
    rows: (count: number) => `… and ${count} more ${count === 1 ? 'row' : 'rows'}: the export has them all.`,
    parts: (count: number) => `… and ${count} more ${count === 1 ? 'part' : 'parts'} that this card cannot hold.`,
    actions: (count: number) => `… and ${count} more ${count === 1 ? 'button' : 'buttons'}: ask for it in words.`,
    choices: (count: number) => `… and ${count} more`,
    characters: (count: number) => `… [${count} more characters]`,
  },
} as const;

/** The beginning of a text and how much of it follows; never half a character. */
function clip(text: string, most: number, language: Language): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  return `${characters.slice(0, most).join('')}${words[language].characters(characters.length - most)}`;
}

function trimPart(part: CardPart, bounds: Bounds, language: Language): readonly CardPart[] {
  const { rows: most, characters, actions: mostActions } = bounds;
  const short = (text: string): string => clip(text, characters, language);
  const note = (kind: 'rows' | 'actions', total: number, kept: number): readonly CardPart[] =>
    total <= kept ? [] : [{ part: 'text', weight: 'subtle', text: words[language][kind](total - kept) }];
  if (part.part === 'text') return [{ ...part, text: short(part.text) }];
  if (part.part === 'table')
    return [
      { ...part, header: part.header.map(short), rows: part.rows.slice(0, most).map((cells) => cells.map(short)) },
      ...note('rows', part.rows.length, most),
    ];
  if (part.part === 'facts') {
    const facts = part.facts.slice(0, most).map(({ label, value }) => ({ label: short(label), value: short(value) }));
    return [{ ...part, facts }, ...note('rows', part.facts.length, most)];
  }
  if (part.part === 'chart') {
    const { chart } = part;
    const points = chart.points.slice(0, most).map((point) => ({ ...point, label: short(point.label) }));
    return [
      { ...part, chart: { ...chart, title: short(chart.title), points } },
      ...note('rows', chart.points.length, most),
    ];
  }
  if (part.part === 'actions')
    return [
      { ...part, actions: trimActions(part.actions, bounds, language) },
      ...note('actions', part.actions.length, mostActions),
    ];
  if (part.part === 'inputs') {
    const inputs = part.inputs.slice(0, most).map((input) => {
      const { choices } = input;
      if (choices === undefined) return { ...input, label: short(input.label) };
      const more = choices.length > most ? ` (${words[language].choices(choices.length - most)})` : '';
      const kept = choices.slice(0, most).map(({ id, label }) => ({ id, label: short(label) }));
      return { ...input, label: `${short(input.label)}${more}`, choices: kept };
    });
    return [{ ...part, inputs }, ...note('rows', part.inputs.length, most)];
  }
  return [{ ...part, title: short(part.title), parts: trimParts(part.parts, bounds, language) }];
}

function trimActions(
  actions: Card['actions'],
  { actions: most, characters }: Bounds,
  language: Language,
): Card['actions'] {
  return actions.slice(0, most).map((action) => ({ ...action, label: clip(action.label, characters, language) }));
}

function trimParts(parts: readonly CardPart[], bounds: Bounds, language: Language): readonly CardPart[] {
  const kept = parts.slice(0, bounds.parts).flatMap((part) => trimPart(part, bounds, language));
  const left = parts.length - bounds.parts;
  return left <= 0 ? kept : [...kept, { part: 'text', weight: 'subtle', text: words[language].parts(left) }];
}

/** The card within those bounds, with a word for everything that was left out, and how much it was. */
export function trimCard(card: Card, bounds: Bounds, language: Language): Card {
  const left = card.actions.length - bounds.actions;
  const note: CardPart = { part: 'text', weight: 'subtle', text: words[language].actions(left) };
  return {
    title: clip(card.title, bounds.characters, language),
    ...(card.headline === undefined
      ? {}
      : {
          headline: {
            value: clip(card.headline.value, bounds.characters, language),
            label: clip(card.headline.label, bounds.characters, language),
          },
        }),
    parts: [...trimParts(card.parts, bounds, language), ...(left > 0 ? [note] : [])],
    actions: trimActions(card.actions, bounds, language),
  };
}
