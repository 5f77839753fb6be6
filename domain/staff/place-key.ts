/**
 * A place's name as it is compared: without accents, case, hyphens and apostrophes, `St` and `Ste` written out, and without CEDEX or the
 * district of Paris, Lyon or Marseille. The database makes the same of an address (solde_place_key).
 */
export function placeKey(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/\bcedex( \d{1,2})?\b/g, '')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.replace(/^(paris|lyon|marseille) \d{1,2}(er|e|eme|ieme|nd|nde)?( arrondissement)?$/, '$1');
}
