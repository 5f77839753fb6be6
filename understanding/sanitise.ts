const longest = 1000;

/** First code points of the decimal digits people type besides ASCII; NFKC already folds full-width and mathematical ones. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];

const replacements: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032]/g, "'"],
  [/[\u00ab\u00bb\u201c\u201d\u201e]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2044/g, '/'],
  [/\u066b/g, ','],
  [/\u066c/g, ' '],
  [/œ/g, 'oe'],
  [/Œ/g, 'OE'],
  [/[\t\p{Zs}]+/gu, ' '],
  [/ ?[\r\n\u2028\u2029]+ ?/g, '\n'],
];

function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? character : String(code - zero);
}

/**
 * The text as it is matched: NFKC, ASCII digits, one kind of space, quote and dash, nothing invisible; at most 1,000
 * characters, because longer messages are pasted documents and every later step must stay bounded.
 */
export function sanitise(raw: string): string {
  const visible = raw
    .slice(0, longest * 8)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Variation_Selector}\ufffd]|(?![\n\r\t])\p{Cc}/gu, '')
    .replace(/\p{Mn}{3,}/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g, asciiDigit);
  return replacements
    .reduce((text, [pattern, by]) => text.replace(pattern, by), visible)
    .slice(0, longest)
    .toWellFormed()
    .trim();
}
