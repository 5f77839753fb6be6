import { monthOf } from '../date-words.ts';
import { isOneEditAway } from '../one-edit.ts';
import { compareSources } from './compare-words.ts';
import {
  causeWords,
  channelWords,
  disputeReasonWords,
  fieldLeads,
  holdWords,
  kindWords,
  levelWords,
  currencyWords,
  stateWords,
  statusWords,
} from './choice-words.ts';
import { commandSources } from './command-words.ts';
import { fillers } from './filler-words.ts';
import { groupWords, orderWords } from './group-words.ts';
import { firstMeasureWords, measureWords, subjectWords } from './measure-words.ts';
import { wordsIn } from './phrase.ts';

const abbreviations: Readonly<Record<string, string>> = {
  clt: 'client',
  clts: 'clients',
  cli: 'client',
  fac: 'facture',
  facs: 'factures',
  fact: 'facture',
  facts: 'factures',
  ech: 'echeance',
  cust: 'customer',
  custs: 'customers',
  acct: 'account',
  accts: 'accounts',
  acc: 'account',
  inv: 'invoice',
  invs: 'invoices',
  amt: 'amount',
  mt: 'montant',
  mnt: 'montant',
  cb: 'combien',
  pr: 'pour',
  ds: 'dans',
  trim: 'trimestre',
  sem: 'semaine',
  od: 'overdue',
  os: 'outstanding',
  rdt: 'retard',
  yday: 'yesterday',
  mgr: 'manager',
  seg: 'segment',
  curr: 'currency',
  rappeles: 'relances',
  disp: 'disputes',
  ptp: 'promise',
  agee: 'agee',
  impayer: 'impayes',
  dpd: 'days late',
};

const codes = (table: readonly (readonly [unknown, string])[]): readonly string[] => table.map(([, source]) => source);
const sources: readonly string[] = [
  ...codes(firstMeasureWords),
  ...codes(measureWords),
  ...codes(levelWords),
  ...codes(currencyWords),
  ...codes(subjectWords),
  ...codes(groupWords),
  ...codes(orderWords),
  ...[kindWords, channelWords, causeWords, holdWords, disputeReasonWords].flatMap(codes),
  ...Object.values(statusWords).flatMap(codes),
  ...stateWords.map(([, , source]) => source),
  ...Object.values(fieldLeads),
  ...compareSources,
  ...commandSources,
  'aujourd hui yesterday today tomorrow depuis since dernier derniere derniers dernieres prochain prochaine semaine semaines trimestre trimestres annee annees quarter quarters largest biggest premier premiers premieres grosses seulement uniquement between months weeks',
];
const known: ReadonlySet<string> = new Set([...wordsIn(sources), ...fillers]);
const shortestMistyped = 5;
const targets = new Set(wordsIn(sources).filter((word) => word.length >= shortestMistyped));
const byStart = Map.groupBy(targets, (word) => word.charAt(0));

/** One edit away from a word of ours, and words of their own. */
const ownWords = new Set(
  'dette dettes prime primes parts parti rendu reste taxes tarif total touts chine danse montre'.split(' '),
);

function corrected(word: string): string {
  if (word.length < shortestMistyped || known.has(word) || ownWords.has(word) || monthOf(word) > 0) return word;
  const near = (byStart.get(word.charAt(0)) ?? []).filter((each) => isOneEditAway(word, each));
  const [first] = near;
  if (first === undefined) return word;
  // Several forms of one word (facture, factures) mean the same to every pattern.
  const isOneWord = near.every((each) => each.replace(/e?s?$/, '') === first.replace(/e?s?$/, ''));
  return isOneWord ? first : word;
}

/**
 * Folded text with abbreviations of the trade written out and words of ours spelled right. Names are left as they are, and nothing is
 * made a word that says nothing: what is not understood must stay to be seen.
 */
export function spell(text: string, isName: (word: string) => boolean): string {
  return text.replace(/(?<![a-z0-9])[a-z]{2,}(?![a-z0-9])/g, (word) => {
    const full = Object.hasOwn(abbreviations, word) ? abbreviations[word] : undefined;
    if (full !== undefined) return isName(word) ? word : full;
    const right = corrected(word);
    return right === word || isName(word) ? word : right;
  });
}
