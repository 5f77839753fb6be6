import { type Card } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { say } from '../messages/wording.ts';

const texts = {
  fr: {
    ready: 'Votre fichier est prêt',
    once: 'Le lien sert une fois, pendant trente minutes.',
    download: 'Télécharger {name}',
  },
  en: { ready: 'Your file is ready', once: 'The link works once, for thirty minutes.', download: 'Download {name}' },
} as const;

/** A file to fetch. */
export function linkCard(name: string, url: string, language: Language): Card {
  return {
    title: say(texts, 'ready', language),
    parts: [{ part: 'text', text: say(texts, 'once', language), weight: 'subtle' }],
    actions: [{ kind: 'open', url, label: say(texts, 'download', language, { name }) }],
  };
}
