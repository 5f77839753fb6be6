import { type Language } from '../../domain/language.ts';

/** The few words that only a telephone message needs. */
export const smsTexts: Readonly<
  Record<Language, { readonly more: string; readonly answer: string; readonly stop: string }>
> = {
  fr: {
    more: 'Plus de détails : {url}',
    answer: 'Pour nous répondre : {url}',
    stop: 'Répondez STOP pour ne plus recevoir de SMS.',
  },
  en: {
    more: 'More details: {url}',
    answer: 'To answer us: {url}',
    stop: 'Reply STOP to receive no more texts.',
  },
};

/**
 * Single words that the carrier takes for itself: as STOP, START or HELP. A person who types one of our choices must not be cut off
 * by it, so no choice has such a label.
 */
const carriers = /^(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|yes|unstop|help|info|arret|arrêt)$/i;

const instead: Readonly<Record<string, string>> = { yes: 'Yes please', cancel: 'Drop it', end: 'That is all' };

/** A choice's label as an SMS may show it. */
export function smsLabel(label: string): string {
  return carriers.test(label.trim()) ? (instead[label.trim().toLowerCase()] ?? `${label} …`) : label;
}
