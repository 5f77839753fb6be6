import { type ActField } from './act-field.ts';
import { type ActRule } from './act-rule.ts';

const text = (name: string, required = true): ActField => ({ name, kind: 'text', required });
const words = (name: string, required = true): ActField => ({ name, kind: 'long-text', required });
const day = (name: string, required = false): ActField => ({ name, kind: 'date', required });
const amount = (name: string, required = false): ActField => ({ name, kind: 'money', required });
const flag = (name: string): ActField => ({ name, kind: 'flag', required: false });
const choice = (name: string, of: NonNullable<ActField['of']>, required = true): ActField => ({
  ...{ name, kind: 'choice', required, of },
});

const hour = 3_600_000;
const aDay = 24 * hour;

/** An act of one person on an account as it was shown, which cannot be taken back; each names what is otherwise. */
const plain = { on: 'account', fields: [], undoMs: null, people: 1, exact: true } as const;

const reason = words('reason');
const note = words('note');

const onAccounts = {
  note: { ...plain, right: 'note', fields: [words('text')], undoMs: aDay, exact: false },
  'log-call': {
    ...{ ...plain, right: 'record-call', exact: false },
    fields: [
      ...[choice('outcome', 'call-outcome'), choice('cause', 'late-cause', false), day('promiseOn')],
      ...[amount('promiseAmount'), text('invoice', false), choice('disputeReason', 'dispute-reason', false)],
      ...[amount('disputeAmount'), day('callBackOn'), words('note', false)],
    ],
  },
  'assign-owner': { ...plain, right: 'assign', fields: [choice('to', 'staff')], undoMs: aDay },
  'assign-collector': { ...plain, right: 'assign', fields: [choice('to', 'staff')], undoMs: aDay },
  hold: {
    ...{ ...plain, right: 'hold', undoMs: aDay },
    fields: [choice('why', 'hold-reason'), day('from'), day('until'), choice('line', 'line', false), reason],
  },
  'mark-vulnerable': { ...plain, right: 'mark-vulnerable', fields: [day('until', true), reason], undoMs: aDay },
  'mark-insolvent': {
    ...{ ...plain, right: 'mark-insolvent' },
    fields: [choice('proceedings', 'proceedings'), day('judgedOn'), day('publishedOn'), text('reference', false)],
  },
  'mark-deceased': { ...plain, right: 'mark-deceased', fields: [note], undoMs: aDay },
  'record-payment': {
    ...{ ...plain, right: 'record-payment', undoMs: aDay },
    fields: [
      ...[amount('amount', true), day('on'), choice('means', 'payment-means', false), text('invoice', false)],
      ...[text('number', false), flag('inTransit'), flag('another')],
    ],
  },
  promise: {
    ...{ ...plain, right: 'promise', undoMs: aDay },
    fields: [day('on', true), amount('amount'), choice('line', 'line', false), note],
  },
  'write-off': {
    ...{ ...plain, right: 'write-off', undoMs: hour, people: 'above-limit' },
    fields: [text('invoice'), amount('amount'), reason],
  },
  discount: {
    ...{ ...plain, right: 'discount', people: 2 },
    fields: [text('invoice'), amount('amount', true), reason],
  },
  'send-message': { ...plain, right: 'send-message', fields: [choice('point', 'point'), words('text')], exact: false },
  'add-contact': {
    ...{ ...plain, right: 'change-contact', undoMs: aDay },
    fields: [
      ...[choice('contact', 'contact', false), text('name', false), choice('role', 'contact-role')],
      ...[choice('channel', 'contact-channel'), text('address')],
    ],
  },
  'add-representative': {
    ...{ ...plain, right: 'change-contact', undoMs: aDay },
    fields: [choice('contact', 'contact'), choice('kind', 'representative-kind'), day('until'), note],
  },
  'propose-block': { ...plain, right: 'propose-block', fields: [reason], people: 2 },
  'lift-block': { ...plain, right: 'lift-block', fields: [reason] },
  pause: { ...plain, right: 'pause', fields: [{ name: 'days', kind: 'count', required: true }, reason] },
  'end-pause': { ...plain, right: 'end-pause' },
} as const satisfies Readonly<Record<string, ActRule>>;

const onOthers = {
  release: { ...plain, on: 'hold', right: 'release', fields: [day('on'), reason], undoMs: aDay },
  'accept-dispute': { ...plain, on: 'dispute', right: 'decide-dispute', fields: [note] },
  'part-dispute': { ...plain, on: 'dispute', right: 'decide-dispute', fields: [amount('amount', true), note] },
  'reject-dispute': { ...plain, on: 'dispute', right: 'decide-dispute', fields: [note, flag('waiveInterest')] },
  'waive-charge': { ...plain, on: 'charge', right: 'waive-charge', fields: [reason] },
  'claim-charge': { ...plain, on: 'charge', right: 'claim-charge', fields: [reason] },
  'cancel-promise': { ...plain, on: 'promise', right: 'promise', fields: [reason] },
  'give-default-notice': { ...plain, on: 'plan', right: 'give-default-notice', people: 2 },
  'complete-task': {
    ...{ ...plain, on: 'task', right: 'complete-task', exact: false },
    fields: [day('on'), text('tracking', false), choice('presentation', 'presentation', false), words('note', false)],
  },
  'assign-task': { ...plain, on: 'task', right: 'assign-task', fields: [choice('to', 'staff')], exact: false },
  'ask-plan': { ...plain, on: 'task', right: 'ask-plan', people: 2 },
  approve: { ...plain, on: 'approval', right: 'decide', fields: [words('note', false)] },
  refuse: { ...plain, on: 'approval', right: 'decide', fields: [note] },
  'counter-plan': {
    ...{ ...plain, on: 'approval', right: 'approve:plan' },
    fields: [
      ...[{ name: 'count', kind: 'count', required: true } as const, day('first', true)],
      ...[choice('frequency', 'frequency'), note],
    ],
  },
  'stop-message': { ...plain, on: 'message', right: 'stop-message', fields: [reason], exact: false },
  'wrong-address': { ...plain, on: 'point', right: 'wrong-address', fields: [note], undoMs: aDay },
  'end-contact': { ...plain, on: 'point', right: 'change-contact', fields: [reason], undoMs: aDay },
  'approve-representative': {
    ...{ ...plain, on: 'representative', right: 'change-contact', fields: [choice('proof', 'proof')] },
  },
  'end-representative': { ...plain, on: 'representative', right: 'change-contact', fields: [reason] },
  'bank-details': {
    ...{ ...plain, on: 'creditor', right: 'bank-details', people: 2 },
    fields: [text('iban'), text('bic', false), text('holder'), text('currency'), reason],
  },
} as const satisfies Readonly<Record<string, ActRule>>;

const rules = { ...onAccounts, ...onOthers };
export type ActId = keyof typeof rules;

/** Every act of a person on a file: on what, by whose right, with what filled in, whether it can be taken back, and by how many people. */
export const actRules: Readonly<Record<ActId, ActRule>> = rules;

export const actIds = Object.keys(rules).filter((id): id is ActId => id in rules);
