import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { date } from '../domain/civil-date.ts';
import { type Language, languages } from '../domain/language.ts';
import { featuresOf, normalise } from './features.ts';
import { fold } from './fold.ts';
import { encodeModel } from './linear-model.ts';
import { readValues } from './read-values.ts';
import { sanitise } from './sanitise.ts';
import { type Situation } from './situation.ts';
import { type Example, seededDraws, trainModel } from './train-model.ts';

const Seeds = z.object({ fr: z.array(z.string()), en: z.array(z.string()) });
const letters = 'abcdefghijklmnopqrstuvwxyz';
type Seed = { readonly label: string; readonly language: Language; readonly text: string; readonly weight: number };

function readFolder(folder: URL, weight: number): readonly Seed[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().flatMap((name) => {
    const seeds = Seeds.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    const label = basename(name, '.json');
    return languages.flatMap((language) => seeds[language].map((text) => ({ label, language, text, weight })));
  });
}

/** Utterances we wrote, by what they mean (`none` is what we do not do), then those of others, which weigh less. */
export function readSeeds(): readonly Seed[] {
  return [
    ...readFolder(new URL('./seeds/', import.meta.url), 1),
    ...readFolder(new URL('./outside/', import.meta.url), 0.15),
  ];
}

function situationOf(language: Language): Situation {
  return {
    language,
    today: date('2026-01-15'),
    currency: 'EUR',
    pending: null,
    options: [],
    invoiceNumbers: [],
    flow: null,
  };
}

/** One slip in about ten letters, as thumbs make them. */
function damage(text: string, draw: (below: number) => number): string {
  return text
    .split('')
    .map((letter, at) => {
      if (!/[a-z]/.test(letter) || draw(12) !== 0) return letter;
      const slips = ['', letter + letter, letters[draw(26)] ?? '', (text[at + 1] ?? '') + letter];
      return slips[draw(4)] ?? letter;
    })
    .join('');
}

function intentExamples(seeds: readonly Seed[]): readonly Example[] {
  const draw = seededDraws(11);
  return seeds.flatMap(({ label, language, text, weight }) => {
    const { text: read, spans } = readValues(sanitise(text), situationOf(language));
    const normalised = normalise(read, spans);
    const clean: Example = { counts: featuresOf(normalised), label, weight };
    return normalised.length < 6 || weight < 1
      ? [clean]
      : [clean, { counts: featuresOf(damage(normalised, draw)), label, weight: weight / 2 }];
  });
}

function languageExamples(seeds: readonly Seed[]): readonly Example[] {
  return seeds
    .filter(({ label }) => label !== 'language')
    .map(({ language, text }) => ({ counts: featuresOf(fold(sanitise(text))), label: language, weight: 1 }));
}

/** The weights as bytes: the model of intents, then the model of languages. */
export function trainWeights(): Uint8Array {
  const seeds = readSeeds();
  const intents = encodeModel(trainModel(intentExamples(seeds), { epochs: 12, rate: 0.5, rareBelow: 3 }));
  const spoken = encodeModel(trainModel(languageExamples(seeds), { epochs: 6, rate: 0.5, rareBelow: 3 }));
  const intentsPadded = new Uint8Array(Math.ceil(intents.length / 4) * 4);
  intentsPadded.set(intents);
  const bytes = new Uint8Array(4 + intentsPadded.length + spoken.length);
  bytes.set(new Uint8Array(Uint32Array.of(intentsPadded.length).buffer));
  bytes.set(intentsPadded, 4);
  bytes.set(spoken, 4 + intentsPadded.length);
  return bytes;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(new URL('./weights.bin', import.meta.url), trainWeights());
