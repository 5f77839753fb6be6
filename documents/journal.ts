import { toDecimal } from '../domain/format.ts';
import { type JournalRow } from '../domain/journal-row.ts';
import { type Language } from '../domain/language.ts';
import { type Money } from '../domain/money.ts';
import { writeRow } from './csv/write-row.ts';

const headers: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    ...['identifiant', 'date', 'nature', 'client', 'montant', 'devise', 'facture', 'numéro', 'moyen', 'libellé'],
    'connu depuis',
  ],
  en: ['id', 'date', 'kind', 'debtor', 'amount', 'currency', 'invoice', 'number', 'means', 'text', 'known since'],
};

const natures: Readonly<Record<Language, Readonly<Record<JournalRow['kind'], string>>>> = {
  fr: {
    payment: 'règlement',
    'credit-note': 'avoir',
    'write-off': 'passage en perte',
    charge: 'frais',
    'charge-waived': 'frais abandonnés',
    allocation: 'affectation',
  },
  en: {
    payment: 'payment',
    'credit-note': 'credit note',
    'write-off': 'write-off',
    charge: 'charge',
    'charge-waived': 'charge waived',
    allocation: 'allocation',
  },
};

/** Without a thousands sign and with the language's decimal mark: a spreadsheet reads it as a number. */
function plainAmount(amount: Money, language: Language): string {
  return toDecimal(amount).replace('.', language === 'fr' ? ',' : '.');
}

/** The journal as a table for a spreadsheet: semicolons and decimal commas in French, commas and points in English; never a formula. */
export function journalTable(rows: readonly JournalRow[], language: Language): string {
  const separator = language === 'fr' ? ';' : ',';
  const lines = rows.map((row) => [
    ...[
      row.id,
      row.on,
      natures[language][row.kind],
      row.debtor,
      plainAmount(row.amount, language),
      row.amount.currency,
    ],
    ...[row.invoice ?? '', row.number ?? '', row.means ?? '', row.text, row.since],
  ]);
  // Spreadsheets read UTF-8 only when it is marked.
  return `\ufeff${[headers[language], ...lines].map((line) => writeRow(line, separator)).join('')}`;
}
