import { type Card, type CardAction } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { staffDeskTexts } from './desk-texts.ts';
import { say } from '../messages/wording.ts';

const examples = {
  fr: {
    questions: [
      'Qui me doit plus de 5 000 € depuis plus de 60 jours à Lyon ?',
      'Combien a-t-on encaissé en octobre ?',
      'Montant contesté par motif',
      'Promesses de la semaine',
    ],
    follow: ['Seulement ceux de Lyon', 'Par ancienneté', 'Les dix suivants', 'Lesquels ont promis ?'],
    files: ['Durand', 'Mes tâches', 'Exporter', 'Les conversations à prendre'],
  },
  en: {
    questions: [
      'Who owes me more than €5,000 for over 60 days in Lyon?',
      'How much did we collect in October?',
      'Disputed amount by reason',
      'Promises of this week',
    ],
    follow: ['Only those in Lyon', 'Sort by age', 'The next ten', 'Which of them promised?'],
    files: ['Durand', 'My tasks', 'Export', 'Conversations to take'],
  },
} as const;

function quoted(text: string, language: Language): string {
  return language === 'fr' ? `« ${text} »` : `“${text}”`;
}

/** What the first questions are pressed by. */
export type HelpPresses = { readonly dashboard: string; readonly first: string; readonly ageing: string };

/** Example questions, and three to press; `name`: greets that person. */
export function helpCard(language: Language, name: string | null, ids: HelpPresses): Card {
  const words = (key: keyof (typeof staffDeskTexts)['fr']): string => say(staffDeskTexts, key, language);
  const { questions, follow, files } = examples[language];
  const ask = (id: string, label: string): CardAction => ({ kind: 'press', id, label });
  const list = (title: string, lines: readonly string[]): Card['parts'] => [
    { part: 'text', text: title, weight: 'strong' },
    ...lines.map((text) => ({ part: 'text', text: quoted(text, language) }) as const),
  ];
  return {
    title: name === null ? words('helpTitle') : say(staffDeskTexts, 'welcome', language, { name }),
    parts: [
      ...list(words('helpQuestions'), questions),
      ...list(words('helpFollow'), follow),
      ...list(words('helpFiles'), files),
      { part: 'text', text: words('helpMore'), weight: 'subtle' },
    ],
    actions: [
      ask(ids.dashboard, words('askDashboard')),
      ask(ids.first, words('askFirst')),
      ask(ids.ageing, words('askAgeing')),
    ],
  };
}
