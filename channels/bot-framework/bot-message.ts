import { createHash } from 'node:crypto';
import { type Instant } from '../../domain/calendar.ts';
import { isLanguage, type Language } from '../../domain/language.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';
import { type BotActivity, type BotComing, type BotHandoffEvent, filesOf, pressOf } from './activity-schema.ts';
import { type BotComingTo, type BotHandoffStatus, type BotMessage, type BotReference } from './backend.ts';

type Placed = Pick<BotActivity, 'channelId' | 'serviceUrl' | 'from' | 'recipient' | 'conversation' | 'channelData'>;

/** The tenant an activity is of, which may be none; `undefined` when it names two. */
export function tenantOf({
  channelData,
  conversation,
}: Pick<Placed, 'channelData' | 'conversation'>): string | null | undefined {
  const said = [channelData?.tenant?.id, conversation.tenantId].filter((id) => id != null);
  const tenantId = said[0] ?? null;
  return said.some((id) => id !== tenantId) ? undefined : tenantId;
}

/** What a person wrote or pressed, as the service reads it. */
export function botMessageOf(activity: BotActivity, tenantId: string | null, at: Instant): BotMessage {
  const reference = referenceOf(activity, tenantId);
  const press = pressOf(activity.value);
  return {
    counterpart: counterpartOf(activity, reference),
    externalId: externalIdOf(activity),
    text: plainText(activity),
    option: press?.option ?? null,
    inputs: press?.inputs ?? {},
    language: languageOf(activity.locale),
    caller: callerOf(activity, reference),
    inResponse: activity.type === 'invoke',
    attached: filesOf(activity.attachments),
    reference,
    at,
  };
}

/** The app coming to a person, or going; null where it is about somebody else. */
export function comingOf(activity: BotComing, tenantId: string | null, at: Instant): BotComingTo | null {
  const came = howItCame(activity);
  if (came === null) return null;
  const reference = referenceOf(activity, tenantId);
  return {
    counterpart: counterpartOf(activity, reference),
    externalId: externalIdOf(activity),
    language: languageOf(activity.locale),
    caller: callerOf(activity, reference),
    ...{ came, reference, at },
  };
}

/** What a hub says of a conversation of ours, by whom. */
export function handoffStatusOf(activity: BotHandoffEvent, tenantId: string | null, at: Instant): BotHandoffStatus {
  const reference = referenceOf(activity, tenantId);
  const { state, message } = activity.value;
  const conversationId = activity.conversation.id;
  return { caller: callerOf(activity, reference), ...{ reference, conversationId, state, at }, message: message ?? '' };
}

function howItCame({ type, action, membersAdded, membersRemoved, recipient }: BotComing): BotComingTo['came'] | null {
  if (type === 'installationUpdate') {
    if (action?.startsWith('remove') === true) return 'left';
    return action?.startsWith('add') === true ? 'installed' : null;
  }
  if (membersRemoved?.some(({ id }) => id === recipient.id) === true) return 'left';
  return membersAdded?.some(({ id }) => id === recipient.id) === true ? 'joined' : null;
}

function languageOf(locale: string | null | undefined): Language | null {
  const language = locale?.slice(0, 2).toLowerCase() ?? '';
  return isLanguage(language) ? language : null;
}

/** In a group a message begins with our own name, as a tag; spaces come as HTML writes them. */
function plainText({ text, channelId }: BotActivity): string {
  if (text == null || channelId !== 'msteams') return text ?? '';
  return text
    .replace(/<at\b[^>]*>[^<]*<\/at>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .trim();
}

/** Teams alone says who somebody is in a directory. */
function callerOf(
  { channelId, from, conversation }: Placed,
  { tenantId, aadObjectId }: BotReference,
): StaffCaller | null {
  if (channelId !== 'msteams' || tenantId === null || aadObjectId === null) return null;
  const { userRole, userPrincipalName, tenantId: own } = from;
  const guest =
    (own ?? tenantId) !== tenantId || (userRole ?? 'user') !== 'user' || /#EXT#/i.test(userPrincipalName ?? '');
  return { tenant: tenantId, objectId: aadObjectId, guest, place: isShared(conversation) ? 'shared' : 'personal' };
}

function isShared({ isGroup, conversationType }: Placed['conversation']): boolean {
  return isGroup === true || (conversationType ?? 'personal') !== 'personal';
}

function referenceOf(
  { channelId, serviceUrl, recipient, from, conversation }: Placed,
  tenantId: string | null,
): BotReference {
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
function counterpartOf({ conversation }: Placed, reference: BotReference): string {
  const { channelId, userId, tenantId, aadObjectId } = reference;
  const person = tenantId !== null && aadObjectId !== null ? `${tenantId}/${aadObjectId}` : `${channelId}/${userId}`;
  return isShared(conversation) ? `${person}/${conversation.id}` : person;
}

/** An activity without an id is told from another by its content. */
function externalIdOf({ id, channelId, conversation, ...rest }: BotActivity | BotComing): string {
  const own = id ?? createHash('sha256').update(JSON.stringify(rest)).digest('hex');
  return `${channelId}|${conversation.id}|${own}`;
}
