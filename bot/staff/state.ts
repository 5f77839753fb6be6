import { z } from 'zod';
import { languages, type Language } from '../../domain/language.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';

/** What a staff conversation remembers from one message to the next; never a right, and nothing of an account but its id. */
export type StaffState = {
  readonly version: 1;
  readonly language: Language | null; // chosen, or of what was last written
  readonly query: StaffQuery | null; // what a follow-up refines
  readonly debtorId: string | null; // the file shown last
  readonly handoffId: string | null; // of the conversation they hold and answer in
  readonly recap: string | null; // the token of what waits for their yes
};

export const freshState: StaffState = {
  ...{ version: 1, language: null, query: null, debtorId: null, handoffId: null, recap: null },
};

const query = z.custom<StaffQuery>(
  (value) =>
    z
      .object({ measure: z.string(), filters: z.array(z.unknown()) })
      .loose()
      .safeParse(value).success,
);
const schema = z.object({
  version: z.literal(1),
  language: z.enum(languages).nullable(),
  query: query.nullable(),
  ...{ debtorId: z.string().nullable(), handoffId: z.string().nullable(), recap: z.string().nullable() },
});

/** The state a message finds; of another version, or none, it begins anew. */
export function readState(stored: unknown): StaffState {
  return schema.safeParse(stored).data ?? freshState;
}
