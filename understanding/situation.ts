import { type CivilDate } from '../domain/civil-date.ts';
import { type FlowName, type SlotKind } from '../domain/command.ts';
import { type Language } from '../domain/language.ts';
import { type Currency } from '../domain/money.ts';

/** A choice of the last prompt really shown; its place in the list is the number people type. */
export type ShownOption = { readonly id: string; readonly label: string; readonly keywords: readonly string[] };

/** The question really pending: which kinds of value its slots want, and how else it may be answered. */
export type PendingQuestion = {
  readonly kinds: readonly SlotKind[];
  readonly yesNo: boolean;
  readonly confirm: boolean; // waits for the exact typed words
  readonly freeText: boolean;
  readonly said?: readonly SlotKind[]; // of the values the terms on the table were made from
  readonly changing?: boolean; // it was asked what of them must change
};

/** What a turn knows when words arrive; everything words are read against. */
export type Situation = {
  readonly language: Language;
  readonly today: CivilDate; // in the person's zone
  readonly currency: Currency; // of an amount written without one
  readonly pending: PendingQuestion | null;
  readonly options: readonly ShownOption[];
  readonly invoiceNumbers: readonly string[]; // of the verified account, else none
  readonly flow: FlowName | null;
  readonly month?: CivilDate | null; // the first day of the month whose day is asked for
};
