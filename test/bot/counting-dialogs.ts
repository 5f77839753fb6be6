import { type Dialogs, type Settled, type TurnSituation, type TurnUnderstood } from '../../bot/ports.ts';
import { type Context } from '../../dialogs/form.ts';
import { type Command } from '../../domain/command.ts';
import { type Message } from '../../domain/message.ts';
import { type Request } from '../../domain/request.ts';

/** A conversation that numbers what it hears: the state is the list of texts, the answer its length and the last of them. */
export const countingDialogs: Dialogs = {
  language: () => null,
  situate: () => ({ pending: null, options: [], flow: null }),
  converse: ({ state, commands, context }) => ({
    request: requestOf(commands),
    held: [...heard(state), context.text],
  }),
  settle: ({ held, request }, outcome, context) => {
    const texts = held as readonly string[];
    const what = outcome.refusal ?? request?.kind ?? 'heard';
    return settled(texts, `${texts.length} ${what} ${context.text}`, context);
  },
  apology: (state, context) => settled([...heard(state), context.text], 'sorry', context),
  codeMessage: (code, context) => message(`code ${code}`, context),
};

/** The exact words `human`, `stop`, `start` and `ill` mean something; the rest is only heard. */
export function plainUnderstand(text: string, _situation: TurnSituation): Promise<TurnUnderstood> {
  return Promise.resolve(plainHere(text));
}

/** The same, at once. */
export function plainHere(text: string): TurnUnderstood {
  return { commands: [commandOf(text)], language: null, source: 'exact' };
}

function commandOf(text: string): Command {
  const [word = ''] = text.split(' ');
  if (word === 'human') return { kind: 'human', callback: false };
  if (word === 'stop') return { kind: 'stop' };
  if (word === 'start') return { kind: 'resume' };
  if (word === 'ill') return { kind: 'distress', of: 'illness' };
  return { kind: 'unclear', candidates: [] };
}

function requestOf([command]: readonly Command[]): Request | null {
  switch (command?.kind) {
    case 'human':
      return { kind: 'human', reason: 'asked', callback: null, note: null };
    case 'stop':
      return { kind: 'stop' };
    case 'resume':
      return { kind: 'resume' };
    case 'distress':
      return { kind: 'distress', of: command.of };
    default:
      return null;
  }
}

function heard(state: unknown): readonly string[] {
  const texts = (state as { readonly texts?: readonly string[] } | null)?.texts;
  return texts ?? [];
}

function settled(texts: readonly string[], text: string, context: Context): Settled {
  return { state: { texts }, language: 'fr', messages: [message(text, context)] };
}

function message(text: string, _context: Context): Message {
  return { key: 'test.counted', class: 'reply', language: 'fr', text };
}
