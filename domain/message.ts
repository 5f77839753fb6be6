import { type Card } from './card.ts';
import { type Language } from './language.ts';
import { type Money } from './money.ts';

/** One thing a person can choose; `id` is what comes back, whatever the carrier shows. */
export type Option = { readonly id: string; readonly label: string; readonly keywords?: readonly string[] };

/** A labelled value of a card or a numbered text: "Échéance: 28/12/2026". */
export type Row = { readonly label: string; readonly value: string };

/** Something a person can keep; `ref` finds it when the link /f/<token> is asked for. */
export type FileLink = {
  readonly ref: { readonly kind: 'blob'; readonly blobId: string };
  readonly name: string;
  readonly mime: string;
};

/** A picture shown in the chat, such as a SEPA QR; base64 of a PNG. */
export type Picture = { readonly alt: string; readonly pngBase64: string };

/** A credit transfer to be drawn as a SEPA QR code (EPC069-12) beside the message; the shell draws it into `picture`. */
export type TransferQr = {
  readonly name: string; // the payee's
  readonly iban: string;
  readonly bic: string | null;
  readonly amount: Money; // EUR
  readonly remittance: string;
  readonly alt: string;
};

/** A text that the carrier approved beforehand, and what stands in its numbered places: it may reach who did not just write. */
export type ApprovedTemplate = { readonly id: string; readonly variables: Readonly<Record<string, string>> };

/** What a message is for: it decides which gates it passes before it leaves (domain/contact-gate). */
export type MessageClass = 'reply' | 'service' | 'demand';

/** What we say, before any carrier: approved wording already filled in; renderers only lay it out. */
export type Message = {
  readonly key: string; // the approved text, such as balance.summary; audit and tests speak of it
  readonly class: MessageClass;
  readonly language: Language;
  readonly text: string;
  readonly closing?: string; // what is asked at the very end, after rows and files
  readonly title?: string;
  readonly rows?: readonly Row[];
  readonly options?: readonly Option[];
  readonly files?: readonly FileLink[];
  readonly card?: Card; // where the carrier shows cards; the text says the same elsewhere
  readonly picture?: Picture;
  readonly qr?: TransferQr;
  readonly approvedAs?: ApprovedTemplate;
  readonly secret?: boolean; // a one-time code: encrypted until sent, dots in transcript and audit
  readonly before?: readonly Message[]; // said just before in the same turn, and sent in one with it
};
