import { type Filter } from '../../domain/staff/query.ts';
import { makeComparison } from './compare.ts';
import { phrase } from './phrase.ts';
import { type Scan, take } from './scan.ts';

const lead = phrase(
  '(?:(?:avec |with |dont )?(?:le |un |une |a |la |the )?(?:score|indice|note|index) (?:de |of )?)?(?:risques?|risks?)(?: (?:score|index))?(?: (?:est|is|de|d))?(?= (?:[a-z]+ ){0,4}\\d{1,3}(?!\\d| ?(?:jours|days|€|euros|j))| ?[<>=≥≤])',
);
const compare = makeComparison({
  unit: '\\d{1,3}',
  tail: '(?: ?/ ?100| ?%)?',
  value: (digits) => (Number(digits) <= 100 ? Number(digits) : null),
});

/** The filter of the risk index, 0 to 100, where "risque" stands before what is compared. */
export function readRisk(scan: Scan): readonly (Filter | null)[] {
  const [found] = take(scan, lead);
  if (found === undefined) return [];
  const from = found.index + found[0].length;
  const until = scan.text.indexOf(',', from);
  const end = until < 0 ? scan.text.length : until;
  const clause: Scan = { text: scan.text.slice(from, end) };
  const [first] = compare(clause);
  if (first === undefined) return [null];
  scan.text = scan.text.slice(0, from) + clause.text + scan.text.slice(end);
  return [first.range === null ? null : { field: 'risk', range: first.range }];
}
