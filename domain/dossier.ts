import { type Account } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { type Limitation } from './limitation-of.ts';
import { type Message } from './message.ts';

/** A message of ours, as it was rendered, and what its carrier told of it. */
export type DossierMessage = {
  readonly id: string;
  readonly at: string; // ISO 8601, when it was queued
  readonly settledAt: string | null;
  readonly channel: string;
  readonly to: string | null;
  readonly class: string;
  readonly message: Message;
  readonly status: string;
  readonly reason: string | null;
  readonly carrierId: string | null;
  readonly receipts: readonly { readonly status: string; readonly at: string; readonly detail: string | null }[];
};

/** What was written to us in conversations about this account. */
export type DossierWord = { readonly id: number; readonly at: string; readonly channel: string; readonly text: string };

/** A row of a table that is kept as it is: ids, codes, days and amounts in minor units. */
export type DossierRow = Readonly<Record<string, unknown>>;

/** Everything that is kept of one debtor, as it stood; what credit management thinks of them is no part of it. */
export type Dossier = {
  readonly madeAt: string;
  readonly asOf: CivilDate;
  readonly account: Account; // promises, plans, allocations, charges, holds and disputes are in it
  readonly said: readonly DossierMessage[];
  readonly heard: readonly DossierWord[];
  readonly consents: readonly DossierRow[];
  readonly optOuts: readonly DossierRow[];
  readonly notices: readonly DossierRow[];
  readonly reminders: readonly DossierRow[];
  readonly approvals: readonly DossierRow[];
  readonly contacts: readonly DossierRow[]; // calls, letters and visits, written down by people
  readonly events: readonly DossierRow[];
  readonly acknowledgements: readonly DossierRow[];
  readonly limitation: readonly (Limitation & { readonly lineId: string; readonly number: string })[];
  readonly policies: readonly DossierRow[];
  readonly templates: readonly DossierRow[];
  readonly documents: readonly DossierRow[]; // names and fingerprints
};
