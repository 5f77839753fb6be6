import { type Command, type SlotValue } from '../domain/command.ts';
import { changedContact } from './contact-words.ts';
import { type ReadValues, valuesOf } from './read-values.ts';
import { type Situation } from './situation.ts';

/** "Je change de numéro", "my new e-mail is ...": the request with the addresses said; null when it is not asked, or going on. */
export function contactChange(folded: string, read: ReadValues, situation: Situation): Command | null {
  const what = situation.flow === 'contact' ? null : changedContact(folded);
  if (what === null) return null;
  const addresses = valuesOf(read.spans).filter(({ kind }) => kind === 'phone' || kind === 'email');
  const said: readonly SlotValue[] = what === 'any' ? [] : [{ kind: 'text', text: what }];
  return { kind: 'start', flow: 'contact', values: [...said, ...addresses] };
}
