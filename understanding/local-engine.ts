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

/** The language of a message, only on clear evidence: a greeting of one language, or three words at least and no doubt. */
export function detectLanguage(sanitised: string): Language | null {
  const folded = fold(sanitised);
  if (englishGreeting.test(folded)) return 'en';
  if (frenchGreeting.test(folded)) return 'fr';
  if ((folded.match(/[a-z']{2,}/g) ?? []).length < 3) return null;
  const best = classify(weights().languages, featuresOf(folded))[0];
  if (best === undefined || best.score < 0.9) return null;
  return best.name === 'fr' ? 'fr' : 'en';
}
