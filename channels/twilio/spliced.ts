import { type FormParameters } from './form-parameters.ts';

const ids = /(?<!OriginalReplied)MessageSid((?:SM|MM)[0-9a-fA-F]{32})/g;
const numbers = /From((?:whatsapp:)?\+[1-9]\d{6,14})/g;
const userIds = /From(whatsapp:[A-Z]{2}\.[A-Za-z0-9.]*)/g; // runs on into the name that follows

/**
 * Whether what was signed could be read as another message too. The signature covers names and values run together, so who chooses the
 * words of one message can write a whole other one into them (`soldeFrom+336…MessageSidSM…Z`) and move the borders afterwards, with
 * plain names and none of them twice. Wherever the borders are, the text that was signed then names two senders or two ids.
 */
export function couldBeAnother(parameters: FormParameters): boolean {
  const signed = Object.keys(parameters)
    .sort()
    .map((name) => name + (parameters[name] ?? ''))
    .join('');
  const { MessageSid: id, From: from = '' } = parameters;
  const otherId = [...signed.matchAll(ids)].some(([, found]) => found !== id);
  const otherNumber = [...signed.matchAll(numbers)].some(([, found]) => found !== from);
  return otherId || otherNumber || [...signed.matchAll(userIds)].some(([, found = '']) => !found.startsWith(from));
}
