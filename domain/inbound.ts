import { type Instant } from './calendar.ts';
import { type Channel } from './channel.ts';
import { type AttachedFile, type Unreadable } from './command.ts';
import { type Language } from './language.ts';
import { type StaffCaller } from './staff/staff-caller.ts';

/** What a person sent, after a channel translated it: words, a button of a prompt we showed, files; or that the chat opened. */
export type Inbound = {
  readonly text: string;
  readonly option: string | null; // the id of the option whose button was pressed
  readonly files: readonly AttachedFile[];
  readonly event: 'opened' | 'language' | null; // the chat was opened: greet once; its language was switched
  readonly language?: Language | null; // the chat page's own, which its visitor can switch
  readonly via?: string; // which of our addresses it was written to
  readonly media?: readonly MediaLink[]; // files that wait at the carrier; they are `files` once fetched
  readonly unreadable?: Unreadable | null; // what came is nothing we can read
  readonly caller?: StaffCaller | null; // where only staff is served: who it is
  readonly inputs?: Readonly<Record<string, string>>; // what was typed into the card whose button was pressed
  readonly inResponse?: boolean; // it is answered in the carrier's own response
  readonly attached?: readonly StaffAttachment[]; // files of one of our own people, which are looked at only where they go somewhere
};

/** A file where one of our own people put it, and what they call it, which proves nothing. */
export type StaffAttachment = {
  readonly at: 'storage' | 'carrier'; // their own files, behind an address that lets anybody in for a while; or with the carrier itself
  readonly url: string;
  readonly name: string | null;
};

/** A file at a carrier: where it waits, and what the carrier calls it, which proves nothing. */
export type MediaLink = { readonly url: string; readonly mime: string };

/** A message as it arrived, addressed: the same (creditor, channel, externalId) is the same message however often it comes. */
export type Arrival = {
  readonly creditorId: string;
  readonly channel: Channel;
  readonly counterpart: string; // E.164 address, e-mail or web user
  readonly externalId: string;
  readonly inbound: Inbound;
  readonly echo: unknown; // what the sender's own client shows of it (an Activity); null where nobody reads it back
  readonly at: Instant;
};
