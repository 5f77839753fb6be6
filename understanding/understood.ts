import { type Command, type FlowName } from '../domain/command.ts';
import { type Language } from '../domain/language.ts';

/** Which stage understood, in order of authority. */
type UnderstoodBy = 'safety' | 'exact' | 'answer' | 'rules' | 'local' | 'model';

/** What words meant: one to four commands in the order they were asked for. */
export type Understood = {
  readonly commands: readonly Command[];
  readonly language: Language | null; // only when the words are clearly in one
  readonly source: UnderstoodBy;
  readonly scores?: readonly { readonly flow: FlowName | 'none'; readonly score: number }[];
};
