import { type Filter, type Measure, rangeOfDays, type StaffQuery } from '../../domain/staff/query.ts';
import { type Refinement } from '../../domain/staff/staff-command.ts';
import { ownThing } from './measure-words.ts';
import { type Period } from './periods.ts';
import { type Reading } from './reading.ts';
import { type StaffSituation } from './situation.ts';
import { standsStill, timeFieldOf, toQuery } from './to-query.ts';

const opening =
  /^(?:(?:ok|oui|yes|alors|merci|thanks|super|bien|great|please|svp),? )*(?:et|and|mais|but|puis|then|seulement|uniquement|juste|rien que|only|just|sans|without|hors|sauf|excluding|except|avec|with|trie[rz]?|triee?s?|tri|sort(?:ed)?|order(?:ed)?|rank(?:ed)?|classe[rz]?|par|by|per|ceux|celles|celui|those|the ones|ones|parmi|among|which (?:of|ones)|lesquels?|lesquelles?|qui d entre|combien d entre|how many of|what about|how about|meme chose|pareil|idem|same|now|maintenant|plutot|instead|enleve[rz]?|retire[rz]?|supprime[rz]?|remove|drop|clear|reset|limite[rz]?|limit|restreins|filtre[rz]?|filter|narrow|garde[rz]?|keep|exclu[st]?|exclue[rz]?|exclure|exclude|ignore[rz]?|ventile[rz]?|split|group(?:e[rz]?)?|break|regroupe[rz]?|au lieu|make it|also|aussi|ajoute[rz]?|add|montre[rz]? (?:moi )?(?:seulement|juste|que)|show (?:me )?(?:only|just))(?![a-z])/;
const ofThem =
  /(?<![a-z])(?:(?:of|among|from|in) (?:them|those|these)|d entre eux|d entre elles|parmi (?:eux|elles|ceux ci|ceux la)|lesquels?|lesquelles?|which ones?|those (?:who|that|with|in|over|from|of)|the ones|ceux (?:qui|de|a|du|avec|sans|en|dont)|celles (?:qui|de|a|du|avec|sans|en|dont))(?![a-z])/;
const dropping =
  /^(?:enleve[rz]?|retire[rz]?|supprime[rz]?|remove|drop|clear|reset|without the filter|sans (?:le |les )?filtres?|plus de filtres?|no filters?|annule[rz]? (?:le |les )?filtres?)(?![a-z])/;

const fieldNames: readonly (readonly [Filter['field'], RegExp])[] = [
  ['city', /(?<![a-z])(?:villes?|lieux?|city|cities|place|town)(?![a-z])/],
  ['amount', /(?<![a-z])(?:montants?|amounts?)(?![a-z])/],
  ['days-overdue', /(?<![a-z])(?:retards?|jours de retard|days overdue|days late|age|anciennete)(?![a-z])/],
  ['segment', /(?<![a-z])segments?(?![a-z])/],
  ['kind', /(?<![a-z])(?:types?|kinds?)(?![a-z])/],
  ['region', /(?<![a-z])regions?(?![a-z])/],
  ['owner', /(?<![a-z])(?:commercia(?:l|ux)|owners?|sales)(?![a-z])/],
  ['level', /(?<![a-z])(?:niveaux?|levels?)(?![a-z])/],
  ['channel', /(?<![a-z])(?:cana(?:l|ux)|channels?)(?![a-z])/],
  ['currency', /(?<![a-z])(?:devises?|currency|currencies)(?![a-z])/],
  ['risk', /(?<![a-z])(?:risques?|risks?)(?![a-z])/],
];
const allOf: readonly (readonly [Filter['field'], RegExp])[] = [
  ['city', /^(?:et )?(?:toutes les villes|partout|all (?:cities|towns|places)|everywhere|any city)$/],
  ['segment', /^(?:tous les segments|all segments)$/],
  ['owner', /^(?:tous les commerciaux|all (?:sales )?owners|all reps)$/],
  ['amount', /^(?:tous les montants|quel que soit le montant|all amounts|any amount)$/],
  ['days-overdue', /^(?:tous les retards|quel que soit le retard|any age|all ages)$/],
];
const allFilters =
  /^(?:(?:enleve[rz]?|retire[rz]?|supprime[rz]?|remove|drop|clear|reset) )?(?:(?:tous |all )?(?:les |the )?(?:filtres?|filters?)|tout|all|everything)$|^(?:sans|without|no|plus de|aucun) (?:(?:any|the|les) )?(?:filtres?|filters?)$/;

const nothing: Refinement = { add: [], drop: [] };

/** A wish to take conditions away from the question before, in plain words; null for none. */
export function droppedBy(words: string): Refinement | null {
  const plain = words.replace(/(?: (?:svp|stp|s il vous plait|please|pls|merci|thanks))+$/, '');
  if (allFilters.test(plain)) return { ...nothing, dropAll: true };
  const whole = allOf.find(([, pattern]) => pattern.test(plain));
  if (whole !== undefined) return { ...nothing, drop: [whole[0]] };
  if (!dropping.test(plain)) return null;
  const fields = fieldNames.filter(([, pattern]) => pattern.test(plain)).map(([field]) => field);
  return fields.length === 0 ? null : { ...nothing, drop: fields };
}

/** Whether words begin as those do that go on from the question before. */
export function goesOn(plain: string): boolean {
  return opening.test(plain) || ofThem.test(plain);
}

const states: Partial<Readonly<Record<Measure, Extract<Filter, { field: 'has' }>['what']>>> = {
  ...{
    promises: 'promise',
    promised: 'promise',
    disputes: 'dispute',
    disputed: 'dispute',
    plans: 'plan',
    planned: 'plan',
  },
  ...{ holds: 'hold', stops: 'stop', contacts: 'contact' },
};

/** "Which of them promised?": what is named is a state of those rows, with the status it was given. */
function asStates(reading: Reading, previous: StaffQuery): readonly Filter[] | null {
  const filters: Filter[] = [];
  for (const { measure } of reading.measures) {
    const what = states[measure];
    if (what === undefined) {
      if (measure === 'overdue') filters.push({ field: 'days-overdue', range: { min: 1, max: null } });
      else if (measure !== previous.measure && measure !== 'open') return null;
      continue;
    }
    const isBroken = reading.filters.some((of) => of.field === 'promise-status' && of.oneOf.includes('broken'));
    const isLate = reading.filters.some((of) => of.field === 'plan-status' && of.oneOf.includes('late'));
    filters.push({ field: 'has', what: isBroken ? 'broken-promise' : isLate ? 'late-plan' : what, not: false });
  }
  return filters;
}

type Timed = {
  readonly add: readonly Filter[];
  readonly drop: readonly Filter['field'][];
  readonly asOf?: StaffQuery['asOf'];
};

/** A new time takes the place of the old one: of the field that the question had, or as of which it was asked. */
function retimed(reading: Reading, previous: StaffQuery, measure: Measure, { today }: StaffSituation): Timed {
  const { times, asOf } = reading.times;
  if (asOf !== null) return { add: [], drop: [], asOf };
  const known = previous.filters
    .map(({ field }) => field)
    .find((field) => (rangeOfDays as readonly string[]).includes(field));
  const field =
    times.find((time) => time.field !== null)?.field ??
    (known as (typeof rangeOfDays)[number] | undefined) ??
    timeFieldOf(measure);
  const periods = times.flatMap(({ period }): readonly Period[] => (period === null ? [] : [period]));
  const isStill = standsStill(measure) && known === undefined && times.every((time) => time.field === null);
  const [first] = periods;
  if (isStill && first !== undefined) {
    const { max } = first;
    return { add: [], drop: [], asOf: max === null || max >= today ? null : max };
  }
  return { add: periods.map((range): Filter => ({ field, range })), drop: [] };
}

const cues = new Set(
  'seulement uniquement juste rien only just lesquels lesquelles lequel laquelle parmi among eux plutot instead garde gardez keep filtre filtrer filter narrow same idem pareil ones ajoute limite'.split(
    ' ',
  ),
);

/** How words change the question before; null where they say nothing that can change it. */
export function followUp(reading: Reading, plain: string, situation: StaffSituation): Refinement | null {
  const { previous, today } = situation;
  if (previous === null || reading.left.some((word) => !cues.has(word))) return null;
  const isOfThem = ofThem.test(plain);
  const named = reading.measures.map(({ measure }) => measure);
  const spans = reading.daySpans;
  const found =
    isOfThem ||
    /^(?:seulement|uniquement|only|just|juste|sans|without|hors|sauf|avec|with|excluding)(?![a-z])/.test(plain)
      ? asStates(reading, previous)
      : [];
  if (found === null) return null;
  const asked = isOfThem || found.length > 0 || named.length === 0 ? null : (toQuery(reading, today)?.query ?? null);
  const measure = asked?.measure ?? previous.measure;
  const { add: periods, drop, asOf } = retimed(reading, previous, measure, situation);
  const isAged = ['disputes', 'holds', 'tasks'].includes(measure);
  const days = spans.map(({ of, range }): Filter => ({
    field: of === 'age' || (of === null && isAged) ? 'age-days' : 'days-overdue',
    range: range ?? { min: null, max: null },
  }));
  const isBrokenOf = found.some(
    (filter) => filter.field === 'has' && ['broken-promise', 'late-plan'].includes(filter.what),
  );
  const kept = reading.filters.filter(
    ({ field }) => !(isBrokenOf && (field === 'promise-status' || field === 'plan-status')),
  );
  const add = [...kept, ...found, ...days, ...periods];
  const isCounted = reading.counts || /^(?:et |and )?(?:how many|combien)(?![a-z])/.test(plain);
  const grouping = isCounted && isOfThem ? null : groupingBy(reading, asked, previous);
  const by: Refinement = {
    ...{ add, drop },
    ...(measure === previous.measure ? {} : { measure }),
    ...(grouping === undefined ? {} : { groupBy: grouping }),
    ...(reading.order === null ? {} : { order: reading.order }),
    ...(reading.limit === null ? {} : { limit: reading.limit }),
    ...(asOf === undefined ? {} : { asOf }),
  };
  return Object.keys(by).length === 2 && add.length === 0 && drop.length === 0 ? null : by;
}

function groupingBy(
  reading: Reading,
  asked: StaffQuery | null,
  previous: StaffQuery,
): StaffQuery['groupBy'] | undefined {
  const [group] = reading.groups;
  if (group !== undefined) return group === previous.groupBy ? undefined : group;
  const wantsRows = reading.order !== null || reading.largest || reading.limit !== null;
  if (asked !== null) {
    const own = ownThing[asked.measure];
    if (own !== undefined) return reading.counts ? null : own;
    const isOwn =
      previous.groupBy !== null &&
      ownThing[previous.measure] === previous.groupBy &&
      previous.groupBy !== 'account' &&
      previous.groupBy !== 'line';
    return isOwn ? asked.groupBy : undefined;
  }
  if (reading.counts) return null;
  if (reading.subject !== null && reading.subject !== previous.groupBy) {
    return previous.groupBy === null || reading.subject === 'line' ? reading.subject : undefined;
  }
  return wantsRows && previous.groupBy === null ? 'account' : undefined;
}
