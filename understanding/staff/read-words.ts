import { type ChoiceField, type Filter, type Grouping, type Order } from '../../domain/staff/query.ts';
import { everyMatch } from '../every-match.ts';
import { readMark } from '../span.ts';
import {
  causeWords,
  currencyWords,
  levelWords,
  channelWords,
  disputeReasonWords,
  holdWords,
  kindWords,
  stateWords,
  statusWords,
} from './choice-words.ts';
import { groupWords, orderWords } from './group-words.ts';
import { firstMeasureWords, measureWords, subjectWords } from './measure-words.ts';
import { phrase } from './phrase.ts';
import { type Mention, type StatusField } from './reading.ts';
import { marks, put, type Scan, take, takes } from './scan.ts';

const not =
  '(?<not>(?:sauf|hors|excepte|except(?: for)?|excluding|not|pas|sans|without|other than|autres? que|non) (?:les |des |the |by |par |de |aux |a )*)?';

type Codes = readonly (readonly [string, string])[];

/** A reader of the codes of a choice where `lead` stands before them. */
function choiceReader(field: ChoiceField, codes: Codes, lead: string): (scan: Scan) => readonly Filter[] {
  const joined = '(?: ?(?:et|ou|and|or) ?)';
  const any = codes.map(([, source]) => source).join('|');
  const list = new RegExp(
    `(?<![a-z0-9])${not}(?:${lead})(?<list>(?:${any})(?:(?: ?, ?(?:${any}))*${joined}(?:${any}))*)(?![a-z0-9])`,
    'g',
  );
  const each = codes.map(([code, source]) => ({ code, pattern: phrase(source) }));
  return (scan) =>
    take(scan, list).map(({ groups }): Filter => {
      const rest: Scan = { text: groups?.['list'] ?? '' };
      const at = each.flatMap(({ code, pattern }) => take(rest, pattern).map(({ index }) => ({ code, index })));
      const oneOf = [...new Set(at.sort((a, b) => a.index - b.index).map(({ code }) => code))];
      return { field, oneOf, not: groups?.['not'] !== undefined };
    });
}

const readKinds = choiceReader('kind', kindWords, '(?:(?:les|des|nos|mes|the|our|only|chez les|chez) )*');
const readChannels = choiceReader(
  'channel',
  channelWords,
  '(?:par |by |via |en |through |over |on (?:the )?|canal |channel |per |with |avec )(?:(?:the|un|une|le|la|a) )?',
);
const readCauses = choiceReader(
  'cause',
  causeWords,
  '(?:(?:a |pour |for |with |avec )?causes?(?: de retard)?(?: (?:est|is|was|:|de|of))?[ :]*|(?:because of|due to|a cause (?:de|d|des|du)|en raison (?:de|d|des|du)|pour cause de) (?:(?:a|the|un|une|l|la|le) )?)',
);
const readHoldReasons = choiceReader(
  'hold',
  holdWords,
  '(?:(?:blocages?|holds?|suspensions?)(?: (?:reasons?|motifs?))? (?:pour|for|:|de|d|cause)?[ :]*|(?:on hold|held|blocked|bloquee?s?|suspendue?s?|en attente|paused|en pause|en suspens) (?:for|by|pour|par|because of|due to|a cause (?:de|d|du)|en raison (?:de|d|du)|cause) (?:(?:a|an|the|un|une|la|le) )?)',
);
const readReasons = choiceReader(
  'dispute-reason',
  disputeReasonWords,
  '(?:(?:motifs?|raisons?|reasons?)(?: (?:de |of )?(?:litige|dispute|contestation))?(?: (?:est|is))?[ :]*|(?:pour|for|about|over|sur|concernant|on) (?:(?:le|la|les|the|a|un|une|des|du) )*)',
);

const readLevels = choiceReader('level', levelWords, '(?:(?:en|au stade|at|in|under|after|apres|de|la|the|a) )+');
const readCurrencies = choiceReader('currency', currencyWords, '(?:en|in) ');

const bucketCodes: Codes = [
  ['not-due', 'non echue?s?|pas (?:encore )?echue?s?|not (?:yet )?due|a echoir'],
  ['1-30', '1 ?(?:-|–|a|to) ?30'],
  ['31-60', '31 ?(?:-|–|a|to) ?60'],
  ['61-90', '61 ?(?:-|–|a|to) ?90'],
  ['over-90', '(?:over|plus de|\\+|>) ?90'],
];
const readBuckets = choiceReader(
  'bucket',
  bucketCodes.map(([code, source]) => [code, `(?:${source})(?: ?(?:jours?|j|days?|d))?`]),
  '(?:(?:tranches?|buckets?|bands?|aged) (?:de |d |of |the )?)',
);
const notDue = new RegExp(`(?<![a-z0-9])(?:${bucketCodes[0]?.[1] ?? ''})(?![a-z0-9])`, 'g');

const anyKind = kindWords.map(([, source]) => source).join('|');
const kindAsked = new RegExp(
  `(?<![a-z])(?:which|what|quelles?|quels?|list|liste|show|montre[rz]?|all|toutes?|tous) (?:(?:les|des|the|of|nos|our|me|moi|all) )*(?:${anyKind})(?![a-z])`,
);

/** Whether kinds of debtors are what is asked for: "which companies". */
export function asksKinds({ text }: Scan): boolean {
  return kindAsked.test(text);
}

/** The choices that words name: kinds of debtor, channels, causes, reasons, age classes. */
export function readChoices(scan: Scan): readonly Filter[] {
  const buckets = readBuckets(scan);
  const isNotDue = takes(scan, notDue) ? [{ field: 'bucket', oneOf: ['not-due'], not: false } as const] : [];
  return [
    ...readLevels(scan),
    ...readCurrencies(scan),
    ...buckets,
    ...isNotDue,
    ...readHoldReasons(scan),
    ...readCauses(scan),
    ...readReasons(scan),
    ...readKinds(scan),
    ...readChannels(scan),
  ];
}

const states = stateWords.map(([what, isNot, source]) => ({ what, isNot, pattern: phrase(source) }));

/** The states that words say an account or line is in, or is not. */
export function readStates(scan: Scan): readonly Filter[] {
  return states.flatMap(({ what, isNot, pattern }): readonly Filter[] =>
    takes(scan, pattern) ? [{ field: 'has', what, not: isNot }] : [],
  );
}

const compile = (table: typeof measureWords): readonly { measure: Mention['measure']; pattern: RegExp }[] =>
  table.map(([measure, source]) => ({ measure, pattern: phrase(source) }));
const firstMeasures = compile(firstMeasureWords);
const measures = compile(measureWords);

/** What is asked for, in the order it is written; the longer of two that begin at one place. */
export function readMeasures(scan: Scan): readonly Mention[] {
  return mentions(scan, measures);
}

/** Rates, and amounts that are said to be amounts. */
export function readFirstMeasures(scan: Scan): readonly Mention[] {
  return mentions(scan, firstMeasures);
}

function mentions(scan: Scan, table: typeof measures): readonly Mention[] {
  return table
    .flatMap(({ measure, pattern }) => take(scan, pattern).map(({ index, 0: word }) => ({ measure, at: index, word })))
    .sort((a, b) => a.at - b.at);
}

const groupLead =
  '(?:(?:(?:ventile|reparti|split|broken down|grouped?|regroupe|classe|detaille|sum(?:med)?|total)e?s? )?(?:par|by|per|pour chaque|for each|for every|selon|across)|de chaque|of each) (?:(?:le|la|les|l|the|our|type de) )?';
const groups = groupWords.map(([groupBy, source]) => ({ groupBy, pattern: phrase(`${groupLead}(?:${source})`) }));
const trend = phrase(
  'evolution|tendance|trend|over time|au fil du temps|mois (?:par|apres) mois|month (?:by|on|over|after) month|mensuel(?:le)?s?|monthly',
);

/** By what the answer is split; the first that is said. */
export function readGroups(scan: Scan): readonly Grouping[] {
  const found = groups.flatMap(({ groupBy, pattern }) => take(scan, pattern).map(({ index }) => ({ groupBy, index })));
  const named = found.sort((a, b) => a.index - b.index).map(({ groupBy }) => groupBy);
  return takes(scan, trend) && named.length === 0 ? ['month'] : named;
}

const sortLead =
  '(?:tri(?:e|es|er|ee|ees|ez)|class(?:e|es|er|ee|ees|ez)|ordonn(?:e|es|er|ez)|sort(?:ed)?|order(?:ed)?|rank(?:ed)?|arrange)(?: (?:les|moi|them|these|it|la liste|the list|ca))*(?: (?:par|by|on|selon|de))?(?: (?:le|la|l|the|ordre|order|of|de|d))*';
const direction =
  '(?: (?:(?<up>croissante?s?|ascending|asc|increasing|up)|(?<down>decroissante?s?|descending|desc|decreasing|down)))?';
const bySort = orderWords.map(([by, source]) => ({ by, pattern: phrase(`${sortLead} (?:${source})${direction}`) }));
const byPlain = orderWords.map(([by, source]) => ({
  by,
  pattern: phrase(`(?:par|by) (?:(?:ordre|order) (?:de |d |of )?)?(?:le |la |l )?(?:${source})${direction}`),
}));
const oldest = phrase(
  '(?:(?:du |les |le |the )?plus (?:ancien(?:ne)?s?|vieux|vieilles) (?:d abord|en premier|en tete|first)|oldest first|(?:by )?longest overdue(?: first)?)',
);
const biggestFirst = phrase(
  '(?:(?:les |du )?plus (?:gros(?:ses)?|grande?s?|importante?s?) (?:d abord|en premier|en tete)|(?:biggest|largest|highest) first)',
);
const ascends = new Set<Order['by']>(['name', 'date', 'group']);

function orderOf(by: Order['by'], groups: Readonly<Record<string, string | undefined>>): Order {
  const descending = groups['up'] !== undefined ? false : groups['down'] !== undefined ? true : !ascends.has(by);
  return { by, descending };
}

/** How the rows are put: an explicit wish anywhere; "par montant" where nothing is split by it. */
export function readOrder(scan: Scan): Order | null {
  if (takes(scan, oldest)) return { by: 'days-overdue', descending: true };
  if (takes(scan, biggestFirst)) return { by: 'amount', descending: true };
  for (const { by, pattern } of [...bySort, ...byPlain]) {
    const [match] = take(scan, pattern);
    if (match !== undefined) return orderOf(by, match.groups ?? {});
  }
  return null;
}

const big =
  'plus (?:gros(?:ses)?|grande?s?|importante?s?|eleve(?:e|s|es)?|forts?|fortes?)|biggest|largest|highest|greatest|top|worst|pires?|main|principa(?:l|ux|les|le)';
const limitPatterns: readonly (readonly [RegExp, boolean])[] = [
  [phrase(`(?:(?:les|nos|mes|the|our|my|des|de|du|of) )*(?:top|top de) (?<n>\\d{1,5})`), true],
  [phrase(`(?:(?:les|nos|mes|the|our|my|des|de|du|of) )*(?<n>\\d{1,5}) (?:${big})`), true],
  [phrase(`(?:(?:les|nos|mes|the|our|my) )*(?:${big}) (?<n>\\d{1,5})`), true],
  [
    phrase(`(?:(?:les|des|the|du|de) )*(?:(?<n>\\d{1,5}) (?:premiere?s?|first)|(?:first|premiere?s?) (?<m>\\d{1,5}))`),
    false,
  ],
];
const largestOne = phrase(
  `(?:(?:le|la|the|notre|our|my|mon) )?(?:plus (?:gros|grosse|grand|grande|important|importante)(?: (?=client|debiteur|compte|facture|dette))|(?:biggest|largest)(?= (?:debtor|customer|account|invoice|debt|client)(?![a-z]))|worst(?= (?:debtor|customer|payer)(?![a-z])))`,
);
const largestMany = phrase(`(?:(?:les|nos|mes|the|our|my) )*(?:${big})`);
const offsetPattern = phrase('(?:from row|a partir du rang|from rank) (?<n>\\d{1,6})');

/** How many rows, from which on, and whether they are the largest. */
export function readLimit(scan: Scan): { limit: number | null; largest: boolean; offset: number } {
  const [from] = take(scan, offsetPattern);
  const offset = Math.max(0, Number(from?.groups?.['n'] ?? 1) - 1);
  for (const [pattern, largest] of limitPatterns) {
    const [match] = take(scan, pattern);
    const { n, m } = match?.groups ?? {};
    const count = Number(n ?? m ?? 0);
    if (match === undefined || count === 0) continue;
    put(scan, match.index, match.index + match[0].length, marks.count); // "la part des dix premiers" speaks of it
    return { limit: count, largest, offset };
  }
  if (takes(scan, largestOne)) return { limit: 1, largest: true, offset };
  return { limit: null, largest: takes(scan, largestMany), offset };
}

const subjects = subjectWords.map(([subject, source]) => ({ subject, pattern: phrase(source) }));
const counting = phrase(
  'combien(?: (?:ai je|avons nous|a t on|on a|y a t il|il y a|j ai|as tu|avez vous))*(?: (?:de|d|des))|nombre(?: (?:de|d|des|total))*|how many|number of|count(?: of)?',
);
const counted =
  /^(?:(?:open|late|broken|kept|active|new) )?(?:promesses?|promises?|plans?|echeanciers|litiges?|contestations?|disputes?|taches|tasks|blocages|suspensions|holds|stops|desabonnements|opt ?outs)(?![a-z])/;
const blanks = new RegExp(readMark, 'g');
const listing = phrase('(?:liste|list) (?:de |des |of )?(?:tous |all )?(?:les |the |mes |nos |my |our )?');

/** Of what it asks, and whether it counts them. */
export function readSubject(scan: Scan): { subject: Grouping | null; counts: boolean; lists: boolean } {
  const counts = everyMatch(scan.text, counting).some(({ 0: { length }, index }) => {
    const after = scan.text
      .slice(index + length)
      .replace(blanks, ' ')
      .replace(/^ +(?:(?:the|our|my|les|nos|mes|des|open|different) )*/, '');
    return subjects.some(({ pattern }) => everyMatch(after, pattern)[0]?.index === 0) || counted.test(after);
  });
  takes(scan, counting);
  takes(scan, listing);
  const found = subjects.flatMap(({ subject, pattern }) =>
    take(scan, pattern).map(({ index, 0: word }) => ({ subject, index, word })),
  );
  const sorted = found.sort((a, b) => a.index - b.index);
  const chosen = sorted.find(({ word }) => !/^(?:qui|who|ceux|celles|those)$/.test(word)) ?? sorted[0];
  return { subject: chosen?.subject ?? null, counts, lists: false };
}

const statuses = Object.entries(statusWords).map(([field, words]) => ({
  field: field as StatusField,
  words: words.map(([codes, source]) => ({
    codes,
    pattern: phrase(`(?:(?:qui )?(?:n )?(?:sont|est|ont|a|ete|etre|are|is|was|were|that|which) )*(?:${source})`),
  })),
}));

/** The statuses that words give to the things a question is about. */
export function readStatuses(scan: Scan, field: StatusField): readonly string[] {
  const words = statuses.find((each) => each.field === field)?.words ?? [];
  const codes = words.flatMap(({ codes: each, pattern }) => (takes(scan, pattern) ? each : []));
  return [...new Set(codes)];
}

const things: readonly (readonly [StatusField, string])[] = [
  ['promise-status', 'promises?|promesses?'],
  ['plan-status', 'plans?'],
  ['dispute-status', 'disputes?|litiges?'],
];
const besides = things.map(([field, thing]) => {
  const any = statusWords[field].map(([, source]) => source).join('|');
  const list = `(?<list>(?:${any})(?: (?:et|ou|and|or) (?:${any}))*)`;
  const lead = `(?:(?:${thing}) status(?:es)? |statuts? (?:de |du |des )(?:la |le )?(?:${thing}) )`;
  return {
    field,
    pattern: new RegExp(`(?<![a-z0-9])(?<not>(?:not|pas|sauf|except|hors) )?${lead}${list}(?![a-z0-9])`, 'g'),
  };
});

/** The statuses of promises, plans and disputes that are named where something else is asked for: "promise status broken". */
export function readStatusesBeside(scan: Scan): readonly Filter[] {
  return besides.flatMap(({ field, pattern }) =>
    take(scan, pattern).map(({ groups: found }): Filter => ({
      field,
      oneOf: readStatuses({ text: found?.['list'] ?? '' }, field),
      not: found?.['not'] !== undefined,
    })),
  );
}
