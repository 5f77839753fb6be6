import { monthWord } from './date-words.ts';

const units = {
  zero: 0,
  un: 1,
  une: 1,
  one: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  five: 5,
  six: 6,
  sept: 7,
  seven: 7,
  huit: 8,
  eight: 8,
  neuf: 9,
  nine: 9,
};
const teens = {
  dix: 10,
  ten: 10,
  onze: 11,
  eleven: 11,
  douze: 12,
  twelve: 12,
  treize: 13,
  thirteen: 13,
  quatorze: 14,
  fourteen: 14,
  quinze: 15,
  fifteen: 15,
  seize: 16,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const tens = {
  vingt: 20,
  vingts: 20,
  twenty: 20,
  trente: 30,
  thirty: 30,
  quarante: 40,
  forty: 40,
  cinquante: 50,
  fifty: 50,
  soixante: 60,
  sixty: 60,
  septante: 70,
  seventy: 70,
  huitante: 80,
  octante: 80,
  eighty: 80,
  nonante: 90,
  ninety: 90,
};
const multipliers = new Map(
  Object.entries({
    cent: 100,
    cents: 100,
    hundred: 100,
    mille: 1000,
    thousand: 1000,
    million: 1_000_000,
    millions: 1_000_000,
  }),
);
const small = new Map(Object.entries({ ...units, ...teens, ...tens }));

/** Words that are numbers only beside what they count: "un instant" and "un produit neuf" are not. */
const shy = new Set(['un', 'une', 'one', 'neuf', 'cent', 'cents', 'second']);
const counted =
  /^(?:euros?|eur|balles|livres?|pounds?|dollars?|quid|bucks|mois|months?|jours?|days?|semaines?|weeks?|ans?|annees?|years?|fois|times?|mensualites?|echeances?|versements?|paiements?|payments?|instal?lments?|quinzaines?)$/;

type Progress = { readonly total: number; readonly group: number };

function canFollow(last: number, value: number): boolean {
  if (value >= 20) return last === 0;
  if (value >= 10) return [0, 60, 80].includes(last); // soixante-dix, quatre-vingt-onze
  return last % 10 === 0 && (last !== 10 || value >= 7); // dix-sept
}

function addSmall(group: number, value: number): number | null {
  const last = group % 100;
  if (last === 4 && value === 20) return group + 76; // quatre-vingts
  return canFollow(last, value) ? group + value : null;
}

function extend({ total, group }: Progress, word: string): Progress | null {
  const value = small.get(word);
  if (value !== undefined) {
    const next = addSmall(group, value);
    return next === null ? null : { total, group: next };
  }
  const times = multipliers.get(word);
  if (times === undefined) return null;
  if (times === 100) return group > 9 ? null : { total, group: Math.max(1, group) * 100 };
  return { total: total + Math.max(1, group) * times, group: 0 };
}

function isNumberWord(word: string | undefined): boolean {
  return word !== undefined && (small.has(word) || multipliers.has(word));
}

function longestNumber(words: readonly string[], from: number): { value: number; used: number } {
  let progress: Progress = { total: 0, group: 0 };
  let used = 0;
  for (const [offset, word] of words.slice(from, from + 24).entries()) {
    const links = (word === 'et' || word === 'and') && used > 0 && isNumberWord(words[from + offset + 1]);
    if (links) continue;
    const next = extend(progress, word);
    if (next === null) break;
    progress = next;
    used = offset + 1;
  }
  return { value: progress.total + progress.group, used };
}

/** The number written from there, unless it is a shy word alone. */
function numberAt(words: readonly string[], from: number): { text: string; used: number } {
  const word = words[from] ?? '';
  if (!isNumberWord(word)) return { text: word, used: 1 };
  const { value, used } = longestNumber(words, from);
  const isAlone = used === 1 && shy.has(word) && !counted.test(words[from + 1] ?? '');
  return isAlone || used === 0 ? { text: word, used: 1 } : { text: String(value), used };
}

function digitiseRun(run: string): string {
  const words = run.split(/[ -]/);
  const separators = run.match(/[ -]/g) ?? [];
  const parts: string[] = [];
  for (let index = 0; index < words.length;) {
    const { text, used } = numberAt(words, index);
    index += used;
    parts.push(text, separators[index - 1] ?? '');
  }
  return parts.join('');
}

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
];
const ordinalBesideMonth = new RegExp(
  `(?<=${monthWord} (?:the )?)(${ordinals.join('|')})(?![a-z])|(?<![a-z])(${ordinals.join('|')})(?= (?:day )?(?:of )?(?:the )?(?:${monthWord}|month)(?![a-z]))`,
  'g',
);

const premier = new RegExp(`(?<![a-z])premier(?= (?:de )?${monthWord}(?![a-z]))`, 'g');

/** "sept" is a month beside digits; English ordinals are days beside a month. */
function settleDateWords(text: string): string {
  return text
    .replace(/(?<=\d(?:er|th)? )sept(?![a-z])|(?<![a-z])sept(?=\. ?\d| \d)/g, 'septembre')
    .replace(premier, '1er')
    .replace(ordinalBesideMonth, (word) => `${ordinals.indexOf(word) + 1}th`);
}

/** Folded text with its French and English number words written in digits: "deux cents euros" becomes "200 euros". */
export function digitise(text: string): string {
  return settleDateWords(text).replace(/(?<![a-z0-9'])[a-z]+(?:[ -][a-z]+)*/g, digitiseRun);
}
