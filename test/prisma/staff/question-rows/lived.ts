/** What happens to accounts while a service runs, as statements of the creditor $1: notices, calls, stops, tasks, risks and money entered by hand. */

const debtor = (number: number): string =>
  `(SELECT id FROM debtors WHERE creditor_id = $1 AND reference = 'LUM-${number}')`;
const policy = (pack: string): string => `(SELECT id FROM policies WHERE creditor_id = $1 AND pack = '${pack}')`;

type Notice = readonly [
  ...(readonly [number: number, outlet: string, level: number, levelId: string]),
  ...(readonly [status: string, decided: string, counted: string | null]),
];

const notices: readonly Notice[] = [
  [1002, 'email', 2, 'courteous', 'counted', '2026-10-31', '2026-11-01'],
  [1005, 'email', 2, 'courteous', 'counted', '2026-11-10', '2026-11-10'],
  [1005, 'registered-letter', 5, 'formal-notice', 'counted', '2026-11-12', '2026-11-14'],
  [1301, 'sms', 2, 'courteous', 'counted', '2026-11-30', '2026-12-01'],
  [1301, 'registered-letter', 5, 'formal-notice', 'counted', '2026-11-20', '2026-11-23'],
  [1302, 'email', 2, 'courteous', 'sent', '2026-11-30', null],
  [1304, 'email', 2, 'courteous', 'failed', '2026-11-24', null],
  [1305, 'letter', 4, 'charges', 'counted', '2026-11-18', '2026-11-20'],
  [1306, 'desk', 3, 'call', 'sent', '2026-11-19', null],
  [1308, 'email', 2, 'courteous', 'counted', '2026-11-29', '2026-11-30'],
  [1314, 'whatsapp', 2, 'courteous', 'counted', '2026-11-05', '2026-11-05'],
  [1007, 'sms', 2, 'courteous', 'counted', '2026-11-30', '2026-11-30'],
  // The same levels under other numbers: consumers have a policy of their own.
  [1001, 'registered-letter', 4, 'formal-notice', 'counted', '2026-11-17', '2026-11-19'],
  [1006, 'letter', 1, 'courteous', 'counted', '2026-10-12', '2026-10-14'],
];

const noticeOf = ([number, outlet, level, levelId, status, decided, counted]: Notice): string =>
  `WITH told AS (INSERT INTO notices (id, creditor_id, debtor_id, policy_id, level, level_id, legal, outlet, language, status, reason, lines, debtor_version, decided_on, counted_on)
     VALUES (gen_random_uuid(), $1, ${debtor(number)}, ${policy(number === 1001 || number === 1006 ? 'fr-b2c' : 'fr-b2b')}, ${level}, '${levelId}', 'none', '${outlet}', 'fr', '${status}', 'due', '[]', 1, '${decided}', ${counted === null ? 'NULL' : `'${counted}'`}) RETURNING *)
   INSERT INTO reminders (id, creditor_id, debtor_id, line_id, cycle, level, policy_id, amount_minor, currency, status, decided_on, counted_on, notice_id, level_id)
   SELECT gen_random_uuid(), $1, t.debtor_id, l.id, l.cycle, t.level, t.policy_id, l.amount_minor, l.currency, t.status, t.decided_on, t.counted_on, t.id, t.level_id
     FROM told t JOIN due_lines l ON l.debtor_id = t.debtor_id AND l.due < t.decided_on - 3`;

const call = (number: number, at: string, direction: string, outlet: string): string =>
  `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, outcome, by) VALUES (gen_random_uuid(), $1, ${debtor(number)}, '${at}', '${direction}', '${outlet}', 'voicemail', 'noa')`;

const stop = (number: number, channel: string, at: string, resumed: string | null): string =>
  `INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at, resumed_at)
   SELECT $1, '${channel}', p.address, '${at}', ${resumed === null ? 'NULL' : `'${resumed}'`} FROM debtor_contacts c JOIN contact_points p ON p.contact_id = c.contact_id
    WHERE c.debtor_id = ${debtor(number)} AND p.channel = '${channel}' ON CONFLICT DO NOTHING`;

const task = (number: number, kind: string, opened: string, done: string | null): string =>
  `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, opened_at, due_on, done_at) VALUES (gen_random_uuid(), $1, '${kind}', '${kind}', ${debtor(number)}, '${opened}', '2026-12-09', ${done === null ? 'NULL' : `'${done}'`})`;

const risk = (number: number, points: number): string =>
  `INSERT INTO credit_files (creditor_id, debtor_id, risk, risk_on) VALUES ($1, ${debtor(number)}, ${points}, '2026-11-30') ON CONFLICT (creditor_id, debtor_id) DO UPDATE SET risk = excluded.risk, risk_on = excluded.risk_on`;

/** Money that a person entered before the accounts had it, and the booking that took its place a fortnight later. */
const replaced = [
  `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, text, confirmed, entered_on)
   VALUES ('00000000-0000-4000-8000-000000000001', $1, ${debtor(1302)}, 'staff', 'entry-1', 45000, 'EUR', '2026-10-12', 'settled', 'transfer', 'entered', false, '2026-10-12')`,
  `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
   SELECT gen_random_uuid(), $1, l.debtor_id, '00000000-0000-4000-8000-000000000001', l.id, 45000, 'EUR', '2026-10-12', 'accounts' FROM due_lines l WHERE l.debtor_id = ${debtor(1302)}`,
  `SELECT set_config('app.creditor', $1, false)`,
  `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, text, confirmed)
   VALUES ('00000000-0000-4000-8000-000000000002', $1, ${debtor(1302)}, 'bank', 'booking-1', 45000, 'EUR', '2026-10-12', 'settled', 'transfer', 'booked', true)`,
  `SELECT solde_end_entry('00000000-0000-4000-8000-000000000001', 'replaced', '00000000-0000-4000-8000-000000000002', '2026-11-03')`,
  `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
   SELECT gen_random_uuid(), $1, l.debtor_id, '00000000-0000-4000-8000-000000000002', l.id, 45000, 'EUR', '2026-10-12', 'accounts' FROM due_lines l WHERE l.debtor_id = ${debtor(1302)}`,
] as const;

export const lived: readonly string[] = [
  `UPDATE debtors SET sales_owner = CASE WHEN right(reference, 1) IN ('1', '2') THEN 'sacha' WHEN right(reference, 1) = '4' THEN 'lou' END WHERE creditor_id = $1 AND sales_owner IS NULL AND reference < 'LUM-13'`,
  `UPDATE debtors SET causes = CASE right(reference, 1) WHEN '7' THEN ARRAY['forgotten'] ELSE ARRAY['cashflow'] END WHERE creditor_id = $1 AND right(reference, 1) IN ('1', '5', '7')`,
  `UPDATE debtors SET segment = 'grand compte' WHERE creditor_id = $1 AND reference IN ('LUM-1309', 'LUM-1305')`,
  ...notices.map(noticeOf),
  call(1305, '2026-10-31T23:30:00Z', 'out', 'phone'), // already 1 November here
  call(1314, '2026-11-30T14:00:00Z', 'out', 'phone'),
  call(1315, '2026-11-30T23:30:00Z', 'out', 'phone'), // already 1 December here
  call(1311, '2026-11-26T09:00:00Z', 'in', 'phone'),
  call(1001, '2026-12-01T07:00:00Z', 'out', 'email'),
  stop(1301, 'sms', '2026-11-22T22:30:00Z', null),
  stop(1302, 'sms', '2026-11-22T23:30:00Z', null),
  stop(1304, 'email', '2026-11-29T22:30:00Z', null),
  stop(1305, 'sms', '2026-11-24T10:00:00Z', '2026-11-25T10:00:00Z'),
  stop(1306, 'whatsapp', '2026-11-30T23:30:00Z', null),
  stop(1308, 'sms', '2026-12-01T06:00:00Z', null),
  task(1301, 'call', '2026-11-20T10:00:00Z', null),
  task(1302, 'payment', '2026-11-20T22:30:00Z', null),
  task(1303, 'handoff', '2026-11-20T23:30:00Z', null),
  task(1304, 'call', '2026-11-10T10:00:00Z', '2026-11-12T10:00:00Z'),
  task(1308, 'dispute', '2026-12-01T05:00:00Z', null),
  risk(1301, 71),
  risk(1302, 70),
  risk(1304, 80),
  risk(1305, 81),
  risk(1309, 95),
  ...replaced,
];
