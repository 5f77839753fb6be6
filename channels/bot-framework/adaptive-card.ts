import { type Card, type CardPart } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { typesetCard } from '../text/typeset-card.ts';
import { buttons, mostSeen } from './adaptive-card-actions.ts';
import { partElements } from './adaptive-card-parts.ts';
import { type Element, literal, textElement } from './adaptive-card-text.ts';
import { type Bounds, trimCard } from './trim-card.ts';

/** What Teams takes in one activity is 28 kB; the rest of that is for what is around the card. */
const mostBytes = 26_000;

/** Buttons beside text take at most this many of those that are seen: what ends the card needs some too. */
const mostBeside = 3;

/** Tried in order until a card fits: first nothing is left out, then rows beyond what fits, then ever more. */
const bounds: readonly Bounds[] = [
  { rows: Infinity, characters: 4000, parts: Infinity, actions: Infinity },
  ...[100, 60, 40, 30, 20, 15].map((rows) => ({ rows, characters: 600, parts: 60, actions: 40 })),
  ...[12, 10, 8, 6].map((rows) => ({ rows, characters: 200, parts: 30, actions: 20 })),
  ...[5, 4, 3].map((rows) => ({ rows, characters: 80, parts: 12, actions: 10 })),
  { rows: 2, characters: 40, parts: 6, actions: 6 },
  { rows: 1, characters: 30, parts: 3, actions: 6 },
];
const nothing: Bounds = { rows: 0, characters: 30, parts: 0, actions: 6 };

/** The groups of buttons that are in sight from the beginning, each by how many it has. */
function groupsOf(parts: readonly CardPart[]): readonly number[] {
  return parts.flatMap((part) => {
    if (part.part === 'actions') return [part.actions.length];
    return part.part === 'section' && !part.folded ? groupsOf(part.parts) : [];
  });
}

/** How many buttons of each group beside text are in sight, so that with those at the end there are six at most. */
function seenBeside(parts: readonly CardPart[]): { readonly beside: number; readonly left: number } {
  const groups = groupsOf(parts);
  const beside = groups.length === 0 ? mostBeside : Math.floor(mostBeside / groups.length);
  const used = groups.reduce((sum, count) => sum + Math.min(beside, count), 0);
  return { beside, left: mostSeen - used };
}

function headElements({ title, headline }: Card): readonly Element[] {
  const head = textElement(title, { size: 'Large', weight: 'Bolder', style: 'heading' });
  if (headline === undefined) return [head];
  const figure = [
    textElement(headline.label, { isSubtle: true }),
    textElement(headline.value, { size: 'ExtraLarge', weight: 'Bolder' }, { spacing: 'None' }),
  ];
  return [head, { type: 'Container', items: figure }];
}

function spoken({ title, headline }: Card): string {
  const said = headline === undefined ? title : `${title}. ${headline.label} ${headline.value}`;
  return literal(said).replaceAll('<', '‹'); // some read it as SSML, others as it stands
}

function draw(card: Card, language: Language): Element {
  const { beside, left } = seenBeside(card.parts);
  const body = card.parts.flatMap((part, index) => partElements(part, { language, id: `part-${index}`, seen: beside }));
  const actions = buttons(card.actions, left);
  return {
    ...{ $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.5' },
    ...{ lang: language, speak: spoken(card), fallbackText: literal(card.title), msteams: { width: 'Full' } },
    body: [...headElements(card), ...body],
    ...(actions.length === 0 ? {} : { actions }),
  };
}

function bytesOf(drawn: Element): number {
  return Buffer.byteLength(JSON.stringify(drawn));
}

/**
 * A card for Teams, as Adaptive Card 1.5: never larger than what Teams takes. What does not fit is left out by rows, with a word
 * for how many; every text is shown as it stands, whatever Markdown or functions it looks like.
 */
export function adaptiveCard(card: Card, language: Language): Element {
  const set = typesetCard(card, language);
  const drawn = (bound: Bounds): Element => draw(trimCard(set, bound, language), language);
  for (const bound of bounds) {
    const tried = drawn(bound);
    if (bytesOf(tried) <= mostBytes) return tried;
  }
  return drawn(nothing);
}
