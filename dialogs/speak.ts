import { type Language, languages } from '../domain/language.ts';
import { engineTexts } from './messages/engine.ts';
import { say } from './messages/wording.ts';
import { reply } from './reply.ts';
import { type LanguageChoice } from './state.ts';
import { type Talk, tell, tellWords, withState } from './talk.ts';

// What someone writes now says more than what was once noted about their account.
const ranks: readonly LanguageChoice['from'][] = ['default', 'page', 'account', 'detected', 'explicit'];

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

/** What is speaking, for whom, and how to reach a person; in both languages while nothing says which one they read. */
export function hello(talk: Talk, greetedIn: Language | 'both'): Talk {
  const { value } = talk.state.language;
  const values = { creditor: talk.context.creditor.name };
  const spoken = greetedIn === 'both' ? [value, ...languages.filter((other) => other !== value)] : [greetedIn];
  const text = spoken.map((language) => say(engineTexts, 'hello', language, values)).join('\n');
  return tell(withState(talk, { greeted: true, greetedIn }), reply(value, 'engine.hello', text));
}

/**
 * Words clearly in the other language: at first they decide, against what other words said before from the second message on;
 * once a language was chosen or an account says so, the second such message in a row brings an offer, never a switch.
 */
export function heed(talk: Talk, detected: Language | null): Talk {
  const { value, from } = talk.state.language;
  if (detected === null) return withState(talk, { otherLanguage: 0 });
  if (detected === value) {
    const same = withState(talk, { otherLanguage: 0 });
    return from === 'page' ? setLanguage(same, { value, from: 'detected' }) : same; // who writes what the page shows means it
  }
  const count = talk.state.otherLanguage + 1;
  if (from === 'default' || from === 'page' || (from === 'detected' && count === 2)) {
    const switched = setLanguage(talk, { value: detected, from: 'detected' });
    // Who was told in a language they do not write what is speaking is told again.
    return talk.state.greeted && talk.state.greetedIn === value ? hello(switched, detected) : switched;
  }
  const counted = withState(talk, { otherLanguage: count });
  if (count !== 2) return counted;
  return tell(counted, reply(detected, 'engine.languageOffer', say(engineTexts, 'languageOffer', detected)));
}
