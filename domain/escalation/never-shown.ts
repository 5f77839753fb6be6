import { type Language } from '../language.ts';
import { type LegalKind, type PackId } from './policy.ts';

/** Words that judge, threaten or name people by what they owe: in no text, to nobody. */
const never: Readonly<Record<Language, RegExp>> = {
  fr: /d[ée]bit(?:eur|rice)|\bdettes?\b|cr[ée]anc|impay[ée]|recouvr|contentieux|mauvais payeur|relances?\b|rappel n|dernier (?:avertissement|rappel)|promesses? (?:non tenue|rompue)|refus|huissier|d[ée]faut de paiement|poursuites|\bsaisies?\b|sanction/iu,
  en: /\bdebts?\b|\bdebtors?\b|creditor|\bunpaid|arrears|collections?\b|collector|recovery|litigation|bad payer|reminders?\b|final (?:notice|warning|demand)|last warning|broken promise|\brefus|rejected|denied|delinquen|\bdefault|bailiff|overdue|\bsue\b|\bseiz/iu,
};

/** What the laws of third parties make us say: who writes, and why. */
const said: Readonly<Partial<Record<PackId, RegExp>>> = {
  uk: /nationaldebtline|pre-action protocol for debt claims/giu,
  'fr-third-party': /recouvrement amiable|amicable debt collection|the creditor/giu,
  'us-reg-f':
    /debt collectors?|collect a debt|the debts?\b|this debt|any debt|my debt|debt-collection|original creditor|current creditor|the creditor|recouvrement de dettes|recouvrer une dette|cette dette|créancier d’origine/giu,
};

const formal = /mises? en demeure|formal notice/iu;

/** The words of the text that must not be shown, in the order they stand; what a law of the pack makes us say is no such word. */
export function neverShown(text: string, language: Language, pack: PackId, legal: LegalKind): readonly string[] {
  const pattern = said[pack];
  const judged = pattern === undefined ? text : text.replace(pattern, ' ');
  const found = [...judged.matchAll(new RegExp(never[language], 'giu'))].map(([word]) => word);
  const notice = legal === 'formal-notice' ? null : formal.exec(judged)?.[0];
  return notice == null ? found : [...found, notice];
}

/** Words by which a stranger would learn that something is owed. */
const telling: Readonly<Record<Language, RegExp>> = {
  fr: /factur|montant|somme|solde|r[ée]gl|paie|pay[eé]|retard|[ée]ch[ée]ance|\bdûe?s?\b|\bdues?\b|impay|recouvr|dette|cr[ée]anc|mise en demeure|relev[ée]|urgent/iu,
  en: /invoice|amount|\bsums?\b|balance|\bpay|paid|\blate\b|overdue|\bdue\b|\bowe|unpaid|collect|\bdebt|statement|formal|urgent/iu,
};

const amount = /\d[\d\s\u00a0\u202f.,]*(?:€|£|\$|EUR|GBP|USD)|[€£$]\s?\d/u;

/** What of the text tells a stranger that something is owed; empty when nothing does. */
export function tellingWords(text: string, language: Language): readonly string[] {
  const found = [...text.matchAll(new RegExp(telling[language], 'giu'))].map(([word]) => word);
  const figure = amount.exec(text)?.[0];
  return figure === undefined ? found : [...found, figure];
}

/** An amount that stands in a text by itself, instead of coming from the ledger. */
export function ownAmount(text: string): string | null {
  return amount.exec(text)?.[0] ?? null;
}

const familiar = /(?<![\p{L}’'-])(?:tu|toi|te|ton|ta|tes|tien(?:ne)?s?)(?![\p{L}’'-])/iu;

/** Whether French words say *tu* where they must say *vous*. */
export function isFamiliar(text: string): boolean {
  return familiar.test(text);
}
