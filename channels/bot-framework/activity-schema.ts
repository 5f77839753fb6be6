import { z } from 'zod';
import { type StaffAttachment } from '../../domain/inbound.ts';
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

/** What says where an activity comes from, and from whom. `userRole` and the like can only take rights away. */
const place = {
  id: optional(id),
  from: z.object({
    id,
    aadObjectId: optional(directoryId),
    tenantId: optional(directoryId),
    userRole: optional(z.string().max(40)).catch('unreadable'),
    userPrincipalName: optional(z.string().max(320)).catch(undefined),
  }),
  recipient: z.object({ id }),
  conversation: z.object({
    id,
    tenantId: optional(directoryId),
    conversationType: optional(z.string().regex(/^\w{1,40}$/)),
    isGroup: optional(z.boolean()),
  }),
  channelData: optional(z.looseObject({ tenant: optional(z.looseObject({ id: optional(directoryId) })) })),
  locale: optional(z.string()).catch(undefined),
};

/** The parts we read of what a person wrote or pressed; nothing it says of rights, roles or verification is looked at. */
export const activitySchema = z.object({
  ...envelopeSchema.shape,
  ...place,
  type: z.enum(['message', 'invoke']),
  name: optional(z.string().max(200)),
  text: optional(text),
  value: z.unknown().optional(),
  attachments: optional(z.array(z.unknown())).catch(undefined),
});

export type BotActivity = z.infer<typeof activitySchema>;

const member = z.looseObject({ id });
/** What of a coming or going we read: whether it is ours, and from where. */
export const comingSchema = z.object({
  ...envelopeSchema.shape,
  ...place,
  type: z.enum(['installationUpdate', 'conversationUpdate']),
  action: optional(z.string().max(40)).catch(undefined),
  membersAdded: optional(z.array(member).max(1_000)),
  membersRemoved: optional(z.array(member).max(1_000)),
});

export type BotComing = z.infer<typeof comingSchema>;

/** What a hub of people says of a conversation it was offered, by the name the Bot Framework gives it. */
export const handoffStatusSchema = z.object({
  ...envelopeSchema.shape,
  ...place,
  type: z.literal('event'),
  name: z.literal('handoff.status'),
  value: z.object({ state: z.enum(['accepted', 'failed', 'completed']), message: optional(text) }),
});

export type BotHandoffEvent = z.infer<typeof handoffStatusSchema>;

const address = z.string().min(1).max(4_000);
const fileName = optional(z.string().max(400)).catch(undefined);
const storedFile = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: fileName,
  content: z.object({ downloadUrl: address }),
});
const inlineImage = z.object({ contentType: z.string().regex(/^image\//i), name: fileName, contentUrl: address });
/** More are not even counted. */
const mostAttachments = 50;

/** The files of a message; what Teams adds beside them, such as the same words as HTML, is none. */
export function filesOf(attachments: BotActivity['attachments']): readonly StaffAttachment[] {
  return (attachments ?? []).slice(0, mostAttachments).flatMap((attachment): readonly StaffAttachment[] => {
    const stored = storedFile.safeParse(attachment);
    if (stored.success) {
      const { name, content } = stored.data;
      return [{ at: 'storage', url: content.downloadUrl, name: name ?? null }];
    }
    const inline = inlineImage.safeParse(attachment);
    return inline.success ? [{ at: 'carrier', url: inline.data.contentUrl, name: inline.data.name ?? null }] : [];
  });
}

const pressed = z.looseObject({ option: id }).or(z.looseObject({ press: id }));
const action = z.object({ action: z.object({ data: pressed }) });
const mostInputs = 50;

/** A button that was pressed, of a message or of a card, with what was typed into that card; null when there is none. */
export function pressOf(
  value: unknown,
): { readonly option: string; readonly inputs: Readonly<Record<string, string>> } | null {
  const data = action.safeParse(value).data?.action.data ?? pressed.safeParse(value).data;
  if (data === undefined) return null;
  const { option, press, ...rest } = data;
  const typed = Object.entries(rest).filter(([name]) => /^[\w.:-]{1,80}$/.test(name));
  const inputs = typed.slice(0, mostInputs).flatMap(([name, given]) => {
    const read = z.union([z.number(), z.boolean()]).transform(String).or(z.string()).pipe(text).safeParse(given);
    return read.success ? [[name, read.data] as const] : [];
  });
  return { option: id.parse(option ?? press), inputs: Object.fromEntries(inputs) };
}
