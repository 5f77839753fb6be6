const months: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'jan', 'january'],
  ['fevrier', 'fevr', 'fev', 'february', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'avr', 'april', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'juill', 'juil', 'july', 'jul'],
  ['aout', 'august', 'aug'],
  ['septembre', 'september', 'sept', 'sep'],
  ['octobre', 'october', 'oct'],
  ['novembre', 'november', 'nov'],
  ['decembre', 'december', 'dec'],
];
const weekdays: readonly (readonly string[])[] = [
  ['lundi', 'monday', 'mon'],
  ['mardi', 'tuesday', 'tues', 'tue'],
  ['mercredi', 'wednesday', 'wed'],
  ['jeudi', 'thursday', 'thurs', 'thur', 'thu'],
  ['vendredi', 'friday', 'fri'],
  ['samedi', 'saturday', 'sat'],
  ['dimanche', 'sunday', 'sun'],
];

function byLength(words: readonly (readonly string[])[]): string {
  return words
    .flat()
    .sort((a, b) => b.length - a.length)
    .join('|');
}

/** Alternatives for patterns, longest first. */
export const monthWord = `(?:${byLength(months)})`;
export const weekdayWord = `(?:${byLength(weekdays.map((words) => words.filter((word) => !/^(?:mon|sun|sat|wed)$/.test(word))))})`;

/** Month 1–12 of its folded name or abbreviation; 0 when it is none. */
export function monthOf(word: string): number {
  return months.findIndex((names) => names.includes(word)) + 1;
}

/** Weekday 1 (Monday) to 7 of its folded name; 0 when it is none. */
export function weekdayOf(word: string): number {
  return weekdays.findIndex((names) => names.includes(word)) + 1;
}
