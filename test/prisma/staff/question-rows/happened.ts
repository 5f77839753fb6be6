import { apart, between, type Expected, money } from './apart.ts';
import { priority } from './priority.ts';

const contested = "x.reason NOT IN ('already-paid', 'number-missing')";
const standing = `x.answered_on IS NULL AND ${contested}`;
const local = (moment: string): string => `(${moment} AT TIME ZONE 'Europe/Paris')::date`;
const today = '2026-12-01';

function disputes(texts: readonly string[], where: string): Expected {
  return {
    texts,
    columns: ['account', 'invoice', 'reason', 'status', 'opened', 'age', 'answer-by', 'amount'],
    sql: apart(
      `SELECT d.reference, v.number, x.reason, x.status, x.opened_on, date '${today}' - x.opened_on, x.answer_by, ${money('x.amount_minor', 'x.currency')}
       FROM disputes x JOIN people d ON d.id = x.debtor_id JOIN due_lines l ON l.id = x.line_id JOIN invoices v ON v.id = l.invoice_id
       WHERE ${where} ORDER BY x.opened_on DESC, x.currency, x.id`,
    ),
  };
}

const held = `FROM holds h JOIN people d ON d.id = h.debtor_id WHERE h.from_on <= '${today}' AND coalesce(h.until_on > '${today}', true)`;

function holds(texts: readonly string[], where = 'true'): Expected {
  const invoice = '(SELECT v.number FROM due_lines l JOIN invoices v ON v.id = l.invoice_id WHERE l.id = h.line_id)';
  return {
    texts,
    columns: ['account', 'reason', 'from', 'until', 'invoice'],
    sql: apart(
      `SELECT d.reference, h.reason, h.from_on, h.until_on, ${invoice} ${held} AND ${where} ORDER BY h.from_on DESC, h.id`,
    ),
  };
}

/** Who may not be written to at an address: a stop by SMS is of everybody whose number it is, and WhatsApp has the same numbers. */
function stops(texts: readonly string[], where: string): Expected {
  return {
    texts,
    columns: ['account', 'channel', 'date'],
    sql: apart(
      `SELECT d.reference, x.channel, ${local('x.opted_out_at')} FROM opt_outs x JOIN people d ON d.id IN (SELECT c.debtor_id FROM debtor_contacts c JOIN contact_points t ON t.contact_id = c.contact_id
         WHERE t.address = x.address AND (t.channel = x.channel OR (t.channel IN ('sms', 'whatsapp') AND x.channel IN ('sms', 'whatsapp'))))
       WHERE x.creditor_id = $1 AND x.resumed_at IS NULL AND ${where} ORDER BY 3 DESC, d.id || ' ' || x.channel || ' ' || x.address`,
    ),
  };
}

function tasks(texts: readonly string[], where: string): Expected {
  return {
    texts,
    columns: ['account', 'task', 'opened', 'due'],
    sql: apart(
      `SELECT d.reference, x.kind, ${local('x.opened_at')}, x.due_on FROM tasks x JOIN people d ON d.id = x.debtor_id WHERE x.done_at IS NULL AND ${where} ORDER BY 3 DESC, x.id`,
    ),
  };
}

/** Everything that happened in some days, by kind. */
function changes(texts: readonly string[], from: string): Expected {
  const on = (day: string): string => `${day} BETWEEN '${from}' AND '${today}'`;
  const of = (kind: string, table: string, day: string, more = 'true'): string =>
    `SELECT ${kind} AS kind, x.debtor_id, x.currency, x.amount_minor FROM ${table} x WHERE x.creditor_id = $1 AND ${on(day)} AND ${more}`;
  const events = [
    `SELECT 'overdue', o.debtor_id, o.currency, o.open FROM owed o WHERE o.late >= 1 AND ${on('o.due + 1')}`,
    of("'paid'", 'payments', 'x.value_date', "x.status IN ('settled', 'returned') AND x.ended_on IS NULL"),
    of("'payment-returned'", 'payments', 'x.returned_on'),
    of("'dispute-opened'", 'disputes', 'x.opened_on', contested),
    of("'dispute-closed'", 'disputes', 'x.answered_on', contested),
    of("'promise-made'", 'promises', 'x.made_on'),
    of("'promise-' || x.status", 'promises', 'x.judged_on'),
    `SELECT 'plan-signed', x.debtor_id, x.currency, x.total_minor FROM plans x WHERE x.creditor_id = $1 AND ${on('x.signed_on')}`,
    `SELECT 'contacted', s.debtor_id, NULL, NULL FROM spoken s WHERE ${on('s.day')}`,
    `SELECT 'stopped', d.id, NULL, NULL FROM opt_outs x JOIN people d ON d.id IN (SELECT c.debtor_id FROM debtor_contacts c JOIN contact_points t ON t.contact_id = c.contact_id
       WHERE t.address = x.address AND (t.channel = x.channel OR (t.channel IN ('sms', 'whatsapp') AND x.channel IN ('sms', 'whatsapp')))) WHERE x.creditor_id = $1 AND ${on(local('x.opted_out_at'))}`,
  ];
  return {
    texts,
    columns: ['reason', 'amount', 'accounts', 'changes'],
    sql: apart(
      `SELECT e.kind, ${money('sum(e.minor)', 'e.currency')}, count(DISTINCT e.debtor_id), count(*) FROM (${events.join(' UNION ALL ')}) e (kind, debtor_id, currency, minor)
       GROUP BY e.kind, e.currency ORDER BY sum(e.minor) DESC NULLS LAST, e.currency, e.kind`,
    ),
  };
}

/** The contested part of lines by what it is contested for: disputes in their order, as far as it reaches; what is left awaits a credit note. */
const disputed = apart(
  `, queue AS (SELECT x.line_id, x.reason, x.amount_minor, sum(x.amount_minor) OVER (PARTITION BY x.line_id ORDER BY x.opened_on, x.id) - x.amount_minor AS before FROM disputes x WHERE ${standing}),
   share AS (SELECT q.line_id, q.reason, greatest(0, least(q.amount_minor, c.minor - q.before)) AS minor FROM queue q JOIN contested c ON c.id = q.line_id
     UNION ALL SELECT c.id, NULL, c.minor - coalesce((SELECT sum(q.amount_minor) FROM queue q WHERE q.line_id = c.id), 0) FROM contested c)
   SELECT s.reason, ${money('sum(s.minor)', 'o.currency')}, max(o.age), count(DISTINCT o.debtor_id), count(DISTINCT o.id) FROM share s JOIN owed o ON o.id = s.line_id WHERE s.minor > 0
   GROUP BY s.reason, o.currency ORDER BY sum(s.minor) DESC, o.currency, s.reason NULLS LAST`,
);

/** Disputes, holds, stops, contacts, tasks, and what to do next. */
export const happenedExpected: readonly Expected[] = [
  {
    texts: ['montant contesté par motif', 'disputed amount by reason'],
    columns: ['reason', 'disputed', 'oldest', 'accounts', 'lines'],
    sql: disputed,
  },
  disputes(
    ['litiges ouverts depuis plus de 15 jours', 'disputes open for more than 15 days'],
    `${standing} AND date '${today}' - x.opened_on > 15`,
  ),
  disputes(['litiges pour un prix'], `${standing} AND x.reason = 'price'`),
  disputes(
    ['litiges rejetés en novembre'],
    `x.status = 'rejected' AND ${between('x.answered_on', '2026-11-01', '2026-11-30')}`,
  ),
  disputes(['litiges clos'], `x.answered_on <= '${today}' AND ${contested}`),
  disputes(['disputes closed in November'], `${between('x.answered_on', '2026-11-01', '2026-11-30')} AND ${contested}`),
  disputes(['open disputes about quality'], `${standing} AND x.reason = 'quality'`),
  {
    texts: ['how many disputes are open?'],
    columns: ['amount', 'accounts', 'disputes'],
    sql: apart(
      `SELECT ${money('sum(x.amount_minor)', 'x.currency')}, count(DISTINCT d.id), count(*) FROM disputes x JOIN people d ON d.id = x.debtor_id WHERE ${standing}
       GROUP BY x.currency ORDER BY sum(x.amount_minor) DESC`,
    ),
  },
  holds(['comptes en attente et pourquoi', 'accounts on hold and why']),
  holds(['accounts on hold for a dispute'], "h.reason = 'dispute'"),
  {
    texts: ['comptes bloqués par motif', 'holds by reason'],
    columns: ['reason', 'accounts', 'holds'],
    sql: apart(
      `SELECT h.reason, count(DISTINCT d.id), count(*) ${held} GROUP BY h.reason ORDER BY count(*) DESC, h.reason`,
    ),
  },
  stops(['qui nous a dit stop par SMS ?', 'who stopped us by SMS?'], "x.channel = 'sms'"),
  stops(['désabonnements de la semaine dernière'], between(local('x.opted_out_at'), '2026-11-23', '2026-11-29')),
  stops(['opt-outs this month'], between(local('x.opted_out_at'), '2026-12-01', '2026-12-31')),
  {
    texts: ['combien de relances en novembre par canal', 'how many reminders did we send last month by channel'],
    columns: ['channel', 'accounts', 'contacts'],
    sql: apart(
      `SELECT s.outlet, count(DISTINCT s.debtor_id), count(*) FROM spoken s WHERE ${between('s.day', '2026-11-01', '2026-11-30')} GROUP BY 1 ORDER BY count(*) DESC, 1`,
    ),
  },
  {
    texts: ['relances par e-mail cette semaine'],
    columns: ['accounts', 'contacts'],
    sql: apart(
      `SELECT count(DISTINCT s.debtor_id), count(*) FROM spoken s WHERE s.outlet = 'email' AND ${between('s.day', '2026-11-30', '2026-12-01')} HAVING count(*) > 0`,
    ),
  },
  tasks(['tâches'], 'true'),
  tasks(['tâches de plus de 10 jours', 'tasks older than 10 days'], `date '${today}' - ${local('x.opened_at')} > 10`),
  priority(
    ['qui dois-je appeler en premier aujourd’hui ?', 'par qui commencer ?', 'who should I call first today?'],
    'true',
  ),
  priority(['liste de travail des clients de Lyon'], "d.town = 'Lyon'"),
  priority(['my work list in Paris'], "d.town = 'Paris'"),
  changes(
    [
      ...['quoi de neuf depuis hier ?', 'what changed since yesterday?'],
      ...['qu’est-ce qui a changé cette semaine ?', 'what is new this week?'],
    ],
    '2026-11-30',
  ),
];
