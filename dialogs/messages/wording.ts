import { invariant } from '../../domain/errors.ts';
import { type Language } from '../../domain/language.ts';

/** Approved texts in every language, under the same keys. `{name}` is a value; `{count#un mois#{count} mois}` chooses by number. */
export type Texts<Key extends string = string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

export type Values = Readonly<Record<string, string | number>>;

const plural = /\{(\w+)#([^#{}]*(?:\{\w+\}[^#{}]*)*)#([^#{}]*(?:\{\w+\}[^#{}]*)*)\}/g;

function valueOf(values: Values, name: string): string | number {
  const value = values[name];
  invariant(value !== undefined, 'a text is given every value it speaks of');
  return value;
}

/** French counts 0 and 1 as singular, English 1 alone (CLDR). */
function isOne(count: string | number, language: Language): boolean {
  return new Intl.PluralRules(language).select(Number(count)) === 'one';
}

/** The approved text of that key with its values filled in; raises INVARIANT_BROKEN when one is missing. */
export function say<Key extends string>(texts: Texts<Key>, key: Key, language: Language, values: Values = {}): string {
  return texts[language][key]
    .replace(plural, (_all, name: string, one: string, many: string) =>
      isOne(valueOf(values, name), language) ? one : many,
    )
    .replace(/\{(\w+)\}/g, (_all, name: string) => String(valueOf(values, name)));
}
