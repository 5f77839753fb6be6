import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { groupings, havings, measures, orders } from '../../domain/staff/query.ts';
import {
  type CodedField,
  codedFields,
  type ProposedCondition,
  spokenFields,
  type StaffModelPort,
  type StaffProposal,
} from '../../domain/staff/staff-proposal.ts';
import { maskText } from '../mask.ts';
import { type ModelClient } from '../model-client.ts';

const codedNames = Object.keys(codedFields) as [CodedField, ...CodedField[]];
const codes = [...new Set(Object.values(codedFields).flat())] as [string, ...string[]];

/** A union rather than a discriminated one: strict structured output accepts `anyOf` only. */
const Condition = z.union([
  z.object({ kind: z.literal('spoken'), field: z.enum(spokenFields), raw: z.string() }),
  z.object({
    kind: z.literal('coded'),
    field: z.enum(codedNames),
    code: z.enum(codes),
    not: z.boolean(),
    raw: z.string(),
  }),
  z.object({ kind: z.literal('state'), state: z.enum(havings), not: z.boolean(), raw: z.string() }),
]) satisfies z.ZodType<ProposedCondition>;

/** What a model may answer: what is asked for, by codes of ours, and where the words say the rest. */
export const StaffQuestion = z.object({
  measure: z.enum(measures).nullable(),
  groupBy: z.enum(groupings).nullable(),
  order: z.enum(orders).nullable(),
  conditions: z.array(Condition),
}) satisfies z.ZodType<StaffProposal>;

const file = readFileSync(new URL('./staff-question.md', import.meta.url), 'utf8');
const [, , prompt = ''] = /^---\n([\s\S]{0,400}?)\n---\n([\s\S]*)$/.exec(file) ?? [];
const longest = 420;
const mostConditions = 6;

type Hidden = { readonly text: string; readonly restore: (raw: string) => string };

const special = /[.*+?^${}()|[\]\\]/g;

/** Takes words out that name somebody: `<ACCOUNT_1>`, `<PERSON_1>`; whole words, so that a name inside another word is left. */
function hide(text: string, kind: string, names: readonly string[]): Hidden {
  const shown = names.map((name, index) => [`<${kind}_${index + 1}>`, name] as const);
  const hidden = shown.reduce((words, [mark, name]) => {
    const whole = new RegExp(`(?<![\\p{L}\\p{N}<_])${name.replace(special, '\\$&')}(?![\\p{L}\\p{N}_>])`, 'gu');
    return words.replace(whole, mark);
  }, text);
  return { text: hidden, restore: (raw) => shown.reduce((words, [mark, name]) => words.replaceAll(mark, name), raw) };
}

/**
 * Reads questions of staff with a language model. Accounts, colleagues, names, addresses and long numbers are taken out before the words leave and put
 * back in the stretches that return; null whenever the model gave nothing usable.
 */
export function makeStaffModelReader(ask: ModelClient): StaffModelPort {
  return async ({ text, language, names, people }) => {
    const masked = maskText(text.slice(0, longest));
    const accounts = hide(masked.text, 'ACCOUNT', names);
    const hidden = hide(accounts.text, 'PERSON', people);
    const user = JSON.stringify({ user_text: hidden.text, language });
    const answer = await ask({ name: 'staff_question', system: prompt, user, schema: StaffQuestion });
    if (answer === null || answer.conditions.length > mostConditions) return null;
    const conditions = answer.conditions.map((condition) => ({
      ...condition,
      raw: masked.restore(accounts.restore(hidden.restore(condition.raw))),
    }));
    return { ...answer, conditions };
  };
}
