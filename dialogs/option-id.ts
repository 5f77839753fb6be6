import { disputeReasons, flows, type FlowName, type SlotValue } from '../domain/command.ts';

/**
 * What an option does, as forms write it: `slot:<name>=<value>`, `start:<flow>[=<kind>:<value>]`, `mask:<id>`, `change:<slot>`,
 * `confirm:<hash>`, `language:<l>`, `do:<command>`. Shown options carry the number of their prompt in front: `7.start:plan`.
 */
export type ShownId = { readonly prompt: number; readonly action: string };

export function shownId(prompt: number, action: string): string {
  return `${String(prompt)}.${action}`;
}

/** Splits a shown option's id; null for anything we never showed. */
export function readShownId(id: string): ShownId | null {
  const match = /^(\d{1,9})\.(.{1,300})$/s.exec(id);
  return match?.[1] === undefined || match[2] === undefined ? null : { prompt: Number(match[1]), action: match[2] };
}

/** The verb and the rest of an action. */
export function readAction(action: string): { readonly verb: string; readonly rest: string } {
  const at = action.indexOf(':');
  return at === -1 ? { verb: action, rest: '' } : { verb: action.slice(0, at), rest: action.slice(at + 1) };
}

/** An action that starts a flow, with one value already given. */
export function startAction(flow: FlowName, value?: SlotValue): string {
  const coded = value === undefined ? null : codeValue(value);
  return coded === null ? `start:${flow}` : `start:${flow}=${coded}`;
}

function codeValue(value: SlotValue): string | null {
  switch (value.kind) {
    case 'invoice':
      return `invoice:${value.number}`;
    case 'count':
      return `count:${String(value.count)}`;
    case 'text':
      return `text:${value.text}`;
    case 'reason':
      return `reason:${value.reason}`;
    default:
      return null;
  }
}

/** What an action of verb `start` starts; null when it names no flow. */
export function readStart(rest: string): { readonly flow: FlowName; readonly values: readonly SlotValue[] } | null {
  const [name = '', ...coded] = rest.split('=');
  const flow = flows.find((candidate) => candidate === name);
  if (flow === undefined) return null;
  const value = decodeValue(coded.join('='));
  return { flow, values: value === null ? [] : [value] };
}

function decodeValue(coded: string): SlotValue | null {
  const { verb, rest } = readAction(coded);
  if (verb === 'invoice') return { kind: 'invoice', number: rest };
  if (verb === 'count' && /^\d{1,6}$/.test(rest)) return { kind: 'count', count: Number(rest) };
  if (verb === 'text') return { kind: 'text', text: rest };
  const reason = disputeReasons.find((candidate) => verb === 'reason' && candidate === rest);
  return reason === undefined ? null : { kind: 'reason', reason };
}
