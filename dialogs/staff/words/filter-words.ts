import { type Language } from '../../../domain/language.ts';
import { type ChoiceField, type Filter, type Measure } from '../../../domain/staff/query.ts';
import { codeWords } from './code-words.ts';
import { periodWords } from './period-words.ts';
import { stateTexts } from './query-texts.ts';
import { amountWords, dayCountWords, riskWords } from './range-words.ts';

const leads: Readonly<Record<Language, Readonly<Record<ChoiceField, string>>>> = {
  fr: {
    segment: 'segment ',
    kind: '',
    city: '',
    region: 'région ',
    owner: 'commercial ',
    level: 'niveau ',
    channel: 'par ',
    cause: 'cause ',
    currency: 'devise ',
    bucket: 'tranche ',
    hold: 'suspension pour ',
    'dispute-reason': 'motif ',
    'dispute-status': 'statut de litige ',
    'promise-status': 'statut de promesse ',
    'plan-status': 'statut de plan ',
  },
  en: {
    segment: 'segment ',
    kind: '',
    city: '',
    region: 'region ',
    owner: 'owner ',
    level: 'level ',
    channel: 'by ',
    cause: 'cause ',
    currency: 'currency ',
    bucket: 'aged ',
    hold: 'hold for ',
    'dispute-reason': 'reason ',
    'dispute-status': 'dispute status ',
    'promise-status': 'promise status ',
    'plan-status': 'plan status ',
  },
};

/** Values that are the creditor's own words are shown as they are. */
const own = new Set<ChoiceField>(['segment', 'city', 'region', 'owner', 'level', 'currency']);
const undecided = ['open', 'investigating'];

/** What the status of a question's own things needs no lead for: "Disputes, open". */
const statusOf: Partial<Readonly<Record<Measure, ChoiceField>>> = {
  ...{ promises: 'promise-status', promised: 'promise-status', plans: 'plan-status', planned: 'plan-status' },
  ...{ disputes: 'dispute-status', disputed: 'dispute-status' },
};

function choiceWords(filter: Extract<Filter, { oneOf: unknown }>, language: Language, measure: Measure): string {
  const { field, oneOf, not } = filter;
  const isUndecided = field === 'dispute-status' && undecided.every((code) => oneOf.includes(code));
  const codes = isUndecided ? oneOf.filter((code) => !undecided.includes(code)) : oneOf;
  const named = codes.map((code) => (own.has(field) ? code : codeWords(field, code, language)));
  const values = [...(isUndecided ? [language === 'fr' ? 'ouvert' : 'open'] : []), ...named];
  const lead = statusOf[measure] === field && !not ? '' : leads[language][field];
  const except = not ? (language === 'fr' ? 'sauf ' : 'except ') : '';
  return `${except}${lead}${values.join(language === 'fr' ? ' ou ' : ' or ')}`;
}

function quoted(text: string, language: Language): string {
  const plain = text.replace(/["«»“”]/gu, ' ').trim();
  return language === 'fr' ? `«\u00a0${plain}\u00a0»` : `“${plain}”`;
}

/** A condition of a question in words, as its button shows it. */
export function filterWords(filter: Filter, language: Language, measure: Measure): string {
  const isFrench = language === 'fr';
  switch (filter.field) {
    case 'amount':
      return amountWords(filter.range, filter.currency, language);
    case 'days-overdue':
      return `${dayCountWords(filter.range, language)} ${isFrench ? 'de retard' : 'late'}`;
    case 'age-days':
      return `${dayCountWords(filter.range, language)} ${isFrench ? 'd’ancienneté' : 'old'}`;
    case 'risk':
      return riskWords(filter.range, language);
    case 'has':
      return stateTexts[language][filter.what][filter.not ? 1 : 0];
    case 'text':
      return quoted(filter.text, language);
    default:
      return 'oneOf' in filter
        ? choiceWords(filter, language, measure)
        : periodWords(filter.field, filter.range, language);
  }
}
