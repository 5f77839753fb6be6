import { type CivilDate } from '../civil-date.ts';
import { type Money } from '../money.ts';
import { type Filter, type Grouping, type Order, type StaffQuery } from './query.ts';

/** How a follow-up changes the question before it; a filter replaces the one of its field. */
export type Refinement = {
  readonly add: readonly Filter[];
  readonly drop: readonly Filter['field'][];
  readonly groupBy?: Grouping | null;
  readonly order?: Order;
  readonly measure?: StaffQuery['measure'];
  readonly asOf?: StaffQuery['asOf'];
  readonly limit?: number | null;
  readonly dropAll?: boolean; // every filter, before any is added
};

/** Why a question cannot be answered as asked, with the nearest that can. */
export type NotAnswerable = {
  readonly missing: string; // a code worded for the reader: 'no-such-place', 'forecast', 'margin' ...
  readonly about: string | null; // the words it is about
  readonly nearest: readonly StaffQuery[];
};

/** The only language between what staff write or press and what is done about it. No amount or decision that was not theirs. */
export type StaffCommand =
  | { readonly kind: 'query'; readonly query: StaffQuery }
  | { readonly kind: 'refine'; readonly by: Refinement }
  | { readonly kind: 'page'; readonly to: 'next' | 'previous' }
  | { readonly kind: 'dashboard' }
  | { readonly kind: 'account'; readonly text: string } // a name, a reference or an invoice number
  | { readonly kind: 'export'; readonly format: 'csv' | 'xlsx' }
  | {
      readonly kind: 'act'; // "note on Durand: ..."
      readonly act: string;
      readonly on: string | null;
      readonly note: string | null;
      readonly day?: CivilDate; // that the words name: "until the 15th"
      readonly money?: Money;
    }
  | { readonly kind: 'press'; readonly id: string; readonly inputs: Readonly<Record<string, string>> }
  | { readonly kind: 'why'; readonly text: string | null } // "why was Durand not reminded?"
  | { readonly kind: 'handoff'; readonly what: 'accept' | 'decline' | 'back' | 'list' }
  | { readonly kind: 'say'; readonly text: string } // to the debtor whose conversation they hold
  | { readonly kind: 'preferences'; readonly topic: string | null; readonly on: boolean | null }
  | { readonly kind: 'help' }
  | { readonly kind: 'language'; readonly to: 'fr' | 'en' }
  | { readonly kind: 'not-answerable'; readonly why: NotAnswerable }
  | { readonly kind: 'unclear'; readonly nearest: readonly StaffQuery[] };
