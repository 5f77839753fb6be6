import { type Unreadable } from '../domain/command.ts';
import { showMenu } from './menu.ts';
import { type EngineKey, type Talk, tellWords } from './talk.ts';

const texts: Readonly<Record<Unreadable, EngineKey>> = {
  voice: 'unreadVoice',
  video: 'unreadFile',
  file: 'unreadFile',
  location: 'unreadOther',
  contact: 'unreadOther',
  sticker: 'unreadOther',
};

/** Says what could not be read, and what can be sent instead; the question that waits is put again. */
export function sayUnreadable(talk: Talk, what: Unreadable): Talk {
  const said = tellWords(talk, texts[what]);
  return talk.state.frames.length > 0 || talk.state.pending !== null ? said : showMenu(said);
}
