import { type CardPart } from '../../../domain/card.ts';
import { type Explanation } from '../../../domain/escalation/explain-case.ts';
import { gateWords } from '../../../domain/escalation/gate-words.ts';
import { type AccountFile, type FileEntry } from '../../../domain/staff/account-file.ts';
import { type AccountWords } from './account-words.ts';
import { riskWords } from './file-words.ts';

type Section = { readonly title: string; readonly parts: readonly CardPart[] };

/** The index with what it is the sum of. */
export function riskSection({ risk }: AccountFile, { text, language }: AccountWords): Section | null {
  if (risk === null) return null;
  const rows = risk.reasons.map(({ reason, points }) => [riskWords(reason, language), String(points)]);
  const parts: readonly CardPart[] = [{ part: 'table', header: [text('reason'), text('points')], rows, numeric: [1] }];
  return { title: text('risk', { points: risk.points }), parts: rows.length === 0 ? [] : parts };
}

function explained(of: Explanation, words: AccountWords): string {
  const { text, code, language, day } = words;
  if (of.kind === 'not') {
    const values = { what: of.invoice ?? text('wholeAccount'), why: gateWords[language][of.gate] };
    return of.until === null ? text('not', values) : text('notUntil', { ...values, day: day(of.until) });
  }
  const values = { channel: code('channel', of.outlet), level: of.level, invoices: of.invoices.join(', ') };
  if (of.kind === 'will') return text('will', { ...values, rule: of.rule });
  return text('was', { ...values, day: day(of.on), status: code('notice-status', of.status) });
}

/** What would happen today and what is left alone and why; then what was decided, the newest first. */
export function nextSection({ explanation }: AccountFile, words: AccountWords): Section {
  const line = (of: Explanation, strong: boolean): CardPart => ({
    ...{ part: 'text', text: explained(of, words) },
    ...(strong ? { weight: 'strong' } : {}),
  });
  const will = explanation.filter(({ kind }) => kind === 'will');
  const nothing: CardPart = { part: 'text', weight: 'strong', text: words.text('nothingNext') };
  return {
    title: words.text('next'),
    parts: [
      ...(will.length === 0 ? [nothing] : will.map((of) => line(of, true))),
      ...explanation.filter(({ kind }) => kind === 'not').map((of) => line(of, false)),
      ...explanation
        .filter(({ kind }) => kind === 'was')
        .toReversed()
        .map((of) => line(of, false)),
    ],
  };
}

/** Why a plan is not within policy is a list of codes; other reasons are as they were written. */
function reasonWords(kind: string, reason: string, { code }: AccountWords): string {
  if (kind !== 'plan-review') return reason;
  return reason
    .split(', ')
    .map((one) => code('beyond', one))
    .join(', ');
}

/** What waits for a person: tasks, and decisions of a named one. */
export function taskSection({ tasks, approvals }: AccountFile, words: AccountWords): Section {
  const { text, code, day, moment } = words;
  const rows = [
    ...approvals.map(({ kind, askedBy, askedAt }) => [
      ...[text('decide', { what: code('approval', kind) }), text('asked', { who: askedBy.replace(/^staff:/, '') })],
      ...[moment(askedAt), ''],
    ]),
    ...tasks.map(({ kind, reason, since, dueOn }) => [
      code('task', kind),
      reasonWords(kind, reason, words),
      moment(since),
      day(dueOn),
    ]),
  ];
  const header = [text('what'), text('reason'), text('from'), text('dueOn')];
  return {
    title: text('tasks', { count: rows.length }),
    parts: rows.length === 0 ? [] : [{ part: 'table', header, rows, numeric: [] }],
  };
}

/** What people of ours wrote down. */
export function noteSection({ notes }: AccountFile, words: AccountWords): Section {
  const { text, code, moment } = words;
  const rows = notes.map(({ at, by, kind, words: said }) => [moment(at), `${by}, ${code('note', kind)}`, said]);
  return {
    title: text('notes', { count: rows.length }),
    parts:
      rows.length === 0
        ? []
        : [{ part: 'table', header: [text('when'), text('who'), text('text')], rows, numeric: [] }],
  };
}

/** What became of something we sent, the last of it last. */
function fateOf({ status, receipts, reason, channel }: FileEntry, { code }: AccountWords): string {
  if (status === null) return reason === null ? '' : code('outcome', reason);
  const told = receipts.at(-1)?.status ?? status;
  const fate = code('delivery', told);
  return status === 'REFUSED' && reason !== null ? `${fate} (${reason})` : channel === 'web' ? '' : fate;
}

/** The last exchanges, newest first: when, how, what was said and what became of it; and how many there are in all. */
export function timelineSection(file: AccountFile, words: AccountWords, most: number): Section {
  const { exchanges } = file;
  const timeline = file.timeline.slice(0, most);
  const { text, code, moment } = words;
  const rows = timeline.map((entry) => [
    ...[moment(entry.at), text(entry.direction, { channel: code('channel', entry.channel) })],
    ...[entry.text, fateOf(entry, words)],
  ]);
  const header = [text('when'), text('how'), text('text'), text('status')];
  const more: CardPart = {
    ...{ part: 'text', weight: 'subtle' },
    text: text('timelineShown', { shown: timeline.length, count: exchanges }),
  };
  return {
    title: text('timeline', { count: exchanges }),
    parts:
      rows.length === 0
        ? []
        : [{ part: 'table', header, rows, numeric: [] }, ...(exchanges > timeline.length ? [more] : [])],
  };
}

/** Who can be written to or called, by which address, and what they agreed to. */
export function contactSection({ contacts }: AccountFile, words: AccountWords): Section {
  const { text, code } = words;
  const rows = contacts.flatMap(({ name, roles, points }) =>
    points.map(({ channel, address, state, consent }) => [
      ...[name ?? '', roles.map((role) => code('role', role)).join(', ')],
      ...[`${code('channel', channel)} ${address}`, code('point', state)],
      consent === null ? '' : text('consented', { how: consent.how ?? '' }),
    ]),
  );
  const header = [text('who'), text('role'), text('address'), text('status'), text('consent')];
  return {
    title: text('contacts'),
    parts: rows.length === 0 ? [] : [{ part: 'table', header, rows, numeric: [] }],
  };
}
