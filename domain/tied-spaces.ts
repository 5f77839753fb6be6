/**
 * The same words with the spaces that French typography ties: no line ends before a colon, a semicolon, a question or exclamation mark, a
 * per cent or euro sign, nor within guillemets. For what is printed or shown as a page; English has no such spaces, and stays as it is.
 */
export function tiedSpaces(text: string): string {
  return text.replace(/ (?=[:;!?»])|(?<=\d) (?=[%€])|(?<=«) /gu, '\u00a0');
}
