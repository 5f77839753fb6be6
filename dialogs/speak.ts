import { type Language } from '../domain/language.ts';
import { engineTexts } from './messages/engine.ts';
import { say } from './messages/wording.ts';
import { reply } from './reply.ts';
import { type LanguageChoice } from './state.ts';
import { type Talk, tell, tellWords, withState } from './talk.ts';

// What someone writes now says more than what was once noted about their account.
const ranks: readonly LanguageChoice['from'][] = ['default', 'account', 'detected', 'explicit'];

/** Takes the language when it is better founded than the one in use; slots and questions stay. */
export function setLanguage(talk: Talk, choice: LanguageChoice): Talk {
  const { value, from } = talk.state.language;
  if (ranks.indexOf(choice.from) < ranks.indexOf(from)) return talk;
  if (choice.value === value && choice.from === from) return talk;
  const state = withState(talk, { language: choice, otherLanguage: 0 });
  return { ...state, context: { ...state.context, language: choice.value } };
}

/** The person asked for it: at once, whatever is going on. */
export function switchLanguage(talk: Talk, to: Language): Talk {
  return tellWords(setLanguage(talk, { value: to, from: 'explicit' }), 'languageSet');
}

/**
 * Words clearly in the other language: at first they decide; once a language was chosen or an account says so, the second such
 * message in a row brings an offer, never a switch.
 */
export function heed(talk: Talk, detected: Language | null): Talk {
  const { value, from } = talk.state.language;
  if (detected === null || detected === value) return withState(talk, { otherLanguage: 0 });
  if (from === 'default') return setLanguage(talk, { value: detected, from: 'detected' });
  const count = talk.state.otherLanguage + 1;
  const counted = withState(talk, { otherLanguage: count });
  if (count !== 2) return counted;
  return tell(counted, reply(detected, 'engine.languageOffer', say(engineTexts, 'languageOffer', detected)));
}
