import { type StaffCommand } from '../../domain/staff/staff-command.ts';
import { type StaffModelPort } from '../../domain/staff/staff-proposal.ts';
import { fold } from '../fold.ts';
import { sanitise } from '../sanitise.ts';
import { fillers } from './filler-words.ts';
import { queryOfProposal } from './from-proposal.ts';
import { readStaff } from './read-staff.ts';
import { type StaffSituation } from './situation.ts';

/** What words of staff ask for, and whether a model was needed: running again might then understand something else. */
export type StaffRead = { readonly command: StaffCommand; readonly source: 'local' | 'model' };

/** Unknown words may be known to a model; what has no answer here has none for it either. */
function isUnsure(command: StaffCommand): boolean {
  return command.kind === 'unclear' || (command.kind === 'not-answerable' && command.why.missing === 'unknown-words');
}

/** The words of a text that name somebody: an article names nobody, whatever a company is called. */
function namesIn(text: string, isName: (word: string) => boolean): readonly string[] {
  const words = [...text.matchAll(/[\p{L}\p{N}&'-]{2,}/gu)].map(([word]) => word);
  return [...new Set(words)].filter((word) => !fillers.has(fold(word)) && isName(word));
}

/**
 * Reads words of staff: locally first, a model only where that is unsure. A model that is down, slow, wrong or hostile leaves exactly what was
 * read locally; all it can do is to propose a question, whose values are read again from the words.
 */
export function makeReadStaff(options: {
  readonly model?: StaffModelPort;
}): (text: string, situation: StaffSituation) => Promise<StaffRead> {
  return async (text, situation) => {
    const local = readStaff(text, situation);
    const clean = sanitise(text);
    const { model } = options;
    if (model === undefined || !isUnsure(local) || !/\p{L}{2}/u.test(fold(clean)))
      return { command: local, source: 'local' };
    const { vocabulary, language } = situation;
    const names = namesIn(clean, (word) => vocabulary.accounts(word).length > 0);
    const people = namesIn(clean, (word) => vocabulary.owners.some((owner) => fold(owner) === fold(word)));
    const proposal = await model({ text: clean, language, names, people }).catch(() => null);
    const query = proposal === null ? null : queryOfProposal(proposal, clean, situation);
    if (query === null) return { command: local, source: 'local' };
    return { command: { kind: 'query', query }, source: 'model' };
  };
}
