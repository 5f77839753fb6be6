import { type PackId } from './policy.ts';

// CPCE L111-8, paragraphs 2 and 3, which R124-4 wants reproduced. The law's own words are not ours to soften.
const article =
  '« Les frais de recouvrement entrepris sans titre exécutoire restent à la charge du créancier, sauf s’ils concernent un ' +
  'acte dont l’accomplissement est prescrit par la loi au créancier. Toute stipulation contraire est réputée non écrite, ' +
  'sauf disposition législative contraire.\nCependant, le créancier qui justifie du caractère nécessaire des démarches ' +
  'entreprises pour recouvrer sa créance peut demander au juge de l’exécution de laisser tout ou partie des frais ainsi ' +
  'exposés à la charge du débiteur de mauvaise foi. »';

// 12 CFR 1006.18(e)(1), 1006.34(c)(2)(i): what a first communication discloses.
const miniMiranda =
  'This is an attempt to collect a debt. We are a debt collector, and any information obtained will be used for that purpose.';

/** What a law of the pack wants reproduced word for word, in the language of the law; none: null. */
export const statutoryTexts: Readonly<Record<PackId, string | null>> = {
  'fr-b2b': null,
  'fr-b2c': null,
  'fr-public': null,
  'fr-third-party': article,
  uk: null,
  'us-reg-f': miniMiranda,
};
