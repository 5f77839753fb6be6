import { fieldOf } from './card-field.ts';
import { element } from './element.ts';
import { type Value } from './protocol.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a person did with a card: the button's words and what it carries. */
export type CardAnswer = { readonly text: string; readonly value: Value };

/** Draws the part of Adaptive Cards 1.5 the assistant uses; anything else is left out. `onAnswer` is called at most once. */
export function cardOf(content: unknown, onAnswer: (answer: CardAnswer) => void): HTMLElement {
  const card = json(content);
  const form = element('form', { class: 'card', novalidate: false });
  form.append(...list(card['body']).flatMap(partOf));
  const actions = [
    ...list(card['actions']),
    ...list(card['body'])
      .filter(isActionSet)
      .flatMap((set) => list(set['actions'])),
  ];
  const buttons = actions.map((action) => actionOf(action, form, onAnswer)).filter((node) => node !== null);
  if (buttons.length > 0) form.append(element('div', { class: 'card-actions' }, ...buttons));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  return form;
}

/** Makes a card's fields and buttons unusable: it has been answered, or the conversation has moved on. */
export function retireCard(card: HTMLElement): void {
  for (const control of card.querySelectorAll<HTMLButtonElement | HTMLInputElement>('button, input, select')) {
    control.disabled = true;
  }
}

function partOf(part: Json): Node[] {
  switch (part['type']) {
    case 'TextBlock':
      return [textBlock(part)];
    case 'FactSet':
      return [factSet(part)];
    case 'Image':
      return imageOf(part);
    case 'Container':
      return [element('div', {}, ...list(part['items']).flatMap(partOf))];
    case 'ColumnSet': {
      const columns = list(part['columns']).map((column) =>
        element('div', {}, ...list(column['items']).flatMap(partOf)),
      );
      return [element('div', { class: 'columns' }, ...columns)];
    }
    default:
      return fieldOf(part);
  }
}

function textBlock(part: Json): HTMLElement {
  const heading = part['style'] === 'heading';
  const bold = part['weight'] === 'Bolder';
  return element(heading ? 'h2' : 'p', { class: bold ? 'strong' : '' }, text(part['text']));
}

function factSet(part: Json): HTMLElement {
  const rows = list(part['facts']).map((fact) =>
    element('div', {}, element('dt', {}, text(fact['title'])), element('dd', {}, text(fact['value']))),
  );
  return element('dl', {}, ...rows);
}

function imageOf(part: Json): Node[] {
  const url = text(part['url']);
  // Pictures come with the message; a picture elsewhere would tell its host who reads it.
  if (!url.startsWith('data:image/png;base64,')) return [];
  return [element('img', { src: url, alt: text(part['altText']), width: '220', height: '220' })];
}

function actionOf(action: Json, form: HTMLFormElement, onAnswer: (answer: CardAnswer) => void): HTMLElement | null {
  const title = text(action['title']);
  if (action['type'] === 'Action.OpenUrl') {
    const url = text(action['url']);
    if (!url.startsWith('https://')) return null;
    return element('a', { class: 'button', href: url, target: '_blank', rel: 'noopener noreferrer' }, title);
  }
  if (action['type'] !== 'Action.Submit') return null;
  const button = element('button', { type: 'button', class: 'button' }, title);
  button.addEventListener('click', () => {
    if (action['associatedInputs'] !== 'none' && !form.reportValidity()) return;
    const data = typeof action['data'] === 'string' ? { option: action['data'] } : scalars(json(action['data']));
    const value = { ...data, ...valuesOf(form) };
    retireCard(form);
    button.classList.add('chosen');
    onAnswer({ text: title, value });
  });
  return button;
}

function valuesOf(form: HTMLFormElement): Value {
  const values: Value = {};
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = value;
  return values;
}

function isActionSet(part: Json): boolean {
  return part['type'] === 'ActionSet';
}

function scalars(data: Json): Value {
  return Object.fromEntries(
    Object.entries(data).filter((pair): pair is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof pair[1]),
    ),
  );
}

function json(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(json) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
