import { type CallOutcome } from '../domain/staff/call.ts';
import { type DisputeReason } from '../domain/command.ts';
import { type PromiseToPay } from '../domain/account.ts';

/** Every text of a call's script; read by our own people, said aloud by them. */
export type ScriptWording = {
  readonly note: string;
  readonly goal: string;
  readonly goalText: string;
  readonly whom: string;
  readonly privately: (name: string) => string;
  readonly payables: (name: string) => string;
  readonly number: (phone: string) => string;
  readonly noNumber: string;
  readonly facts: string;
  readonly habit: (lines: number, days: number) => string;
  readonly noHabit: string;
  readonly promise: (amount: string, due: string, status: string) => string;
  readonly noPromise: string;
  readonly promised: Readonly<Record<PromiseToPay['status'], string>>;
  readonly open: (number: string, amount: string, reason: string, by: string) => string;
  readonly request: (kind: string, since: string) => string;
  readonly openQuestions: (list: string) => string;
  readonly quoted: (text: string) => string;
  readonly titleOf: (name: string) => string;
  readonly nothingOpen: string;
  readonly lastContact: (on: string, reply: string, without: number) => string;
  readonly noContact: string;
  readonly never: string;
  readonly circumstances: (causes: string, payday: string) => string;
  readonly causes: (list: string) => string;
  readonly payday: (day: number) => string;
  readonly nothingKnown: string;
  readonly reason: Readonly<Record<DisputeReason, string>>;
  readonly opening: string;
  readonly openingRule: Readonly<Record<'private' | 'company', string>>;
  readonly voicemail: string;
  readonly message: (phone: string, name: string) => string; // from the creditor itself
  readonly messageFor: (phone: string, customer: string) => string; // for a third party: it does not name anybody else
  readonly afterwards: string;
  readonly identity: Readonly<Record<'private' | 'company', string>>;
  readonly questions: string;
  readonly asked: Readonly<Record<'private' | 'company', readonly string[]>>;
  readonly offers: string;
  readonly offerDate: (days: number) => string;
  readonly offerPlan: (count: number, months: number) => string;
  readonly offerDispute: string;
  readonly offerNone: string;
  readonly closing: string;
  readonly closingText: readonly string[];
  readonly outcomes: string;
  readonly code: string;
  readonly meaning: string;
  readonly outcome: Readonly<Record<CallOutcome, string>>;
};
