const departments: Readonly<Record<string, readonly string[]>> = {
  'Auvergne-Rhône-Alpes': ['01', '03', '07', '15', '26', '38', '42', '43', '63', '69', '73', '74'],
  'Bourgogne-Franche-Comté': ['21', '25', '39', '58', '70', '71', '89', '90'],
  Bretagne: ['22', '29', '35', '56'],
  'Centre-Val de Loire': ['18', '28', '36', '37', '41', '45'],
  Corse: ['20'], // 2A and 2B share it in postcodes
  'Grand Est': ['08', '10', '51', '52', '54', '55', '57', '67', '68', '88'],
  'Hauts-de-France': ['02', '59', '60', '62', '80'],
  'Île-de-France': ['75', '77', '78', '91', '92', '93', '94', '95'],
  Normandie: ['14', '27', '50', '61', '76'],
  'Nouvelle-Aquitaine': ['16', '17', '19', '23', '24', '33', '40', '47', '64', '79', '86', '87'],
  Occitanie: ['09', '11', '12', '30', '31', '32', '34', '46', '48', '65', '66', '81', '82'],
  'Pays de la Loire': ['44', '49', '53', '72', '85'],
  "Provence-Alpes-Côte d'Azur": ['04', '05', '06', '13', '83', '84'],
  Guadeloupe: ['971'],
  Martinique: ['972'],
  Guyane: ['973'],
  'La Réunion': ['974'],
  Mayotte: ['976'],
};

/** The eighteen regions of France (law 2015-29), as they are written. */
export const frenchRegions: readonly string[] = Object.keys(departments);

const byDepartment = new Map(
  Object.entries(departments).flatMap(([region, codes]) => codes.map((code) => [code, region] as const)),
);

/**
 * The region of a French department's code (`69`, `2A`, `974`) or postcode; null for any other text. A postcode follows its post office: a few
 * villages are served from the department next to theirs.
 */
export function frenchRegionOf(code: string): string | null {
  const text = code.trim().toUpperCase();
  if (/^2[AB]$/.test(text)) return 'Corse';
  if (!/^(\d{2}|97\d|\d{5})$/.test(text)) return null;
  return byDepartment.get(text.slice(0, 3)) ?? byDepartment.get(text.slice(0, 2)) ?? null;
}
