import { z } from 'zod';
import { type CivilDate, readDate } from '../../domain/civil-date.ts';

/** A day as an option names it. */
export const day = z.string().transform((text, context): CivilDate => {
  const read = readDate(text);
  if (read !== null) return read;
  context.addIssue('is a date such as 2026-03-31');
  return z.NEVER;
});
