import { type Language } from '../domain/language.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { finishLetter, heading, type LetterHead, type LetterOptions, paragraph, startLetter } from './letter.ts';
import { type Column, table } from './table.ts';

/** One thing that happened, said or heard; `what` is one of the kinds below. */
export type DossierEntry = {
  readonly at: string; // a day, or a day and the hour in the debtor's zone
  readonly what: keyof (typeof kinds)['fr'];
  readonly by: string; // channel and address, or what it is known from
  readonly text: string;
};

export type DossierValues = LetterHead & {
  readonly knownTo: CivilDate | null;
  readonly invoices: readonly (readonly [number: string, issued: string, due: string, amount: string, open: string])[];
  readonly entries: readonly DossierEntry[]; // oldest first
  readonly rules: readonly (readonly [policy: string, version: string, signedBy: string])[];
  readonly limits: readonly (readonly [number: string, from: string, until: string, interruptions: string])[];
  readonly fingerprint: string; // of the contents of the JSON beside it
};

const kinds = {
  fr: {
    ...{ said: 'Message envoyé', heard: 'Message reçu', receipt: 'Remise', contact: 'Contact', notice: 'Étape' },
    ...{ promise: 'Date convenue', plan: 'Échelonnement', dispute: 'Contestation', payment: 'Règlement' },
    ...{ credit: 'Avoir', hold: 'Suspension', charge: 'Frais', event: 'Information', approval: 'Décision' },
    ...{ consent: 'Opposition ou accord', allocation: 'Affectation' },
  },
  en: {
    ...{ said: 'Message sent', heard: 'Message received', receipt: 'Delivery', contact: 'Contact', notice: 'Step' },
    ...{ promise: 'Agreed date', plan: 'Instalments', dispute: 'Dispute', payment: 'Payment', credit: 'Credit note' },
    ...{ hold: 'Pause', charge: 'Charge', event: 'News', approval: 'Decision', consent: 'Opt-out or consent' },
    allocation: 'Allocation',
  },
} as const;

const words = {
  fr: {
    title: 'Dossier du compte',
    about: (known: string) =>
      `Ce dossier reprend ce qui est conservé du compte${known === '' ? '' : `, connu jusqu’au ${known}`}. Le fichier dossier.json qui l’accompagne se vérifie seul : npm run verify -- --file dossier.json.`,
    fingerprint: (hash: string) => `Empreinte du contenu (SHA-256) :\n${hash}`,
    ...{ invoices: 'Factures', entries: 'Chronologie', rules: 'Règles appliquées', limits: 'Prescription' },
    invoice: ['Facture', 'Émise', 'Échéance', 'Montant', 'Reste'],
    rule: ['Règle', 'Version', 'Signée par'],
    limit: ['Facture', 'Court depuis', 'Jusqu’au', 'Interruptions et preuves'],
    none: 'Rien n’est conservé.',
  },
  en: {
    title: 'File of the account',
    about: (known: string) =>
      `This file holds what is kept of the account${known === '' ? '' : `, known up to ${known}`}. The dossier.json beside it can be checked on its own: npm run verify -- --file dossier.json.`,
    fingerprint: (hash: string) => `Fingerprint of the contents (SHA-256):\n${hash}`,
    ...{ invoices: 'Invoices', entries: 'Timeline', rules: 'Rules applied', limits: 'Limitation' },
    invoice: ['Invoice', 'Issued', 'Due', 'Amount', 'Open'],
    rule: ['Rule', 'Version', 'Signed by'],
    limit: ['Invoice', 'Runs from', 'Until', 'Interruptions and proofs'],
    none: 'Nothing is kept.',
  },
} as const;

function columns(titles: readonly string[], shares: readonly number[], rightFrom: number): readonly Column[] {
  return titles.map((title, index) => ({
    title,
    share: shares[index] ?? 1,
    align: index >= rightFrom ? 'right' : 'left',
  }));
}

function headOf({ at, what, by }: DossierEntry, language: Language): string {
  return [at, kinds[language][what], by].filter((part) => part !== '').join(' · ');
}

/** The PDF of a dossier: invoices, everything in the order it happened in the words that were said, the rules and the limitation of each line. */
export async function dossierPdf(values: DossierValues, options: LetterOptions = {}): Promise<Uint8Array> {
  const { language } = values;
  const texts = words[language];
  const letter = startLetter(values, texts.title, options);
  paragraph(letter, texts.about(values.knownTo ?? ''));
  paragraph(letter, texts.fingerprint(values.fingerprint));
  heading(letter, texts.invoices);
  table(letter, columns(texts.invoice, [26, 18, 18, 19, 19], 3), values.invoices);
  heading(letter, texts.entries);
  if (values.entries.length === 0) paragraph(letter, texts.none);
  for (const entry of values.entries) paragraph(letter, `${headOf(entry, language)}\n${entry.text}`);
  if (values.rules.length > 0) {
    heading(letter, texts.rules);
    table(letter, columns(texts.rule, [40, 30, 30], 9), values.rules);
  }
  heading(letter, texts.limits);
  table(letter, columns(texts.limit, [24, 18, 18, 40], 9), values.limits);
  return await finishLetter(letter);
}
