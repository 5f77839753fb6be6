/** A part of an Adaptive Card as JSON. */
export type Element = Readonly<Record<string, unknown>>;

/** What Teams would read as Markdown, a link, an entity or a function rather than show. */
const markup = /[\\*_`~[\]<|]|&[#\w]+;|^\s*(?:[-+>#]|\d+[.)])(?:\s|$)|\{\{|\$\{|:\/\/|www\./m;
/** Controls, and marks that turn the direction of what follows them: a name could hide behind one. */
const unseen = /[^\P{Cc}\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text with nothing in it that a card computes: `{{DATE(...)}}` and `${...}` are shown as they stand. */
export function literal(text: string): string {
  return text.replace(unseen, '').replaceAll('{{', '{\u200b{').replaceAll('${', '$\u200b{');
}

/** Whether a text is shown the same with and without Markdown. */
export function isPlain(text: string): boolean {
  return !markup.test(text);
}

/** How a text looks, in the words of Adaptive Cards. */
export type Look = {
  readonly size?: 'Small' | 'Medium' | 'Large' | 'ExtraLarge';
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
  readonly style?: 'heading' | 'columnHeader';
};

/** A text that is shown letter by letter: where Markdown could read something into it, as a run, which knows none. */
export function textElement(text: string, look: Look = {}, more: Element = {}): Element {
  const shown = literal(text);
  if (isPlain(text)) return { type: 'TextBlock', text: shown, wrap: true, ...look, ...more };
  const runs = Object.fromEntries(Object.entries(look).filter(([key]) => key !== 'style')); // a run has no place in the outline
  const isBare = Object.keys(runs).length === 0;
  return { type: 'RichTextBlock', inlines: [isBare ? shown : { type: 'TextRun', text: shown, ...runs }], ...more };
}
