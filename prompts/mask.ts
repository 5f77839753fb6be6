/** Text with what could name a person or an account replaced, and the way back for a span of it. */
export type MaskedText = { readonly text: string; readonly restore: (span: string) => string };

const email = /[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}][\p{L}\p{N}-]{0,62}(?:\.[\p{L}\p{N}-]{1,62}){1,5}/gu;
const iban = /\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?\b/g;
const phone = /(?:\+ ?\d|\b0)(?:[ .()/-]{0,2}\d){7,14}/g;
const titled =
  /(?<=(?:^|[^\p{L}])(?:monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|miss|dr|m\.|ma[iî]tre|je m'appelle|je me nomme|mon nom est|my name is|i'm called|signé) )\p{L}[\p{L}'-]{1,30}(?: \p{Lu}[\p{L}'-]{1,30}){0,3}/giu;
const twoNames = /(?<![\p{L}'])\p{Lu}[\p{Ll}'-]{1,30}(?: \p{Lu}[\p{L}'-]{1,30}){1,3}(?![\p{L}])/gu;
const reference = /\b(?:[A-Za-z]{2,6}[-_/]?\d{2,}|[A-Z]{2,6} \d{2,})(?:[-_/]\d+)*\b/g;
const number = /\d(?:[ .,'/-]?\d){3,}/g;

const kinds: readonly (readonly [string, RegExp])[] = [
  ['EMAIL', email],
  ['IBAN', iban],
  ['REF', reference],
  ['PHONE', phone],
  ['NAME', titled],
  ['NAME', twoNames],
  ['NUM', number],
];

/**
 * Masks e-mail addresses, account numbers, references, phones, names and every number of four digits or more before words
 * leave for a vendor. Angle brackets that were typed are turned, so that nobody can write a placeholder.
 */
export function maskText(typed: string): MaskedText {
  const originals = new Map<string, string>();
  let text = typed.replace(/</g, '(').replace(/>/g, ')');
  for (const [kind, pattern] of kinds) {
    let count = [...originals.keys()].filter((key) => key.startsWith(`<${kind}_`)).length;
    text = text
      .split(/(<[A-Z]+_\d+>)/)
      .map((piece) => {
        if (originals.has(piece)) return piece;
        return piece.replace(pattern, (original) => {
          count += 1;
          const placeholder = `<${kind}_${count}>`;
          originals.set(placeholder, original);
          return placeholder;
        });
      })
      .join('');
  }
  return {
    text,
    restore: (span) => span.replace(/<[A-Z]+_\d+>/g, (placeholder) => originals.get(placeholder) ?? placeholder),
  };
}
