import { type Filter } from '../../domain/staff/query.ts';
import { type Refinement } from '../../domain/staff/staff-command.ts';

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

/** Whether words are of the rows of the question before: "which of them". */
export function isOfThem(plain: string): boolean {
  return ofThem.test(plain);
}
