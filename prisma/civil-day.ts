import { z } from 'zod';
import { type CivilDate, readDate } from '../domain/civil-date.ts';

/** A civil date in what was kept as JSON. */
export const civilDay = z
  .string()
  .refine((text) => readDate(text) !== null)
  .transform((text) => text as CivilDate);
