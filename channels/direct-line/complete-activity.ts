import { type Instant } from '../../domain/calendar.ts';
import { type Activity } from './activity.ts';
import { type PostedActivity } from './activity-schema.ts';
import { type UploadedFile } from './backend.ts';
import { type ChatClaims } from './token.ts';

export type Posting = {
  readonly claims: ChatClaims;
  readonly serviceUrl: string;
  readonly externalId: string;
  readonly files: readonly UploadedFile[];
  readonly now: Instant;
};

/** The activity as the service keeps it: everything that says who, where and when comes from the token and the clock. */
export function completeActivity(posted: Exclude<PostedActivity, { type: 'typing' }>, posting: Posting): Activity {
  const { claims, serviceUrl, externalId, files, now } = posting;
  const common = {
    timestamp: new Date(now).toISOString(),
    channelId: 'webchat' as const,
    serviceUrl,
    conversation: { id: claims.conversationId },
    from: { id: claims.userId, role: 'user' as const },
    recipient: { id: 'solde', role: 'bot' as const },
    ...(posted.locale === undefined ? {} : { locale: posted.locale }),
    ...(posted.value === undefined ? {} : { value: posted.value }),
    channelData: { clientActivityID: externalId },
  };
  if (posted.type === 'event') return { ...common, type: 'event', name: posted.name };
  const attachments = files.map(({ name, mime }) => ({ contentType: mime, name }));
  return {
    ...common,
    type: 'message',
    ...(posted.text === undefined ? {} : { text: posted.text, textFormat: 'plain' as const }),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}
