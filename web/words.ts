/** The page's own words; what the assistant says comes from the service. */
const french = {
  subtitle: 'Assistant automatique',
  log: 'Conversation',
  you: 'Vous',
  assistant: 'Assistant',
  write: 'Votre message',
  placeholder: 'Votre message…',
  send: 'Envoyer',
  attach: 'Joindre des fichiers',
  chosen: 'Fichiers à envoyer',
  remove: 'Retirer',
  suggestions: 'Réponses proposées',
  sending: 'Envoi…',
  waiting: 'Sera envoyé dès que la connexion revient',
  sent: 'Envoyé',
  failed: 'Non envoyé',
  reconnecting: 'Connexion interrompue. Nous la rétablissons, rien n’est perdu.',
  connecting: 'Connexion…',
  moved: 'Cette conversation continue dans une autre fenêtre.',
  resumeHere: 'Continuer ici',
  expired: 'La conversation précédente est terminée. En voici une nouvelle.',
  restart: 'Nouvelle conversation',
  restartTitle: 'Commencer une nouvelle conversation ?',
  restartText: 'Ce qui est déjà enregistré le reste. La conversation affichée ici s’efface de cet écran.',
  restartYes: 'Recommencer',
  restartNo: 'Continuer celle-ci',
  language: 'Langue',
  newMessages: 'Nouveaux messages',
  download: 'Ouvrir le document',
  tooManyFiles: 'Cinq fichiers au plus par envoi.',
  fileTooLarge: 'Ce fichier dépasse 10 Mo :',
  fileType: 'Seuls les photos (JPEG, PNG, WebP, HEIC) et les PDF sont acceptés :',
  unsupported: 'Ce contenu ne peut pas être affiché ici.',
  close: 'Fermer la discussion',
  reference: 'Ma référence :',
  notHere: 'Cette discussion ne peut pas s’ouvrir sur ce site.',
} as const;

type Words = Readonly<Record<keyof typeof french, string>>;

const english: Words = {
  subtitle: 'Automated assistant',
  log: 'Conversation',
  you: 'You',
  assistant: 'Assistant',
  write: 'Your message',
  placeholder: 'Your message…',
  send: 'Send',
  attach: 'Attach files',
  chosen: 'Files to send',
  remove: 'Remove',
  suggestions: 'Suggested answers',
  sending: 'Sending…',
  waiting: 'Will be sent when the connection is back',
  sent: 'Sent',
  failed: 'Not sent',
  reconnecting: 'Connection lost. We are restoring it, nothing is lost.',
  connecting: 'Connecting…',
  moved: 'This conversation goes on in another window.',
  resumeHere: 'Continue here',
  expired: 'The previous conversation has ended. Here is a new one.',
  restart: 'New conversation',
  restartTitle: 'Start a new conversation?',
  restartText: 'What is already recorded stays recorded. The conversation shown here leaves this screen.',
  restartYes: 'Start again',
  restartNo: 'Continue this one',
  language: 'Language',
  newMessages: 'New messages',
  download: 'Open the document',
  tooManyFiles: 'Five files at most at a time.',
  fileTooLarge: 'This file is larger than 10 MB:',
  fileType: 'Only photos (JPEG, PNG, WebP, HEIC) and PDF files are accepted:',
  unsupported: 'This content cannot be shown here.',
  close: 'Close the chat',
  reference: 'My reference:',
  notHere: 'This chat cannot open on this site.',
};

export type Language = 'fr' | 'en';
export type Word = keyof Words;

/** The word in that language. */
export function say(language: Language, word: Word): string {
  return (language === 'fr' ? french : english)[word];
}

/** Puts the page's words in that language wherever an element asks for one. */
export function translatePage(language: Language): void {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]')) {
    element.textContent = say(language, element.dataset['word'] as Word);
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
    const label = say(language, element.dataset['label'] as Word);
    element.setAttribute('aria-label', label);
    if (element.tagName === 'BUTTON' || element.tagName === 'LABEL') element.title = label;
  }
  for (const element of document.querySelectorAll<HTMLTextAreaElement>('[data-placeholder]')) {
    element.placeholder = say(language, element.dataset['placeholder'] as Word);
  }
}
