import { formatMoney, formatShortDate } from '../../domain/format.ts';
import { heldAmount, makeLedger } from '../../domain/ledger.ts';
import { type Message, type Row } from '../../domain/message.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type SentNotice } from '../../domain/sent-notice.ts';
import { type Context, type Form, type Slots } from '../form.ts';
import { explainTexts } from '../messages/explain.ts';
import { say, type Values } from '../messages/wording.ts';
import { reply } from '../reply.ts';
import { balanceForm } from './balance.ts';

function text(context: Context, key: keyof (typeof explainTexts)['fr'], values: Values = {}): string {
  return say(explainTexts, key, context.language, values);
}

/** When and how we wrote, about what, and by which rule of which version. */
function rowOf(context: Context, { on, outlet, lines, rule }: SentNotice): Row {
  const asked = lines.map(({ number, claim, due }) =>
    text(context, 'line', { number, amount: formatMoney(claim, context.language), due: formatShortDate(due) }),
  );
  const { policy, level, version } = rule;
  return {
    label: text(context, outlet, { date: formatShortDate(on) }),
    value: [...asked, text(context, 'rule', { policy, level, version })].join(' ; '),
  };
}

/** The invoices of which nothing is asked now: contested, agreed on, or looked into. */
function heldNumbers({ account, calendar }: Context): readonly string[] {
  if (account === null) return [];
  const ledger = makeLedger(account, calendar.today);
  const held = ledger.lines.filter(
    ({ open, line }) => open.minor > 0 && heldAmount(ledger, line.id).minor === open.minor,
  );
  return [...new Set(held.map(({ invoice }) => invoice.number))];
}

/** What we wrote, and what the account is now: the one explains the other. */
function settled(_slots: Slots, { result }: Outcome, context: Context): readonly Message[] {
  const notices = result.kind === 'explained' ? result.notices : [];
  const { language } = context;
  const now = balanceForm.answer?.({}, context) ?? [];
  if (notices.length === 0) return [reply(language, 'explain.none', text(context, 'none')), ...now];
  const numbers = heldNumbers(context);
  const closing = [
    ...(numbers.length > 0 ? [text(context, 'held', { numbers: numbers.join(', ') })] : []),
    text(context, 'late'),
  ].join(' ');
  const rows = notices.map((notice) => rowOf(context, notice));
  return [
    reply(language, 'explain.notices', text(context, 'wrote', { count: notices.length }), { rows, closing }),
    ...now,
  ];
}

/** "Why this message?": what we wrote unasked, when, and by which rule. */
export const explainForm: Form = {
  flow: 'explain',
  version: 1,
  level: 2,
  slots: [],
  request: () => ({ kind: 'explain' }),
  settle: settled,
};
