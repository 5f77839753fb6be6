import { createHash } from 'node:crypto';
import { type Instant } from '../../domain/calendar.ts';
import { isLanguage } from '../../domain/language.ts';
import { type BotActivity, optionOf } from './activity-schema.ts';
import { type BotMessage, type BotReference } from './backend.ts';

/** An activity as the service reads it; `null` when it names two tenants, or another one than ours. */
export function botMessageOf(activity: BotActivity, at: Instant, ourTenant: string | null): BotMessage | null {
  const said = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter((id) => id != null);
  const tenantId = said[0] ?? null;
  if (said.some((id) => id !== tenantId)) return null;
  if (ourTenant !== null && activity.channelId === 'msteams' && tenantId !== ourTenant) return null;
  const language = activity.locale?.slice(0, 2).toLowerCase() ?? '';
  const reference = referenceOf(activity, tenantId);
  return {
    counterpart: counterpartOf(activity, reference),
    externalId: externalIdOf(activity),
    text: activity.text ?? '',
    option: optionOf(activity.value),
    language: isLanguage(language) ? language : null,
    reference,
    at,
  };
}

function referenceOf(activity: BotActivity, tenantId: string | null): BotReference {
  const { channelId, serviceUrl, recipient, from, conversation } = activity;
  return {
    channelId,
    serviceUrl,
    botId: recipient.id,
    userId: from.id,
    conversationId: conversation.id,
    conversationType: conversation.conversationType ?? null,
    tenantId,
    aadObjectId: from.aadObjectId ?? null,
  };
}

/** What is answered in a group is read by all of it: such a conversation is never the person's own. */
function counterpartOf({ conversation }: BotActivity, reference: BotReference): string {
  const { channelId, userId, tenantId, aadObjectId } = reference;
  const person = tenantId !== null && aadObjectId !== null ? `${tenantId}/${aadObjectId}` : `${channelId}/${userId}`;
  const group = conversation.isGroup === true || (conversation.conversationType ?? 'personal') !== 'personal';
  return group ? `${person}/${conversation.id}` : person;
}

/** An activity without an id is told from another by its content. */
function externalIdOf({ id, channelId, conversation, ...rest }: BotActivity): string {
  const own = id ?? createHash('sha256').update(JSON.stringify(rest)).digest('hex');
  return `${channelId}|${conversation.id}|${own}`;
}
