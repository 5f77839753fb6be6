import { readOrigin } from './credit-row.ts';
import { type Reading } from './reading.ts';
import { type RowReader } from './row-reader.ts';

const kinds = {
  ...{ insolvency: 'insolvency', 'procedure collective': 'insolvency', sauvegarde: 'insolvency' },
  ...{ redressement: 'insolvency', 'redressement judiciaire': 'insolvency', liquidation: 'insolvency' },
  ...{ 'liquidation judiciaire': 'insolvency', administration: 'insolvency', bankruptcy: 'insolvency' },
  ...{ 'over indebtedness': 'over-indebtedness', surendettement: 'over-indebtedness' },
  ...{ 'retablissement personnel': 'over-indebtedness', moratorium: 'over-indebtedness' },
  ...{ declared: 'declared', declare: 'declared', declaree: 'declared', 'depot de bilan': 'declared' },
  ...{ closure: 'closure', fermeture: 'closure', 'cessation d activite': 'closure', radiation: 'closure' },
  ...{ dissolution: 'closure', closed: 'closure' },
  ...{ 'change of address': 'change-of-address', 'changement d adresse': 'change-of-address' },
  ...{ 'transfert de siege': 'change-of-address', demenagement: 'change-of-address', move: 'change-of-address' },
  ...{ 'change of manager': 'change-of-manager', 'changement de dirigeant': 'change-of-manager' },
  ...{ 'changement de gerant': 'change-of-manager', 'new manager': 'change-of-manager' },
} as const;

/** A judgment comes before its publication; one that ended on its own day never was. */
function readDays(reading: Reading, judged: boolean): readonly (string | null)[] {
  const judgedOn = reading.pastDate('judged_on');
  if (judged && judgedOn === null) reading.refuse('judged_on', 'event-undated');
  const publishedOn = reading.pastDate('published_on');
  const endedOn = reading.pastDate('ended_on');
  for (const [column, day] of [['published_on', publishedOn] as const, ['ended_on', endedOn] as const]) {
    if (judged && judgedOn !== null && day !== null && day < judgedOn) reading.refuse(column, 'before-judgment');
  }
  return [judged ? judgedOn : null, publishedOn, endedOn];
}

/** Rows of the events file: one thing that is known of a debtor beside the accounts. */
export const eventRow: RowReader = {
  table: 'stage_events',
  columns: [
    ...['debtor text', 'kind text', 'judged_on date', 'published_on date', 'ended_on date', 'reference text'],
    ...['detail text', 'known_on date', 'source text', 'origin uuid'],
  ],
  group: () => null,
  read: (reading) => {
    const kind = reading.word('kind', kinds) ?? reading.refuse('kind', 'missing');
    const debtor = reading.required('debtor');
    const days = readDays(reading, kind === 'insolvency' || kind === 'over-indebtedness');
    return [
      ...[debtor, kind, ...days, reading.text('reference'), reading.text('detail')],
      ...[reading.pastDate('known_on'), reading.text('source'), readOrigin(reading)],
    ];
  },
};
