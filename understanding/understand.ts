import { type Command, type SlotValue } from '../domain/command.ts';
import { type ModelProposal } from '../domain/model-proposal.ts';
import { fold } from './fold.ts';
import { startOf } from './intent.ts';
import { type ModelPort } from './model-port.ts';
import { readReason } from './read-reason.ts';
import { type ReadValues, readValues } from './read-values.ts';
import { sanitise } from './sanitise.ts';
import { type Situation } from './situation.ts';
import { understandLocally } from './understand-locally.ts';
import { type Understood } from './understood.ts';

export type Understand = (text: string, situation: Situation) => Promise<Understood>;

/** Words of the person, or nothing: a span a model made up is dropped. */
function verbatim(raw: string, sanitised: string): string | null {
  const span = sanitise(raw);
  return span !== '' && sanitised.includes(span) ? span : null;
}

function valueOf(slot: SlotValue['kind'], raw: string, situation: Situation): SlotValue | null {
  if (slot === 'text') return { kind: 'text', text: raw };
  if (slot === 'reason') {
    const reason = readReason(fold(raw));
    return reason === null ? null : { kind: 'reason', reason };
  }
  const read = readValues(raw, situation).spans.map(({ value }) => value);
  return read.find((value) => value?.kind === slot) ?? null;
}

/** A value alone has lost the words that say what it is for: its role is that of the same value in the whole message. */
function withRolesOf(read: ReadValues, whole: ReadValues): ReadValues {
  const bare = ({ role: _role, ...value }: SlotValue): string => JSON.stringify(value);
  const spans = read.spans.map((span) => {
    const { value } = span;
    const same =
      value === null ? undefined : whole.spans.find((of) => of.value !== null && bare(of.value) === bare(value));
    return same === undefined ? span : { ...span, value: same.value };
  });
  return { ...read, spans };
}

function commandFor(proposal: ModelProposal, sanitised: string, situation: Situation): Command | null {
  if (proposal.kind === 'start') {
    const spans = proposal.raws.map((raw) => verbatim(raw, sanitised));
    if (spans.includes(null)) return null;
    if (proposal.flow === 'human') return { kind: 'human', callback: false };
    const read = readValues(spans.join(' ; '), situation);
    return startOf(proposal.flow, withRolesOf(read, readValues(sanitised, situation)), situation);
  }
  if (proposal.kind === 'set' || proposal.kind === 'correct') {
    const raw = verbatim(proposal.raw, sanitised);
    const value = raw === null ? null : valueOf(proposal.slot, raw, situation);
    return value === null ? null : { kind: proposal.kind, value };
  }
  if (proposal.kind === 'clarify') return { kind: 'unclear', candidates: proposal.flows.slice(0, 3) };
  if (proposal.kind === 'human') return { kind: 'human', callback: false };
  return proposal.kind === 'unknown' ? null : { kind: proposal.kind };
}

/** The commands of a reading, only when every one of them holds: one invention makes the whole reading worthless. */
function trusted(
  proposals: readonly ModelProposal[],
  sanitised: string,
  situation: Situation,
): readonly Command[] | null {
  if (proposals.length === 0 || proposals.length > 4) return null;
  const commands = proposals.map((proposal) => commandFor(proposal, sanitised, situation));
  return commands.every((command) => command !== null) ? commands : null;
}

/** Whether the model is to be asked what the local engine could not tell. */
function isUnsure({ source, commands }: Understood): boolean {
  return source === 'local' && commands.every(({ kind }) => kind === 'unclear');
}

/** What our own engine says at once; null where makeUnderstand would ask its model. */
export function makeUnderstandHere(options: {
  readonly model?: ModelPort;
}): (text: string, situation: Situation) => Understood | null {
  return (text, situation) => {
    const local = understandLocally(text, situation);
    return options.model !== undefined && isUnsure(local) ? null : local;
  };
}

/**
 * Understands messages: our own engine first, the model only where that is unsure. A model that is down, slow, wrong or
 * hostile leaves exactly what the local engine said.
 */
export function makeUnderstand(options: { readonly model?: ModelPort }): Understand {
  return async (text, situation) => {
    const local = understandLocally(text, situation);
    if (!isUnsure(local) || options.model === undefined) return local;
    const question = {
      text: sanitise(text),
      language: situation.language,
      flow: situation.flow,
      wanted: situation.pending?.kinds ?? [],
    };
    const reading = await options.model(question).catch(() => null);
    const commands = reading === null ? null : trusted(reading.proposals, question.text, situation);
    return commands === null ? local : { ...local, commands, source: 'model' };
  };
}
