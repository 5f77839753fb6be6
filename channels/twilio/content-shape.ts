import { type Language } from '../../domain/language.ts';
import { type Option } from '../../domain/message.ts';

/** What WhatsApp can show beside a text: up to three buttons, or a list of up to ten rows; one Content resource serves each shape. */
export type ContentShape =
  | { readonly kind: 'quick-reply'; readonly count: number }
  | { readonly kind: 'list-picker'; readonly count: number; readonly described: boolean };

const buttons = { most: 3, label: 20 } as const;
const rows = { most: 10, label: 24, description: 72 } as const;
const longestId = 200;
const longestBody = 1_024;

/** A choice that is offered nearly always, short enough for a button. */
const shorter: Readonly<Record<string, string>> = { 'Parler à une personne': 'Parler à quelqu’un' };

function buttonLabel(label: string): string {
  return shorter[label] ?? label;
}

const listButton: Readonly<Record<Language, string>> = { fr: 'Choisir', en: 'Choose' };

/** The shape these choices can be shown in under that text; null when only a numbered text can carry them. */
export function shapeFor(body: string, options: readonly Option[]): ContentShape | null {
  const { length: count } = options;
  if (count === 0 || count > rows.most || body === '' || body.length > longestBody) return null;
  if (options.some(({ id, label }) => id.length > longestId || id !== id.trim() || label.trim() === '')) return null;
  const longest = Math.max(...options.map(({ label }) => label.length));
  if (longest > rows.description) return null;
  if (count <= buttons.most && options.every(({ label }) => buttonLabel(label).length <= buttons.label))
    return { kind: 'quick-reply', count };
  return { kind: 'list-picker', count, described: longest > rows.label };
}

/** The name a shape's Content resource is remembered by. */
export function shapeName(shape: ContentShape): string {
  return shape.kind === 'quick-reply'
    ? `solde_buttons_${shape.count}`
    : `solde_list_${shape.count}${shape.described ? '_described' : ''}`;
}

/** Which variable says what: the text first, then for a list its button, then each choice in turn. */
function places(
  shape: ContentShape,
): readonly { readonly label: number; readonly id: number; readonly more: number }[] {
  const first = shape.kind === 'quick-reply' ? 2 : 3;
  const each = shape.kind === 'list-picker' && shape.described ? 3 : 2;
  return Array.from({ length: shape.count }, (_, index) => {
    const label = first + index * each;
    return { label, id: label + 1, more: label + 2 };
  });
}

function variable(place: number): string {
  return `{{${place}}}`;
}

/** The Content resource of a shape, as Twilio's Content API takes it; every variable has a sample. */
export function contentOf(shape: ContentShape): Readonly<Record<string, unknown>> {
  const numbers = places(shape);
  const type =
    shape.kind === 'quick-reply'
      ? {
          'twilio/quick-reply': {
            body: variable(1),
            actions: numbers.map(({ label, id }) => ({
              type: 'QUICK_REPLY',
              title: variable(label),
              id: variable(id),
            })),
          },
        }
      : {
          'twilio/list-picker': {
            body: variable(1),
            button: variable(2),
            items: numbers.map(({ label, id, more }) => ({
              item: variable(label),
              id: variable(id),
              ...(shape.described ? { description: variable(more) } : {}),
            })),
          },
        };
  const last = Math.max(
    ...numbers.map(({ id, more }) => (shape.kind === 'list-picker' && shape.described ? more : id)),
  );
  const samples = Object.fromEntries(Array.from({ length: last }, (_, index) => [String(index + 1), `v${index + 1}`]));
  return { friendly_name: shapeName(shape), language: 'fr', variables: samples, types: type };
}

/** The text and the choices as the variables of that shape. A row too long for its line is cut there and written whole under it. */
export function variablesOf(
  shape: ContentShape,
  body: string,
  options: readonly Option[],
  language: Language,
): Readonly<Record<string, string>> {
  const choices = places(shape).flatMap(({ label, id, more }, index) => {
    const option = options[index];
    if (option === undefined) return [];
    const described: [number, string][] = shape.kind === 'list-picker' && shape.described ? [[more, option.label]] : [];
    const line: [number, string] = [
      label,
      shape.kind === 'list-picker' ? cut(option.label) : buttonLabel(option.label),
    ];
    return [line, [id, option.id] as [number, string], ...described];
  });
  const button: [number, string][] = shape.kind === 'list-picker' ? [[2, listButton[language]]] : [];
  return Object.fromEntries(
    [[1, body] as [number, string], ...button, ...choices].map(([n, said]) => [String(n), said]),
  );
}

function cut(label: string): string {
  return label.length <= rows.label ? label : `${label.slice(0, rows.label - 1).trimEnd()}…`;
}
