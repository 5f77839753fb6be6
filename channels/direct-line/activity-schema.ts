import { z } from 'zod';
import { cleanText } from './clean-text.ts';

/** The longest text a person may send at once, in UTF-16 units. */
const textMax = 4000;

/** Events a browser may send; anything else could pretend to come from a machine we trust. */
const allowedEvents = ['webchat/join', 'language'] as const;

const text = z.string().max(textMax).transform(cleanText);
const scalar = z.union([z.string().max(2000).transform(cleanText), z.number(), z.boolean()]);
const value = z
  .record(z.string().max(64), scalar)
  .refine((fields) => Object.keys(fields).length <= 40)
  .transform((fields) => ({ ...fields }));

// What the browser says of itself counts for nothing: an unknown locale is dropped, not refused.
const locale = z
  .string()
  .regex(/^(fr|en)(-[A-Z]{2})?$/)
  .optional()
  .catch(undefined);

const channelData = z
  .looseObject({
    clientActivityID: z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/)
      .optional(),
  })
  .optional();

const message = z.object({
  type: z.literal('message'),
  text: text.optional(),
  value: value.optional(),
  locale,
  channelData,
  attachments: z
    .array(z.object({ contentUrl: z.never().optional() }))
    .max(5)
    .optional(),
});

const event = z.object({
  type: z.literal('event'),
  name: z.enum(allowedEvents),
  value: value.optional().catch(undefined),
  locale,
  channelData,
});

const typing = z.object({ type: z.literal('typing'), locale, channelData });

/**
 * What a browser may post. Sender, channel, conversation, address, time and id are not read at all: the server knows
 * them. An attachment by reference is refused, since nothing is ever fetched on a browser's word.
 */
export const activitySchema = z.discriminatedUnion('type', [message, event, typing]);

export type PostedActivity = z.infer<typeof activitySchema>;
