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

/** Example questions, of which the first can be pressed; `name`: greets that person. */
export function helpCard(language: Language, name: string | null): Card {
  const words = (key: keyof (typeof staffDeskTexts)['fr']): string => say(staffDeskTexts, key, language);
  const { questions, follow, files } = examples[language];
  const ask = (key: 'askDashboard' | 'askFirst' | 'askAgeing'): CardAction => {
    const label = words(key);
    return { kind: 'press', id: `say:${label}`, label };
  };
  const list = (title: string, lines: readonly string[]): Card['parts'] => [
    { part: 'text', text: title, weight: 'strong' },
    ...lines.map((text) => ({ part: 'text', text: `« ${text} »` }) as const),
  ];
  return {
    title: name === null ? words('helpTitle') : say(staffDeskTexts, 'welcome', language, { name }),
    parts: [
      ...list(words('helpQuestions'), questions),
      ...list(words('helpFollow'), follow),
      ...list(words('helpFiles'), files),
      { part: 'text', text: words('helpMore'), weight: 'subtle' },
    ],
    actions: [ask('askDashboard'), ask('askFirst'), ask('askAgeing')],
  };
}

/** The same in words. */
export function helpText(language: Language): string {
  const { questions, follow, files } = examples[language];
  const title = say(staffDeskTexts, 'helpTitle', language);
  return [title, ...questions, ...follow, ...files, say(staffDeskTexts, 'helpMore', language)].join('\n');
}
