import { type Command } from '../domain/command.ts';
import { type Loaded } from '../domain/turn.ts';

/** What the bot acts on: everything, or, while a person holds the conversation, STOP and START alone; null: it says nothing. */
export function heardWhileHeld({ controller }: Loaded, commands: readonly Command[]): readonly Command[] | null {
  if (controller === 'bot') return commands;
  const heard = commands.filter(({ kind }) => kind === 'stop' || kind === 'resume');
  return heard.length === 0 ? null : heard;
}
