import { renderText } from '../../channels/text/render-text.ts';
import { type DossierEntry } from '../../documents/dossier.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Dossier, type DossierRow } from '../../domain/dossier.ts';
import { formatMoney } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';
import { type Money } from '../../domain/money.ts';

/** Writes an instant of the dossier as a day and an hour in the debtor's zone. */
type Clock = (instant: string) => string;

function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => format.format(new Date(instant));
}

function cell(row: DossierRow, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function told(row: DossierRow, ...names: readonly string[]): string {
  return names
    .map((name) => cell(row, name))
    .filter((text) => text !== '')
    .join(' · ');
}

function messages({ said, heard, contacts }: Dossier, clock: Clock): readonly DossierEntry[] {
  return [
    ...said.flatMap(({ at, channel, to, message, status, reason, receipts, carrierId }): DossierEntry[] => [
      {
        at: clock(at),
        what: 'said',
        by: [channel, to, message.class].filter((part) => part !== null).join(' · '),
        text: renderText([message], () => []).text,
      },
      {
        at: clock(receipts.at(-1)?.at ?? at),
        what: 'receipt',
        by: channel,
        text: [status, reason, carrierId, ...receipts.map((of) => `${of.status} ${clock(of.at)}`)]
          .filter((part) => part !== null)
          .join(' · '),
      },
    ]),
    ...heard.map(({ at, channel, text }): DossierEntry => ({ at: clock(at), what: 'heard', by: channel, text })),
    ...contacts.map((row): DossierEntry => ({
      at: clock(cell(row, 'at')),
      what: 'contact',
      by: told(row, 'outlet', 'direction', 'by'),
      text: told(row, 'outcome', 'note'),
    })),
  ];
}

function agreements({ account }: Dossier, money: (amount: Money) => string): readonly DossierEntry[] {
  const dated = (at: CivilDate, what: DossierEntry['what'], text: string): DossierEntry => ({ at, what, by: '', text });
  return [
    ...account.promises.map((of) => dated(of.madeOn, 'promise', `${of.due} · ${money(of.amount)} · ${of.status}`)),
    ...account.plans.flatMap((of) =>
      of.signedOn === null
        ? []
        : [
            dated(
              of.signedOn,
              'plan',
              [
                `${money(of.total)} · ${of.status}`,
                ...of.instalments.map((each) => `${each.due} · ${money(each.amount)}`),
              ].join('\n'),
            ),
          ],
    ),
    ...account.disputes.map((of) => dated(of.openedOn, 'dispute', `${of.reason} · ${money(of.amount)} · ${of.status}`)),
    ...account.payments.map((of) => dated(of.valueDate, 'payment', `${money(of.amount)} · ${of.means} · ${of.status}`)),
    ...account.creditNotes.map((of) => dated(of.issued, 'credit', `${of.number} · ${money(of.amount)}`)),
    ...account.charges.map((of) =>
      dated(of.on, 'charge', `${of.kind} · ${money(of.amount)} · ${of.status} · ${of.basis}`),
    ),
    ...account.holds.map((of) => dated(of.from, 'hold', `${of.reason} · ${of.until ?? '…'}`)),
    ...account.allocations.map((of) =>
      dated(
        of.on,
        'allocation',
        `${of.source.kind} ${of.source.id} → ${of.target.kind} ${of.target.id} · ${money(of.amount)}${of.reversedOn === null ? '' : ` · ${of.reversedOn}`}`,
      ),
    ),
  ];
}

function steps({ notices, approvals, events, optOuts }: Dossier, clock: Clock): readonly DossierEntry[] {
  return [
    ...notices.map((row): DossierEntry => ({
      at: cell(row, 'decidedOn'),
      what: 'notice',
      by: told(row, 'levelId', 'outlet'),
      text: told(row, 'status', 'reason', 'countedOn', 'tracking'),
    })),
    ...approvals.map((row): DossierEntry => ({
      at: clock(cell(row, cell(row, 'decidedAt') === '' ? 'askedAt' : 'decidedAt')),
      what: 'approval',
      by: told(row, 'by'),
      text: told(row, 'kind', 'decision', 'note'),
    })),
    ...events.map((row): DossierEntry => ({
      at: cell(row, 'knownOn'),
      what: 'event',
      by: told(row, 'source'),
      text: told(row, 'kind', 'judgedOn', 'publishedOn', 'reference', 'detail'),
    })),
    ...optOuts.map((row): DossierEntry => ({
      at: clock(cell(row, 'at')),
      what: 'consent',
      by: told(row, 'channel', 'address'),
      text: told(row, 'kind', 'source'),
    })),
  ];
}

/** What happened, in order, for people to read: days as the accounts have them, instants in the debtor's zone. */
export function timelineOf(dossier: Dossier, language: Language): readonly DossierEntry[] {
  const clock = clockOf(dossier.account.debtor.zone);
  const money = (amount: Money): string => formatMoney(amount, language);
  const all = [...messages(dossier, clock), ...agreements(dossier, money), ...steps(dossier, clock)];
  return all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
