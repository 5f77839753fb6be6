import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { languages } from '../../domain/language.ts';
import {
  type ModelProposal,
  type ModelQuestion,
  type ModelReading,
  proposedFlows,
  proposedKinds,
} from '../../domain/model-proposal.ts';
import { maskText } from '../mask.ts';
import { type ModelClient } from '../model-client.ts';

const flow = z.enum(proposedFlows);
const slot = z.enum(proposedKinds);

/** A union rather than a discriminated one: strict structured output accepts `anyOf` only. */
const Proposal = z.union([
  z.object({ kind: z.literal('start'), flow, raws: z.array(z.string()) }),
  z.object({ kind: z.enum(['set', 'correct']), slot, raw: z.string() }),
  z.object({ kind: z.enum(['cancel', 'skip', 'repeat', 'help', 'human', 'unknown']) }),
  z.object({ kind: z.literal('clarify'), flows: z.array(flow) }),
]) satisfies z.ZodType<ModelProposal>;

/** What a model may answer: commands only, none by which it could consent. */
export const Reading = z.object({ language: z.enum([...languages, 'other']), commands: z.array(Proposal) });

const file = readFileSync(new URL('./understand.md', import.meta.url), 'utf8');
const [, front = '', prompt = ''] = /^---\n([\s\S]{0,400}?)\n---\n([\s\S]*)$/.exec(file) ?? [];

/** Which wording of the prompt an understanding came from. */
export const promptVersion = Number(/^version: (\d+)$/m.exec(front)?.[1] ?? 0);

/** Longer messages are cut for the model; our own engine reads more. */
const longest = 420;
const mostCommands = 4;

function restored(proposal: ModelProposal, restore: (span: string) => string): ModelProposal {
  if (proposal.kind === 'start') return { ...proposal, raws: proposal.raws.map(restore) };
  if (proposal.kind === 'set' || proposal.kind === 'correct') return { ...proposal, raw: restore(proposal.raw) };
  return proposal;
}

/**
 * Reads messages with a language model. Names, addresses and long numbers are masked before they leave and put back in the
 * spans that return; null whenever the model gave nothing usable.
 */
export function makeModelReader(ask: ModelClient): (question: ModelQuestion) => Promise<ModelReading | null> {
  return async ({ text, language, flow: talkedAbout, wanted }) => {
    const masked = maskText(text.slice(0, longest));
    const user = JSON.stringify({ user_text: masked.text, language, flow: talkedAbout, wanted });
    const reading = await ask({ name: 'commands', system: prompt, user, schema: Reading });
    if (reading === null || reading.commands.length > mostCommands) return null;
    return {
      language: reading.language,
      proposals: reading.commands.map((proposal) => restored(proposal, masked.restore)),
    };
  };
}
