import { element } from './element.ts';

type Json = Readonly<Record<string, unknown>>;

const inputTypes: Readonly<Record<string, string>> = {
  'Input.Text': 'text',
  'Input.Number': 'number',
  'Input.Date': 'date',
};

let fields = 0;

/** A labelled field of a card, with its own message when it is left wrong; nothing for a kind not known here. */
export function fieldOf(part: Json): Node[] {
  const control = controlOf(part);
  if (control === null) return [];
  fields += 1;
  control.id = `field-${fields}`;
  control.name = text(part['id']);
  const required = part['isRequired'] === true;
  control.required = required;
  const message = text(part['errorMessage']);
  if (message !== '') {
    control.addEventListener('invalid', () => {
      control.setCustomValidity(message);
    });
    control.addEventListener('input', () => {
      control.setCustomValidity('');
    });
  }
  const label = element('label', { for: control.id }, text(part['label']) + (required ? ' *' : ''));
  return [element('div', { class: 'field' }, label, control)];
}

function controlOf(part: Json): HTMLInputElement | HTMLSelectElement | null {
  if (part['type'] === 'Input.ChoiceSet') return choiceOf(part);
  const type = inputTypes[text(part['type'])];
  if (type === undefined) return null;
  const attributes: Record<string, string> = {
    type,
    value: text(part['value']),
    placeholder: text(part['placeholder']),
  };
  if (typeof part['maxLength'] === 'number') attributes['maxlength'] = String(part['maxLength']);
  for (const bound of ['min', 'max']) {
    if (['string', 'number'].includes(typeof part[bound])) attributes[bound] = String(part[bound]);
  }
  if (type === 'number') attributes['step'] = 'any';
  const regex = text(part['regex']);
  if (regex !== '') attributes['pattern'] = regex;
  return element('input', attributes);
}

function choiceOf(part: Json): HTMLSelectElement {
  const choices = Array.isArray(part['choices']) ? (part['choices'] as Json[]) : [];
  const chosen = text(part['value']);
  const options = choices.map((choice) => {
    const value = text(choice['value']);
    return element('option', { value, selected: value === chosen }, text(choice['title']));
  });
  const blank = chosen === '' ? [element('option', { value: '' }, '')] : [];
  return element('select', {}, ...blank, ...options);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
