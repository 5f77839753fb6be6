import { readFileSync } from 'node:fs';
import { type Language } from '../domain/language.ts';
import { featuresOf, isPlaceholder, normalise, wordFeature } from './features.ts';
import { fold } from './fold.ts';
import { classify, decodeModel, type LinearModel, type Ranking } from './linear-model.ts';
import { type Span } from './span.ts';

type Weights = { readonly intents: LinearModel; readonly languages: LinearModel };

let loaded: Weights | undefined;

function weights(): Weights {
  if (loaded === undefined) {
    const bytes = new Uint8Array(readFileSync(new URL('./weights.bin', import.meta.url)));
    const split = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    loaded = { intents: decodeModel(bytes.slice(4, 4 + split)), languages: decodeModel(bytes.slice(4 + split)) };
  }
  return loaded;
}

/** What folded text may mean, best first, with the values already read in it taken for what they are. */
export function rankIntents(text: string, spans: readonly Span[]): Ranking {
  return classify(weights().intents, featuresOf(normalise(text, spans)));
}

/** The share of a text's longer words that no utterance we trained on holds; 0 for a text without any. */
export function unknownShare(text: string, spans: readonly Span[]): number {
  const words = normalise(text, spans)
    .split(/[ ']/)
    .filter((word) => word.length >= 4 && !isPlaceholder(word));
  const unknown = words.filter((word) => !weights().intents.rows.has(wordFeature(word)));
  return words.length === 0 ? 0 : unknown.length / words.length;
}

const englishGreeting = /^(?:hello|hi|hi there|hey|good (?:morning|afternoon|evening))\b[ !.,]*(?:there)?[ !.,]*$/;
const frenchGreeting = /^(?:bonjour|bonsoir|salut|coucou)\b[ !.,]*$/;

const english = new Set(
  'please pls owe owed paying invoice invoices bill bills my hello hi hey payment payments instalments installments adviser advisor much already'.split(
    ' ',
  ),
);
const french = new Set(
  'solde facture factures svp stp bonjour bjr salut mon ma combien conseiller conseillere echeancier paiement dois regler contester'.split(
    ' ',
  ),
);

/** One or two words tell the language when one of them is of one language only. */
function fromWords(words: readonly string[]): Language | null {
  const [isEnglish, isFrench] = [words.some((word) => english.has(word)), words.some((word) => french.has(word))];
  return isEnglish === isFrench ? null : isEnglish ? 'en' : 'fr';
}

/** The language of a message, only on clear evidence: a greeting of one language, or three words at least and no doubt. */
export function detectLanguage(sanitised: string): Language | null {
  const folded = fold(sanitised);
  if (englishGreeting.test(folded)) return 'en';
  if (frenchGreeting.test(folded)) return 'fr';
  const words = folded.match(/[a-z']{2,}/g) ?? [];
  if (words.length < 3) return fromWords(words);
  const best = classify(weights().languages, featuresOf(folded))[0];
  if (best === undefined || best.score < 0.9) return null;
  return best.name === 'fr' ? 'fr' : 'en';
}
