import { type AttachedFile, type SlotValue } from '../domain/command.ts';
import { formatMoney, formatShortDate } from '../domain/format.ts';
import { type Option } from '../domain/message.ts';
import { place } from './fill.ts';
import { clarify } from './ladder.ts';
import { startAction } from './option-id.ts';
import { enterCode } from './confirm.ts';
import { type Form } from './form.ts';
import { reply } from './reply.ts';
import { placeIdentity } from './place-identity.ts';
import { startFlow } from './start.ts';
import { option, replaceTop, startOption, type Talk, tell, tellWords, topFrame, withState, words } from './talk.ts';
import { climb } from './ladder.ts';

/** Values someone gave: to the code asked for, the form going on, or a choice of what they are about. */
export function giveValues(talk: Talk, values: readonly SlotValue[], correct: boolean): Talk {
  const digits = values.find((value) => value.kind === 'digits');
  if (talk.state.pending?.kind === 'code' && digits !== undefined) return enterCode(talk, digits.digits);
  const frame = topFrame(talk);
  const form = frame === null ? null : talk.formOf(frame.flow);
  if (frame === null || form === null) return aboutValue(talk, values);
  if (form.level === 2 && talk.context.account === null) return replaceTop(talk, { held: [...frame.held, ...values] });
  if (frame.flow === 'identify') return giveIdentity(talk, form, { values, correct });
  const { talk: placed, left, placed: some } = place(talk, form, values, correct);
  return left.length > 0 && !some ? climb(placed) : placed;
}

type Given = { readonly values: readonly SlotValue[]; readonly correct: boolean };

/** Values while identity is being proved; what is not about identity is kept for the form that waits below. */
function giveIdentity(talk: Talk, form: Form, { values, correct }: Given): Talk {
  const { talk: placed, left, placed: some } = placeIdentity(talk, form, values, correct);
  return left.length === 0 ? placed : holdBelow(placed, left, some);
}

/** Said early, while identity is being proved: kept for the form that waits below. */
function holdBelow(talk: Talk, values: readonly SlotValue[], some: boolean): Talk {
  const { frames } = talk.state;
  const below = frames.at(-2);
  if (below === undefined) return some ? talk : climb(talk);
  return withState(talk, {
    frames: [...frames.slice(0, -2), { ...below, held: [...below.held, ...values] }, ...frames.slice(-1)],
  });
}

/** A bare value outside any form: what it may be about is asked, never guessed. */
function aboutValue(talk: Talk, values: readonly SlotValue[]): Talk {
  const value = values.find((candidate) => candidate.role !== 'old');
  if (value === undefined) return climb(talk);
  switch (value.kind) {
    case 'reference':
      return startFlow(talk, talk.context.account === null ? 'identify' : 'balance', [value]);
    case 'invoice':
      return offer(talk, value.number, [
        option(startAction('invoice', value), words(talk, 'seeInvoice')),
        option(startAction('pay', value), words(talk, 'payInvoice')),
        option(startAction('dispute', value), words(talk, 'disputeInvoice')),
      ]);
    case 'money':
      return startOffer(talk, formatMoney(value.money, talk.context.language));
    case 'date':
      return startOffer(talk, formatShortDate(value.date));
    case 'count':
    case 'frequency':
    case 'day':
      return startFlow(talk, 'plan', values);
    case 'reason':
      return startFlow(talk, 'dispute', values);
    default:
      return climb(talk);
  }
}

function startOffer(talk: Talk, value: string): Talk {
  return offer(talk, value, [startOption(talk, 'promise'), startOption(talk, 'plan'), startOption(talk, 'paid')]);
}

function offer(talk: Talk, value: string, options: readonly Option[]): Talk {
  const text = words(talk, 'aboutValue', { value });
  return { ...tell(talk, reply(talk.context.language, 'engine.aboutValue', text, { options })), still: true };
}

/** Files go to the form that wants evidence, else they are kept for the one chosen next. */
export function giveFiles(talk: Talk, files: readonly AttachedFile[]): Talk {
  const frame = topFrame(talk);
  if (frame !== null && talk.formOf(frame.flow)?.evidence === true) {
    return tellWords(replaceTop(talk, { files: [...frame.files, ...files] }), 'gotFileHere');
  }
  const kept = withState(talk, { files: [...talk.state.files, ...files].slice(-5) });
  if (frame !== null) return tellWords(kept, 'gotFileKept');
  const options = [startOption(kept, 'paid'), startOption(kept, 'dispute'), startOption(kept, 'human')];
  const text = words(kept, 'gotFile');
  return { ...tell(kept, reply(kept.context.language, 'engine.gotFile', text, { options })), still: true };
}

/** Words we are not sure of: taken whole where a sentence is wanted, else clarified or asked again. */
export function unclear(talk: Talk, candidates: Parameters<typeof clarify>[1]): Talk {
  const { pending } = talk.state;
  const frame = topFrame(talk);
  const slot =
    pending?.kind === 'slot' && frame !== null
      ? talk.formOf(frame.flow)?.slots.find((candidate) => candidate.name === pending.slot)
      : undefined;
  if (slot?.kinds.includes('text') === true && talk.context.text.trim() !== '') {
    return giveValues(talk, [{ kind: 'text', text: talk.context.text.trim() }], false);
  }
  return candidates.length > 0 && pending === null ? clarify(talk, candidates) : climb(talk);
}
