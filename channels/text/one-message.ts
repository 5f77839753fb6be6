import { type Message } from '../../domain/message.ts';

/** What was said in one turn as one message: the last one, carrying those before it, with the choices of the turn. */
export function oneMessage(messages: readonly Message[]): readonly Message[] {
  const last = messages.at(-1);
  if (last === undefined || messages.length === 1) return messages;
  const options = messages.findLast((message) => (message.options?.length ?? 0) > 0)?.options;
  return [{ ...last, before: messages.slice(0, -1), ...(options === undefined ? {} : { options }) }];
}
