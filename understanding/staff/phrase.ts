/** A global pattern for whole words of folded text: a letter or digit beside it is another word. */
export function phrase(source: string): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${source})(?![a-z0-9])`, 'g');
}

/** Both ways of a letter that may be left out: "factures?" is "facture" and "factures". */
function spellingsOf(word: string): readonly string[] {
  const optional = word.indexOf('?');
  if (optional < 1) return [word.replaceAll('?', '')];
  const [before, letter, after] = [word.slice(0, optional - 1), word[optional - 1] ?? '', word.slice(optional + 1)];
  return spellingsOf(after).flatMap((rest) => [before + letter + rest, before + rest]);
}

/** The plain words that sources of patterns are made of, for those who mistype them. */
export function wordsIn(sources: readonly string[]): readonly string[] {
  return sources.flatMap((source) => {
    const plain = source.replace(/\\[a-z]|\(\?<?[:=!]|\[[^\]]*\]/g, ' ').replace(/\)\?/g, ')');
    return (plain.match(/[a-z][a-z?]*/g) ?? []).flatMap(spellingsOf);
  });
}
