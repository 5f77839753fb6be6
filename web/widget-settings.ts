/** What the loader found out about the page it stands in. */
export type WidgetSettings = {
  /** Address of the service, with a slash at its end. */
  readonly base: string;
  readonly creditor: string;
  readonly language: 'fr' | 'en' | null;
  readonly reference: string | null;
};

/** What the widget adds to the page's own names: `open` and `close` are for the page's scripts. */
export type Solde = {
  readonly settings: WidgetSettings;
  /** Called once by the service's answer, when this site may show this chat. */
  start?: (creditor: { readonly name: string }) => void;
  open?: () => void;
  close?: () => void;
};

/** The page around, with the one name the widget takes. */
export const host = window as Window & { Solde?: Solde };
