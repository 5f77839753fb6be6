import { type Request } from '../domain/request.ts';
import { type TurnCommit } from '../domain/turn.ts';
import { type TurnUnderstood } from './ports.ts';

/** As many digits as a one-time code has, in any script, together or with a space or a sign between them. */
const codeLike = /(?:\p{Nd}[\s.\-_]*){6}/u;

function triesCode(request: Request | null): boolean {
  return request?.kind === 'check-code' || (request?.kind === 'act' && request.confirmation.how === 'code');
}

/**
 * How words that hold a one-time code, or may, are kept: with dots for their digits, and of what was understood only the kinds.
 * Null for all other words. Whether a code is open when none was tried is for the commit to see.
 */
export function heardOf(text: string, understood: TurnUnderstood, request: Request | null): TurnCommit['heard'] {
  const tried = triesCode(request);
  if (!tried && !codeLike.test(text)) return null;
  const commands = understood.commands.map(({ kind }) => ({ kind }));
  return { tried, text: text.replace(/\p{Nd}/gu, '•'), understood: { ...understood, commands } };
}
