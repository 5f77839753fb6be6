function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** A LIKE pattern of texts that begin so; nothing in the text is a wildcard. */
export function likePrefix(text: string): string {
  return `${escaped(text)}%`;
}

/** A LIKE pattern of texts in which a word begins so, for texts that begin with a space. */
export function likeWord(text: string): string {
  return `% ${escaped(text)}%`;
}

/** Between which texts, in the order of their characters' numbers, all those lie that begin so: what an index finds. */
export function prefixEnds(text: string): { readonly first: string; readonly last: string } {
  return { first: text, last: `${text}\u{10FFFF}` };
}
