import { z } from 'zod';

const sid = (kinds: string): z.ZodString => z.string().regex(new RegExp(`^(?:${kinds})[0-9a-fA-F]{32}$`));
const longest = 5_000; // WhatsApp carries 4,096 characters, SMS 1,600

/** What Twilio sends of an incoming message, as far as we use it; it adds parameters over time, which are not refused. */
export const inboundSchema = z.object({
  MessageSid: sid('SM|MM'),
  AccountSid: sid('AC'),
  From: z.string().min(1).max(160),
  To: z.string().min(1).max(160),
  Body: z.string().max(longest).default(''),
  NumMedia: z
    .string()
    .regex(/^(?:\d|10)$/)
    .default('0')
    .transform(Number),
  ButtonPayload: z.string().max(300).optional(),
  ListId: z.string().max(300).optional(),
  Latitude: z.string().max(40).optional(),
  MessageType: z.string().max(40).optional(),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
});

export type InboundParameters = z.infer<typeof inboundSchema>;

/** What Twilio says later of a message we sent. */
export const statusSchema = z.object({
  MessageSid: sid('SM|MM'),
  AccountSid: sid('AC'),
  MessageStatus: z.string().min(1).max(40),
  ErrorCode: z
    .string()
    .regex(/^\d{1,8}$/)
    .optional(),
});
