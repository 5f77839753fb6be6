import { type Instant } from '../../domain/calendar.ts';
import { localeOf } from '../../domain/language.ts';
import { type FileLink, type Message, type Option } from '../../domain/message.ts';
import { typeset } from '../text/typeset.ts';
import { type Activity, type Attachment, type ReplyButton } from './activity.ts';

export type RenderContext = {
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly botName: string;
  readonly at: Instant;
  /** The link that serves a file, absolute: the page and the service may have different origins. */
  readonly fileUrl: (file: FileLink) => string;
};

/**
 * Lays a message out for web chat: plain text, options as buttons that say the label and carry the option's id, facts
 * and pictures as an Adaptive Card. Action.Submit only: Web Chat does not know Action.Execute.
 */
export function renderMessage(said: Message, context: RenderContext): Activity {
  const message = typeset(said);
  const hasCard = message.rows !== undefined || message.picture !== undefined;
  const attachments = [
    ...(hasCard ? [cardOf(message)] : []),
    ...(message.files ?? []).map((file) => ({
      contentType: file.mime,
      name: file.name,
      contentUrl: context.fileUrl(file),
    })),
  ];
  const options = message.options ?? [];
  return {
    type: 'message',
    timestamp: new Date(context.at).toISOString(),
    channelId: 'webchat',
    serviceUrl: context.serviceUrl,
    conversation: { id: context.conversationId },
    from: { id: 'solde', role: 'bot', name: context.botName },
    locale: localeOf(message.language),
    text: [message.text, message.closing].filter((part) => part !== undefined).join('\n\n'),
    textFormat: 'plain',
    inputHint: options.length > 0 ? 'expectingInput' : 'acceptingInput',
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(options.length > 0 && !hasCard ? { suggestedActions: { to: [], actions: options.map(buttonOf) } } : {}),
  };
}

function buttonOf({ id, label }: Option): ReplyButton {
  return { type: 'messageBack', title: label, text: label, displayText: label, value: { option: id } };
}

function cardOf(message: Message): Attachment {
  const title = message.title === undefined ? [] : [heading(message.title)];
  const facts = (message.rows ?? []).map(({ label, value }) => ({ title: label, value }));
  const picture = message.picture;
  const image =
    picture === undefined
      ? []
      : [{ type: 'Image', url: `data:image/png;base64,${picture.pngBase64}`, altText: picture.alt, width: '220px' }];
  const actions = (message.options ?? []).map(({ id, label }) => ({
    type: 'Action.Submit',
    title: label,
    data: { option: id },
  }));
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      lang: message.language,
      fallbackText: message.text,
      speak: message.text,
      body: [...title, ...(facts.length === 0 ? [] : [{ type: 'FactSet', facts }]), ...image],
      ...(actions.length === 0 ? {} : { actions }),
    },
  };
}

function heading(text: string): object {
  return { type: 'TextBlock', text, weight: 'Bolder', size: 'Medium', wrap: true, style: 'heading' };
}
