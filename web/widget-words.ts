import { type Language } from './words.ts';

const words = {
  fr: {
    launcher: 'Discuter',
    open: (name: string) => `Discuter avec ${name}`,
    unread: (count: number) => (count === 1 ? '1 nouveau message' : `${count} nouveaux messages`),
    close: 'Fermer la discussion',
    panel: (name: string) => `Discussion avec ${name}`,
  },
  en: {
    launcher: 'Chat',
    open: (name: string) => `Chat with ${name}`,
    unread: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
    close: 'Close the chat',
    panel: (name: string) => `Conversation with ${name}`,
  },
} as const;

/** The widget's own words in that language. */
export function widgetWords(language: Language): (typeof words)[Language] {
  return words[language];
}
