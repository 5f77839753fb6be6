/**
 * All matches of a global pattern, as `matchAll` gives them, without the copy of the pattern `matchAll` makes at every call: most
 * texts match nothing, and hundreds of patterns are tried on each.
 */
export function everyMatch(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '') pattern.lastIndex += 1;
    found.push(match);
  }
  return found;
}
