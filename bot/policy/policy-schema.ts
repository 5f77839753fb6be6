import { z } from 'zod';
import { type CivilDate, readDate } from '../../domain/civil-date.ts';
import { type EscalationPolicy, legalKinds, outlets, packIds, tones } from '../../domain/escalation/policy.ts';
import { amountsSchema } from './amounts-schema.ts';
import { conditionSchema } from './condition-schema.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'is small letters, digits and hyphens');
const day = z
  .string()
  .refine((text) => readDate(text) !== null, 'is a date such as 2026-12-01')
  .transform((text) => text as CivilDate);

const hours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is hours such as 10:00-13:00')
  .transform((text) => {
    const [fromMinute = 0, untilMinute = 0] = text.split('-').map((clock) => {
      const [hour = 0, minute = 0] = clock.split(':').map(Number);
      return hour * 60 + minute;
    });
    return { fromMinute, untilMinute };
  })
  .refine(({ fromMinute, untilMinute }) => fromMinute < untilMinute, 'ends before it begins');

const level = z.strictObject({
  id,
  kind: z.enum(['check', 'demand', 'decision']),
  offset: z.strictObject({ days: z.int().min(-60).max(730), from: z.enum(['due', 'previous', 'end-of-month']) }),
  when: conditionSchema.nullable().default(null),
  outlets: z.array(z.enum(outlets)),
  tone: z.enum(tones),
  minDaysSinceContact: z.int().min(0).max(90),
  approval: z.boolean(),
  legal: z.enum(legalKinds),
  charges: z.enum(['none', 'announce', 'claim']),
  deadlineDays: z.int().min(1).max(90).nullable().default(null),
  tellSalesOwner: z.boolean(),
});

/** A person decides, whatever is written: `approval: false` is refused with the reason. */
const byPerson = (what: string): z.ZodType<boolean> =>
  z.boolean().refine((approval) => approval, `must be true: ${what} is always decided by a named person`);

/** A policy as it is written in YAML; gives the policy. */
export const policySchema = z
  .strictObject({
    id,
    version: z.string().regex(/^[\w.-]{1,60}$/, 'is letters, digits, dots and hyphens'),
    pack: z.enum(packIds),
    effectiveFrom: day,
    debtorKinds: z.array(z.enum(['company', 'sole-trader', 'consumer', 'public-body'])).min(1),
    limitation: z.enum(['one-year', 'two-years', 'four-calendar-years', 'five-years']),
    freshWorkingDays: z.strictObject({ demand: z.int().min(0).max(3), formalNotice: z.int().min(0).max(1) }),
    residue: amountsSchema,
    contact: z.strictObject({
      perDay: z.int().min(1).max(3),
      perWeek: z.int().min(1).max(7),
      perMonth: z.int().min(1).max(31),
      hours: z.array(hours).min(1),
    }),
    charges: z.strictObject({
      indemnity: z.enum(['none', 'fr-40', 'uk-scale']),
      interest: z.enum(['none', 'late-payment', 'legal-from-notice']),
      contractPercent: z.number().positive().max(100).nullable().default(null),
      minimumInvoice: amountsSchema,
    }),
    planDefault: z.strictObject({ noticeDays: z.int().min(1).max(365), approval: byPerson('the end of a plan') }),
    block: z
      .strictObject({ approval: byPerson('a block'), when: conditionSchema })
      .nullable()
      .default(null),
    levels: z.array(level).min(1).max(20),
    mapping: z.record(id, id),
  })
  .transform(({ charges: { contractPercent, ...charges }, planDefault, block, levels, ...rest }): EscalationPolicy => ({
    ...rest,
    charges: { ...charges, contractPpm: contractPercent === null ? null : Math.round(contractPercent * 10_000) },
    defaultNoticeDays: planDefault.noticeDays,
    block: block?.when ?? null,
    levels: levels.map((one, index) => ({ number: index + 1, ...one })),
  }));
