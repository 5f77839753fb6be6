import { fold } from './fold.ts';

/**
 * A place's name as it is compared: folded, `St` and `Ste` written out, without CEDEX or the district of Paris, Lyon or Marseille. The database
 * makes the same of an address (solde_place_key).
 */
export function placeKey(name: string): string {
  return fold(name)
    .replace(/\bcedex( \d{1,2})?\b/g, '')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .replace(/ +/g, ' ')
    .trim()
    .replace(/^(paris|lyon|marseille) \d{1,2}(er|e|eme|ieme|nd|nde)?( arrondissement)?$/, '$1');
}
