import { type Value } from './notice-values.ts';
import { isBlock, namesIn } from './placeholders.ts';

/** The names of a text in the order of their first appearance: the n-th is the template's place {{n}}. */
function placesOf(body: string): readonly string[] {
  return [...new Set(namesIn(body))];
}

/** What stands in the numbered places of an approved template: in one line, since WhatsApp takes no breaks there. */
export function templateVariables(
  body: string,
  values: Readonly<Record<string, Value>>,
): Readonly<Record<string, string>> {
  const said = placesOf(body).map((name) => (values[name]?.text ?? '').replace(/\s+/gu, ' '));
  return Object.fromEntries(said.map((text, index) => [String(index + 1), text]));
}

/** What WhatsApp approves in no template: a place at its very beginning or end, two places without a word between, or a table. */
export function templateProblems(body: string): readonly string[] {
  const text = body.trim();
  return [
    ...(/^\{[^{}]*\}|\{[^{}]*\}$/u.test(text) ? ['template-edge'] : []),
    ...(/\{[^{}]*\}\s*\{[^{}]*\}/u.test(text) ? ['template-places-touch'] : []),
    ...placesOf(text)
      .filter(isBlock)
      .map((name) => `placeholder-not-here:${name}`),
  ];
}
