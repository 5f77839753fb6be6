import { formOf as realForm } from '../../../dialogs/debtor/forms.ts';
import { type Context, type Form, type Slot, type Slots } from '../../../dialogs/form.ts';
import { makeDialogs } from '../../../dialogs/make-dialogs.ts';
import { reply } from '../../../dialogs/reply.ts';
import { type FlowName } from '../../../domain/command.ts';
import { date } from '../../../domain/civil-date.ts';
import { formatMoney } from '../../../domain/format.ts';
import { money } from '../../../domain/money.ts';
import { type Act } from '../../../domain/request.ts';

function slot(name: string, kinds: Slot['kinds'], more: Partial<Slot> = {}): Slot {
  return {
    name,
    kinds,
    needed: () => true,
    ask: (_slots, context) => reply(context.language, `sample.${name}`, `Quel ${name} ?`),
    why: (context) => reply(context.language, `sample.${name}.why`, `À quoi sert ${name}`),
    check: (value) => ({ take: value }),
    clears: [],
    label: () => name,
    ...more,
  };
}

/** Any act will do to prove how one is confirmed: this one's terms are the slots and the account's open amount. */
function actOf(slots: Slots, context: Context): Act {
  const amount = slots['amount']?.kind === 'money' ? slots['amount'].money : money(0, 'EUR');
  const due = slots['date']?.kind === 'date' ? slots['date'].date : date('2026-12-28');
  const debtorId = `${context.account?.debtor.id ?? ''}:${String(context.account?.debtor.version ?? 0)}`;
  return { kind: 'promise', terms: { debtorId, lines: [], amount, due } };
}

function recap(slots: Slots, context: Context): { readonly act: Act; readonly message: ReturnType<typeof reply> } {
  const amount = slots['amount']?.kind === 'money' ? formatMoney(slots['amount'].money, context.language) : '';
  return { act: actOf(slots, context), message: reply(context.language, 'sample.recap', `Récapitulatif : ${amount}`) };
}

/** Two questions, then a recap that binds. */
const promise: Form = {
  flow: 'promise',
  version: 1,
  level: 2,
  evidence: true,
  slots: [
    slot('amount', ['money'], {
      check: (value, _slots, context) =>
        value.kind === 'money' && value.money.minor > 0
          ? { take: value }
          : { refuse: reply(context.language, 'sample.refused', 'Un montant positif, s’il vous plaît.') },
    }),
    slot('date', ['date']),
  ],
  recap,
  settle: (_slots, outcome, context) =>
    outcome.refusal === null ? [reply(context.language, 'sample.done', 'C’est convenu.')] : [],
};

/** The number of instalments decides what else is asked; notes are optional. */
const plan: Form = {
  flow: 'plan',
  version: 1,
  level: 2,
  slots: [
    slot('count', ['count'], {
      clears: ['first'],
      ask: (_slots, context) =>
        reply(context.language, 'sample.count', 'En combien de fois ?', {
          options: [2, 3, 4].map((count) => ({ id: `slot:count=${String(count)}`, label: `${String(count)} fois` })),
        }),
      choose: (option) => ({ kind: 'count', count: Number(option.slice('slot:count='.length)) }),
    }),
    slot('first', ['date']),
    slot('note', ['text'], { optional: true }),
  ],
  recap,
};

/** What protects the person is confirmed by a button or by plain words. */
const dispute: Form = { ...promise, flow: 'dispute', proof: 'button', slots: [slot('amount', ['money'])] };

/** Ends in a request without a recap. */
const paid: Form = {
  flow: 'paid',
  version: 1,
  level: 2,
  slots: [slot('date', ['date'])],
  request: (slots, context) => ({
    kind: 'check',
    terms: {
      debtorId: context.account?.debtor.id ?? '',
      lineIds: [],
      reason: 'already-paid',
      claimedOn: slots['date']?.kind === 'date' ? slots['date'].date : null,
      claimedAmount: null,
      note: null,
      evidence: [],
    },
  }),
};

const samples: Readonly<Partial<Record<FlowName, Form>>> = { promise, plan, dispute, paid };

/** The engine over small forms that show one behaviour each, beside the real ones. */
export const sampleDialogs = makeDialogs((flow) => samples[flow] ?? realForm(flow));
