import { type Language } from '../../domain/language.ts';
import { type RefusalCode } from '../../domain/staff/measures/allowed.ts';
import { say } from '../messages/wording.ts';
import { columnWords } from './words/column-words.ts';

const texts: Readonly<Record<Language, Readonly<Record<RefusalCode, string>>>> = {
  fr: {
    'not-allowed': 'Votre rôle ne vous permet pas de lire les comptes. Votre administrateur peut le changer.',
    'grouping-does-not-fit': '« {line} » : cela ne se répartit pas par {about}.',
    'filter-does-not-fit': '« {line} » : cela ne se filtre pas par {about}.',
    'order-does-not-fit': '« {line} » : cela ne se trie pas par {about}.',
    'range-empty': '« {line} » : la fin vient avant le début.',
    'as-of-ahead': 'Je ne réponds pas pour un jour à venir : rien n’en est connu.',
    'too-much': 'C’est trop à lire d’un coup. Ajoutez un filtre, ou demandez moins de lignes.',
  },
  en: {
    'not-allowed': 'Your role does not let you read accounts. Your administrator can change that.',
    'grouping-does-not-fit': '“{line}”: that cannot be split by {about}.',
    'filter-does-not-fit': '“{line}”: that cannot be filtered by {about}.',
    'order-does-not-fit': '“{line}”: that cannot be sorted by {about}.',
    'range-empty': '“{line}”: the end comes before the beginning.',
    'as-of-ahead': 'I cannot answer for a day to come: nothing is known of it.',
    'too-much': 'That is too much to read at once. Add a filter, or ask for fewer rows.',
  },
};

/** Why a question that was understood is not answered. */
export function refusedText(why: RefusalCode, about: string | null, line: string, language: Language): string {
  const word = about === null ? '' : columnWords(about, language).toLocaleLowerCase(language);
  return say(texts, why, language, { line, about: word });
}
