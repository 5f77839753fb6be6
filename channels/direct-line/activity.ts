/** A file, a card or a picture that hangs on an activity. */
export type Attachment = {
  readonly contentType: string;
  readonly name?: string;
  readonly contentUrl?: string;
  readonly content?: unknown;
};

/** A button under the last message: Web Chat posts `text` and `value` and shows `displayText`. */
export type ReplyButton = {
  readonly type: 'messageBack';
  readonly title: string;
  readonly text: string;
  readonly displayText: string;
  readonly value: { readonly option: string };
};

/** What a browser may put in an action: flat, so that nothing can hide in its depth. */
type ActionValue = Readonly<Record<string, string | number | boolean>>;

/** The part of the Bot Framework activity that crosses this carrier, in either direction. */
export type Activity = {
  readonly type: 'message' | 'event' | 'typing';
  readonly id?: string;
  readonly timestamp: string;
  readonly channelId: 'webchat';
  readonly serviceUrl: string;
  readonly conversation: { readonly id: string };
  readonly from: { readonly id: string; readonly role: 'user' | 'bot'; readonly name?: string };
  readonly recipient?: { readonly id: string; readonly role: 'user' | 'bot' };
  readonly locale?: string;
  readonly text?: string;
  readonly textFormat?: 'plain';
  readonly name?: string;
  readonly value?: ActionValue;
  readonly inputHint?: 'acceptingInput' | 'expectingInput';
  readonly attachments?: readonly Attachment[];
  readonly suggestedActions?: { readonly to: readonly string[]; readonly actions: readonly ReplyButton[] };
  readonly channelData?: Readonly<Record<string, string | number>>;
};
