/** Something a person can press. `id` comes back; whoever receives it checks who presses and whether it may still be pressed. */
export type CardAction =
  | {
      readonly kind: 'press';
      readonly id: string;
      readonly label: string;
      readonly style?: 'positive' | 'destructive';
      readonly inputs?: boolean; // what was typed into the card comes along
    }
  | { readonly kind: 'open'; readonly url: string; readonly label: string };

/** What a person can type or choose in a card. */
export type CardInput = {
  readonly id: string;
  readonly label: string;
  readonly kind: 'text' | 'long-text' | 'date' | 'number' | 'choice';
  readonly required: boolean;
  readonly value?: string;
  readonly choices?: readonly { readonly id: string; readonly label: string }[];
};

/** Numbers as a picture; `table` says the same in words where no chart can be drawn. Values are in major units, for drawing only. */
export type Chart = {
  readonly kind: 'bars' | 'line' | 'share';
  readonly title: string;
  readonly points: readonly { readonly label: string; readonly value: number; readonly shown: string }[];
};

export type CardPart =
  | { readonly part: 'text'; readonly text: string; readonly weight?: 'strong' | 'subtle' }
  | { readonly part: 'facts'; readonly facts: readonly { readonly label: string; readonly value: string }[] }
  | {
      readonly part: 'table';
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly numeric: readonly number[]; // columns set to the right
      readonly press?: readonly (CardAction | null)[]; // by row
    }
  | { readonly part: 'chart'; readonly chart: Chart }
  | { readonly part: 'section'; readonly title: string; readonly parts: readonly CardPart[]; readonly folded: boolean }
  | { readonly part: 'inputs'; readonly inputs: readonly CardInput[] }
  | { readonly part: 'actions'; readonly actions: readonly CardAction[] }; // beside what they are about; they count among those that are seen

/** A card before any carrier: approved words and figures filled in. Carriers lay it out, or say it as text. */
export type Card = {
  readonly title: string;
  readonly headline?: { readonly value: string; readonly label: string };
  readonly parts: readonly CardPart[];
  readonly actions: readonly CardAction[]; // at most 6 are seen; the rest come behind "more"
};
