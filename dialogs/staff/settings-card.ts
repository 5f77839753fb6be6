import { type Card, type CardInput } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { type ToldSettings, type ToldTopic, toldTopics } from '../../domain/staff/told-topics.ts';
import { say } from '../messages/wording.ts';

const texts = {
  fr: {
    title: 'Ce que vous recevez sans le demander',
    about: 'Dans vos heures et vos jours, jamais un jour férié.',
    from: 'À partir de',
    until: 'Jusqu’à',
    days: 'Jours',
    zone: 'Fuseau',
    same: 'celui de la société ({zone})',
    save: 'Enregistrer',
    saved: 'C’est enregistré.',
    wrong: 'Une heure s’écrit 08:00, et la fin vient après le début. Rien n’a été changé.',
    on: 'oui',
    off: 'non',
    digest: 'Le point du matin',
    handoff: 'Un client demande une personne',
    'large-overdue': 'Un gros compte passe en retard',
    'broken-promise': 'Une promesse n’est pas tenue',
    'dispute-opened': 'Une contestation est ouverte',
    'delivery-failure': 'Un message n’arrive pas',
    'spend-cap': 'Un plafond de dépense est atteint',
    'rate-missing': 'Un taux d’intérêt manque',
    access: 'Une personne sans accès écrit',
    '1-5': 'du lundi au vendredi',
    '1-6': 'du lundi au samedi',
    '2-6': 'du mardi au samedi',
    '1-7': 'tous les jours',
  },
  en: {
    title: 'What you are told without asking',
    about: 'Within your hours and your days, never on a public holiday.',
    from: 'From',
    until: 'Until',
    days: 'Days',
    zone: 'Time zone',
    same: 'that of the company ({zone})',
    save: 'Save',
    saved: 'Saved.',
    wrong: 'An hour is written 08:00, and the end comes after the beginning. Nothing was changed.',
    on: 'yes',
    off: 'no',
    digest: 'The morning digest',
    handoff: 'A customer asks for a person',
    'large-overdue': 'A large account becomes overdue',
    'broken-promise': 'A promise is broken',
    'dispute-opened': 'A dispute is opened',
    'delivery-failure': 'A message does not arrive',
    'spend-cap': 'A spending cap is reached',
    'rate-missing': 'An interest rate is missing',
    access: 'Somebody without access writes',
    '1-5': 'Monday to Friday',
    '1-6': 'Monday to Saturday',
    '2-6': 'Tuesday to Saturday',
    '1-7': 'every day',
  },
} as const;

const weeks = {
  '1-5': [1, 2, 3, 4, 5],
  '1-6': [1, 2, 3, 4, 5, 6],
  '2-6': [2, 3, 4, 5, 6],
  '1-7': [1, 2, 3, 4, 5, 6, 7],
};
type Week = keyof typeof weeks;
const isWeek = (text: string): text is Week => Object.hasOwn(weeks, text);
const weekNames = Object.keys(weeks).filter(isWeek);
const zones = [
  ...['Europe/Paris', 'Europe/London', 'Europe/Brussels', 'America/Guadeloupe', 'America/Martinique'],
  ...['America/Cayenne', 'Indian/Reunion', 'Indian/Mayotte', 'Pacific/Noumea', 'Pacific/Tahiti'],
];
const company = 'company';

function clock(minute: number): string {
  const hours = String(Math.floor(minute / 60)).padStart(2, '0');
  return `${hours}:${String(minute % 60).padStart(2, '0')}`;
}

function minuteOf(text: string): number | null {
  const [, hours, minutes = '00'] = /^(\d{1,2})(?:[:hH](\d{2})?)?$/.exec(text.trim()) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return hours === undefined || Number(minutes) > 59 || minute > 1440 ? null : minute;
}

function weekOf({ days }: ToldSettings): Week {
  return weekNames.find((week) => weeks[week].join() === days.join()) ?? '1-5';
}

/** When and of what a person is told, to be changed. */
export function settingsCard(settings: ToldSettings, companyZone: string, save: string, language: Language): Card {
  const text = (key: keyof (typeof texts)['fr']): string => say(texts, key, language);
  const onOff = [
    { id: 'on', label: text('on') },
    { id: 'off', label: text('off') },
  ];
  const inputs: readonly CardInput[] = [
    { id: 'from', label: text('from'), kind: 'text', required: true, value: clock(settings.fromMinute) },
    { id: 'until', label: text('until'), kind: 'text', required: true, value: clock(settings.untilMinute) },
    {
      ...{ id: 'days', label: text('days'), kind: 'choice', required: true, value: weekOf(settings) },
      choices: weekNames.map((id) => ({ id, label: text(id) })),
    },
    {
      ...{ id: 'zone', label: text('zone'), kind: 'choice', required: true, value: settings.zone ?? company },
      choices: [
        { id: company, label: say(texts, 'same', language, { zone: companyZone }) },
        ...zones.map((id) => ({ id, label: id })),
      ],
    },
    ...toldTopics.map((topic): CardInput => ({
      ...{ id: topic, label: text(topic), kind: 'choice', required: true, choices: onOff },
      value: settings.off.includes(topic) ? 'off' : 'on',
    })),
  ];
  return {
    title: text('title'),
    parts: [
      { part: 'text', text: text('about'), weight: 'subtle' },
      { part: 'inputs', inputs },
    ],
    actions: [{ kind: 'press', id: save, label: text('save'), style: 'positive', inputs: true }],
  };
}

/** What was filled in; null where an hour cannot be read. */
export function readSettingsCard(before: ToldSettings, inputs: Readonly<Record<string, string>>): ToldSettings | null {
  const fromMinute = inputs['from'] === undefined ? before.fromMinute : minuteOf(inputs['from']);
  const untilMinute = inputs['until'] === undefined ? before.untilMinute : minuteOf(inputs['until']);
  if (fromMinute === null || untilMinute === null || fromMinute >= untilMinute) return null;
  const { days = '', zone = before.zone ?? company } = inputs;
  return {
    ...{ fromMinute, untilMinute },
    zone: zones.includes(zone) ? zone : null,
    days: isWeek(days) ? weeks[days] : before.days,
    off: toldTopics.filter((topic) => (inputs[topic] ?? (before.off.includes(topic) ? 'off' : 'on')) === 'off'),
  };
}

/** That settings were kept, or why not. */
export function settingsText(key: 'saved' | 'wrong', language: Language): string {
  return say(texts, key, language);
}

/** What a topic is called. */
export function topicWord(topic: ToldTopic, language: Language): string {
  return say(texts, topic, language);
}
