import { type Filter } from '../../../domain/staff/query.ts';
import { type StaffCommand } from '../../../domain/staff/staff-command.ts';

/** What a button of a card stands for: a command, or what was typed into the card in place of its filters. */
export type StaffPress =
  StaffCommand | { readonly kind: 'change-filters'; readonly fields: readonly Filter['field'][] };

/** Keeps what a button stands for, and gives the opaque id that comes back when it is pressed. */
export type PressId = (press: StaffPress) => string;

/** The input of the card in which the filter of that field can be worded anew. */
export function filterInput(field: Filter['field']): string {
  return `filter-${field}`;
}
