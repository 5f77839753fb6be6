import { type Instant } from '../domain/calendar.ts';
import { type FlowName } from '../domain/command.ts';
import { isLanguage, type Language } from '../domain/language.ts';
import { type DialogState, emptyState, type LanguageChoice } from './state.ts';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const provenances = ['default', 'page', 'account', 'detected', 'explicit'] as const;

function readLanguage(stored: Readonly<Record<string, unknown>>, fallback: LanguageChoice): LanguageChoice {
  const language = stored['language'];
  if (!isRecord(language)) return fallback;
  const from = provenances.find((candidate) => candidate === language['from']);
  const value = language['value'];
  return from === undefined || typeof value !== 'string' || !isLanguage(value) ? fallback : { value, from };
}

/**
 * The stored state, or null where nothing was stored. What this release cannot continue (another version of the state or of a
 * form) is dropped politely: language and greeting are kept, and the next answer says that we start again.
 */
export function readState(
  stored: unknown,
  versions: (flow: FlowName) => number | null,
  fallback: { readonly language: LanguageChoice; readonly now: Instant },
): DialogState | null {
  if (!isRecord(stored)) return null;
  const language = readLanguage(stored, fallback.language);
  const fresh = { ...emptyState(language, fallback.now), greeted: stored['greeted'] === true, restarted: true };
  if (stored['version'] !== 1 || !Array.isArray(stored['frames'])) return fresh;
  const state = stored as DialogState; // written by `settle` in version 1, kept by the store as it was
  const sameForms = state.frames.every((frame) => versions(frame.flow) === frame.version);
  return sameForms ? state : { ...fresh, prompts: state.prompts, lastAct: state.lastAct };
}

/** The language a stored conversation goes on in; null before anything was said. */
export function storedLanguage(stored: unknown): Language | null {
  if (!isRecord(stored) || !isRecord(stored['language'])) return null;
  const value = stored['language']['value'];
  return typeof value === 'string' && isLanguage(value) ? value : null;
}
