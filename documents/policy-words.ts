import { type Outlet } from '../domain/escalation/policy.ts';

/** What the page of a policy says, in one language. */
export type PolicyWords = {
  readonly title: string;
  readonly intro: (name: string) => string;
  readonly caption: string;
  readonly heads: readonly [string, string, string];
  readonly beforeDue: (days: number) => string;
  readonly afterDue: (days: number) => string;
  readonly afterPrevious: (days: number) => string;
  readonly afterMonth: (days: number) => string;
  readonly check: string;
  readonly reminder: string;
  readonly call: string;
  readonly charges: string;
  readonly formalNotice: (days: number) => string;
  readonly handOver: string;
  readonly decision: string;
  readonly nothingSent: string;
  readonly orElse: string;
  readonly outlets: Readonly<Record<Outlet, string>>;
  readonly limitsTitle: string;
  readonly caps: (day: number, week: number, month: number) => string;
  readonly between: (from: string, until: string) => string;
  readonly hours: (times: readonly string[]) => string;
  readonly limits: readonly string[];
  readonly stopsTitle: string;
  readonly stops: readonly string[];
  readonly personTitle: string;
  readonly person: string;
  readonly version: (version: string, from: string) => string;
};

const fr: PolicyWords = {
  title: 'Quand et comment nous vous écrivons',
  intro: (name) =>
    `Cette page dit quand ${name} vous écrit au sujet d’une facture, par quel moyen, et ce qui nous arrête. Chaque étape attend la précédente ; aucune n’est sautée.`,
  caption: 'Les étapes, pour chaque échéance',
  heads: ['Quand', 'Quoi', 'Par quel moyen'],
  beforeDue: (days) => `${days} jours avant l’échéance`,
  afterDue: (days) => `Au plus tôt ${days} jours après l’échéance`,
  afterPrevious: (days) => `Au plus tôt ${days} jours après l’étape précédente`,
  afterMonth: (days) => `Au plus tôt ${days} jours après la fin du mois de l’échéance`,
  check: 'Nous vérifions nos propres papiers et vous demandons s’il vous manque une pièce.',
  reminder: 'Un message rappelle ce qui reste à régler et comment nous joindre.',
  call: 'Une personne vous appelle pour chercher une solution avec vous.',
  charges: 'Un message rappelle ce qui reste à régler et annonce les frais prévus par la loi entre professionnels.',
  formalNotice: (days) => `Une mise en demeure, approuvée par une personne, vous laisse ${days} jours.`,
  handOver: 'Une personne décide de confier le dossier à un tiers.',
  decision: 'Une personne examine votre situation et décide de la suite.',
  nothingSent: 'Rien ne part de lui-même',
  orElse: ', à défaut ',
  outlets: {
    ...{ email: 'courriel', sms: 'SMS', whatsapp: 'WhatsApp', letter: 'lettre' },
    ...{ 'registered-letter': 'lettre recommandée', phone: 'appel téléphonique' },
  },
  limitsTitle: 'Nos limites',
  caps: (day, week, month) =>
    `Tous moyens confondus, au plus ${day} fois par jour, ${week} fois en 7 jours et ${month} fois en 30 jours.`,
  between: (from, until) => `de ${from} à ${until}`,
  hours: (times) => `Les jours ouvrés seulement, ${times.join(' et ')}, à votre heure.`,
  limits: ['Rien de ce que vous contestez ne vous est demandé tant que nous ne vous avons pas répondu.'],
  stopsTitle: 'Ce qui nous arrête',
  stops: [
    'un règlement, ou un règlement en route ;',
    'une contestation, pour la part contestée ;',
    'une date que vous nous avez donnée, jusqu’à cette date ;',
    'un échéancier que vous suivez ;',
    'une question que vous nous avez posée, jusqu’à notre réponse ;',
    'le mot STOP, pour l’adresse d’où il vient.',
  ],
  personTitle: 'Parler à une personne',
  person: 'À tout moment, demandez une personne : elle peut faire ce que cette page ne prévoit pas.',
  version: (version, from) => `Version ${version}, en vigueur depuis le ${from}.`,
};

const en: PolicyWords = {
  title: 'When and how we write to you',
  intro: (name) =>
    `This page says when ${name} writes to you about an invoice, by which means, and what makes us stop. Each step waits for the one before; none is skipped.`,
  caption: 'The steps, for each due date',
  heads: ['When', 'What', 'By which means'],
  beforeDue: (days) => `${days} days before the due date`,
  afterDue: (days) => `At the earliest ${days} days after the due date`,
  afterPrevious: (days) => `At the earliest ${days} days after the step before`,
  afterMonth: (days) => `At the earliest ${days} days after the end of the month of the due date`,
  check: 'We check our own papers and ask whether you need anything from us.',
  reminder: 'A message says what is left to pay and how to reach us.',
  call: 'A person calls you to look for a solution with you.',
  charges: 'A message says what is left to pay and announces the charges that the law provides between businesses.',
  formalNotice: (days) => `A formal notice, approved by a person, gives you ${days} days.`,
  handOver: 'A person decides to entrust the matter to a third party.',
  decision: 'A person looks at your situation and decides what comes next.',
  nothingSent: 'Nothing leaves by itself',
  orElse: ', else ',
  outlets: {
    ...{ email: 'e-mail', sms: 'text message', whatsapp: 'WhatsApp', letter: 'letter' },
    ...{ 'registered-letter': 'registered letter', phone: 'telephone call' },
  },
  limitsTitle: 'Our limits',
  caps: (day, week, month) => `By all means together, at most ${day} a day, ${week} in 7 days and ${month} in 30 days.`,
  between: (from, until) => `from ${from} to ${until}`,
  hours: (times) => `On working days only, ${times.join(' and ')}, in your own time zone.`,
  limits: ['Nothing that you contest is asked of you until we have answered.'],
  stopsTitle: 'What makes us stop',
  stops: [
    'a payment, or a payment on its way;',
    'an objection, for the part you object to;',
    'a date that you gave us, until that date;',
    'a payment plan that you keep to;',
    'a question that you asked, until we answer;',
    'the word STOP, for the address it comes from.',
  ],
  personTitle: 'Speak to a person',
  person: 'Ask for a person at any time: they can do what this page does not foresee.',
  version: (version, from) => `Version ${version}, in force since ${from}.`,
};

export const policyWords: Readonly<Record<'fr' | 'en', PolicyWords>> = { fr, en };
