const units: Readonly<Record<string, number>> = {
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
const teens: Readonly<Record<string, number>> = {
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
const tens: Readonly<Record<string, number>> = {
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
const multipliers: Readonly<Record<string, number>> = {
  cent: 100,
  cents: 100,
  hundred: 100,
  mille: 1000,
  thousand: 1000,
  million: 1_000_000,
  millions: 1_000_000,
};

/** Words that are numbers only beside what they count: "un instant" and "un produit neuf" are not. */
const shy = new Set(['un', 'une', 'one', 'neuf', 'cent', 'cents', 'second']);
const counted =
  /^(?:euros?|eur|balles|livres?|pounds?|dollars?|quid|bucks|mois|months?|jours?|days?|semaines?|weeks?|ans?|annees?|years?|fois|times?|mensualites?|echeances?|versements?|paiements?|payments?|instal?lments?|quinzaines?)$/;

type Progress = { readonly total: number; readonly group: number };

function addSmall(group: number, value: number): number | null {
  const last = group % 100;
  if (last === 4 && value === 20) return group - 4 + 80; // quatre-vingts
  if (value >= 20) return last === 0 ? group + value : null;
  if (value >= 10) return last === 0 || last === 60 || last === 80 ? group + value : null;
  if (last === 0 || (last >= 20 && last % 10 === 0)) return group + value;
  return (last === 10 || last === 70 || last === 90) && value >= 7 ? group + value : null; // dix-sept
}

function extend({ total, group }: Progress, word: string): Progress | null {
  const small = units[word] ?? teens[word] ?? tens[word];
  if (small !== undefined) {
    const next = addSmall(group, small);
    return next === null ? null : { total, group: next };
  }
  const times = multipliers[word];
  if (times === undefined) return null;
  if (times === 100) return group > 9 ? null : { total, group: Math.max(1, group) * 100 };
  return { total: total + Math.max(1, group) * times, group: 0 };
}

function isNumberWord(word: string): boolean {
  return word in units || word in teens || word in tens || word in multipliers;
}

function longestNumber(words: readonly string[], from: number): { value: number; used: number } {
  let progress: Progress = { total: 0, group: 0 };
  let used = 0;
  for (let index = from; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const linking = (word === 'et' || word === 'and') && used > 0 && isNumberWord(words[index + 1] ?? '');
    if (linking) continue;
    const next = isNumberWord(word) ? extend(progress, word) : null;
    if (next === null) break;
    progress = next;
    used = index - from + 1;
  }
  return { value: progress.total + progress.group, used };
}

/** Folded text with its French and English number words written in digits: "deux cents euros" becomes "200 euros". */
export function digitise(text: string): string {
  return text.replace(/(?<![a-z0-9'])[a-z]+(?:[ -][a-z]+)*/g, (run) => digitiseRun(run));
}

function digitiseRun(run: string): string {
  const words = run.split(/[ -]/);
  const separators = run.match(/[ -]/g) ?? [];
  let out = '';
  for (let index = 0; index < words.length;) {
    const { value, used } = longestNumber(words, index);
    const alone = used === 1 && shy.has(words[index] ?? '') && !counted.test(words[index + 1] ?? '');
    const take = used === 0 || alone ? 1 : used;
    out += used === 0 || alone ? (words[index] ?? '') : String(value);
    index += take;
    if (index < words.length) out += separators[index - 1] ?? ' ';
  }
  return out;
}
