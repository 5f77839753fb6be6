import { z } from 'zod';
import { type Condition, type ConditionTest } from '../../domain/escalation/condition.ts';
import { amountsSchema } from './amounts-schema.ts';

const bound = z.enum(['at-least', 'at-most']);
const words = z.array(z.string().min(1)).min(1);
const count = z.int().min(0).max(10_000);

const test: z.ZodType<ConditionTest> = z.discriminatedUnion('fact', [
  z.strictObject({
    fact: z.enum(['days-late', 'count', 'contacts-without-reply', 'days-since-reply', 'promise-level', 'risk']),
    is: bound,
    value: count,
  }),
  z.strictObject({ fact: z.literal('open'), is: bound, value: amountsSchema }),
  z.strictObject({ fact: z.enum(['segment', 'kind', 'tag', 'cause']), is: z.literal('one-of'), value: words }),
]);

/** Whose key is there says which it is, so that what is wrong inside is told where it stands. */
function schemaFor(value: unknown): z.ZodType<Condition> {
  if (typeof value !== 'object' || value === null) return test;
  if ('all' in value) return z.strictObject({ all: z.array(conditionSchema).min(1) });
  if ('any' in value) return z.strictObject({ any: z.array(conditionSchema).min(1) });
  if ('not' in value) return z.strictObject({ not: conditionSchema });
  return test;
}

/** A condition as it is written: `all`, `any` and `not` around tests such as `{ fact: open, is: at-least, value: { EUR: 500 } }`. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.unknown().transform((value, context): Condition => {
    const read = schemaFor(value).safeParse(value, { reportInput: true });
    if (read.success) return read.data;
    context.issues.push(...(read.error.issues as z.core.$ZodRawIssue[]));
    return z.NEVER;
  }),
);
