import { type DebtorKind } from '../../domain/account.ts';
import { type Language } from '../../domain/language.ts';
import { readPercent } from './read-percent.ts';
import { type Reading } from './reading.ts';
import { type RowReader, type StagedValue } from './row-reader.ts';

const kinds: Readonly<Record<string, DebtorKind>> = {
  ...{ company: 'company', societe: 'company', entreprise: 'company', 'personne morale': 'company', b2b: 'company' },
  ...{
    'sole trader': 'sole-trader',
    'entreprise individuelle': 'sole-trader',
    ei: 'sole-trader',
    independant: 'sole-trader',
  },
  ...{ 'auto entrepreneur': 'sole-trader', 'micro entrepreneur': 'sole-trader', artisan: 'sole-trader' },
  ...{ consumer: 'consumer', particulier: 'consumer', individual: 'consumer', b2c: 'consumer' },
  ...{
    'public body': 'public-body',
    public: 'public-body',
    'organisme public': 'public-body',
    collectivite: 'public-body',
  },
  ...{ mairie: 'public-body', administration: 'public-body' },
};

/** How the two languages are named in files. */
export const languages: Readonly<Record<string, Language>> = {
  ...{ fr: 'fr', francais: 'fr', french: 'fr', 'fr fr': 'fr' },
  ...{ en: 'en', anglais: 'en', english: 'en', 'en gb': 'en', 'en us': 'en' },
};

const frenchSpeaking = new Set([
  'FR',
  'BE',
  'LU',
  'MC',
  'CH',
  'MA',
  'TN',
  'DZ',
  'SN',
  'CI',
  'GP',
  'MQ',
  'GF',
  'RE',
  'YT',
]);

const zones: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));
const zoneOfCountry = new Map<string, string | null>();

/** Of the language's proposals, not in its published types yet. */
type Located = Intl.Locale & { readonly getTimeZones?: () => readonly string[] };

/** The zone of a country that has one, or the creditor's where it is one of several; null where nobody's hours can be guessed. */
function likelyZone(country: string, own: string): string | null {
  let zone = zoneOfCountry.get(country);
  if (zone === undefined) {
    const locale: Located = new Intl.Locale(`und-${country}`);
    const found = locale.getTimeZones?.() ?? [];
    zone = (found.length === 1 ? found[0] : found.find((candidate) => candidate === own)) ?? null;
    zoneOfCountry.set(country, zone);
  }
  return zone;
}

function readZone(reading: Reading): string | null {
  const cell = reading.text('zone');
  if (cell === null) return null;
  return zones.has(cell) || cell === 'UTC' ? cell : reading.refuse('zone', 'not-a-zone');
}

function readPayday(reading: Reading): number | null {
  const cell = reading.text('payday');
  if (cell === null) return null;
  const day = /^\d{1,2}$/.test(cell) ? Number(cell) : 0;
  return day >= 1 && day <= 31 ? day : reading.refuse('payday', 'unknown-word');
}

/** A share of the year's purchases, granted when all is settled by a day. */
function readRebate(reading: Reading): readonly StagedValue[] {
  const rebate = readPercent(reading, 'rebate');
  return rebate === null ? [null, null] : [rebate, reading.requiredDate('rebate_until')];
}

/** Rows of the debtors file; what starts with `default_` holds for a new debtor only. */
export const debtorRow: RowReader = {
  table: 'stage_debtors',
  columns: [
    ...[
      'reference text',
      'name text',
      'kind text',
      'language text',
      'default_language text',
      'country text',
      'default_country text',
    ],
    ...[
      'zone text',
      'default_zone text',
      'address text',
      'postcode text',
      'birth_date date',
      'siren text',
      'payday smallint',
    ],
    ...[
      'segment text',
      'town text',
      'sales_owner text',
      'parent text',
      'payer text',
      'insolvency_on date',
      'insured_by text',
    ],
    ...['rebate int', 'rebate_until date'],
  ],
  group: (reading) => reading.key('reference'),
  read: (reading) => {
    const country = reading.country('country');
    const home = country ?? reading.defaults.country;
    return [
      ...[reading.required('reference'), reading.required('name')],
      reading.word('kind', kinds) ?? reading.refuse('kind', 'missing'),
      ...[reading.word('language', languages), frenchSpeaking.has(home) ? 'fr' : 'en'],
      ...[country, home, readZone(reading), likelyZone(home, reading.defaults.zone)],
      ...[reading.text('address'), reading.text('postcode'), reading.pastDate('birth_date'), reading.siren('siren')],
      ...[readPayday(reading), reading.text('segment'), reading.text('town'), reading.text('sales_owner')],
      ...[reading.text('parent'), reading.text('payer'), reading.pastDate('insolvency_on'), reading.text('insured_by')],
      ...readRebate(reading),
    ];
  },
};
