import { z } from 'zod';
import { cleanText } from '../direct-line/clean-text.ts';

/** The longest text one message may hold, in UTF-16 units; what follows is not read. */
const textMax = 4_000;

/** A carrier's own id: opaque, but nothing that a database or a log would choke on. */
const id = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u);
/** A tenant or a person in Azure's directory: these become parts of a key. */
const directoryId = z.string().regex(/^[\w.-]{1,100}$/);
const text = z.string().transform((written) => cleanText(written.slice(0, textMax)));
const optional = <Schema extends z.ZodType>(schema: Schema): z.ZodOptional<z.ZodNullable<Schema>> =>
  schema.nullable().optional();

/** What must be there before it is known who speaks. */
export const envelopeSchema = z.object({
  type: z.string().min(1).max(64),
  channelId: z.string().min(1).max(64),
  serviceUrl: z.string().min(1).max(512),
});

/** The parts we read of what a person wrote or pressed; nothing it says of rights, roles or verification is looked at. */
export const activitySchema = z.object({
  ...envelopeSchema.shape,
  type: z.enum(['message', 'invoke']),
  id: optional(id),
  name: optional(z.string().max(200)),
  from: z.object({ id, aadObjectId: optional(directoryId) }),
  recipient: z.object({ id }),
  conversation: z.object({
    id,
    tenantId: optional(directoryId),
    conversationType: optional(z.string().regex(/^\w{1,40}$/)),
    isGroup: optional(z.boolean()),
  }),
  channelData: optional(z.looseObject({ tenant: optional(z.looseObject({ id: optional(directoryId) })) })),
  text: optional(text),
  locale: optional(z.string()).catch(undefined),
  value: z.unknown().optional(),
});

export type BotActivity = z.infer<typeof activitySchema>;

const pressed = z.object({ option: id });
const action = z.object({ action: z.object({ data: pressed }) });

/** The option whose button was pressed, of a message or of a card; null when there is none. */
export function optionOf(value: unknown): string | null {
  return action.safeParse(value).data?.action.data.option ?? pressed.safeParse(value).data?.option ?? null;
}
