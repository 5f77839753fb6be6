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
