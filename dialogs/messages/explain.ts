export const explainTexts = {
  fr: {
    wrote:
      'Nous écrivons quand une facture a dépassé son échéance et que nous n’avons pas encore vu son règlement. Voici {count#notre dernier message#nos {count} derniers messages} :',
    none: 'Nous ne vous avons pas écrit de nous-mêmes au sujet de votre compte.',
    email: 'le {date}, par e-mail',
    sms: 'le {date}, par SMS',
    whatsapp: 'le {date}, par WhatsApp',
    letter: 'le {date}, par courrier',
    'registered-letter': 'le {date}, par lettre recommandée',
    phone: 'le {date}, par téléphone',
    line: '{number} : {amount} à régler, échéance du {due}',
    rule: 'Règle : {policy}, étape {level}, version {version}',
    held: 'Rien ne vous est demandé pour le moment sur : {numbers}.',
    late: 'Un règlement fait depuis n’y figure pas.',
  },
  en: {
    wrote:
      'We write when an invoice is past its due date and we have not seen its payment yet. Here {count#is our last message#are our last {count} messages}:',
    none: 'We have not written to you of our own accord about your account.',
    email: 'on {date}, by e-mail',
    sms: 'on {date}, by text message',
    whatsapp: 'on {date}, by WhatsApp',
    letter: 'on {date}, by letter',
    'registered-letter': 'on {date}, by registered letter',
    phone: 'on {date}, by telephone',
    line: '{number}: {amount} to pay, due on {due}',
    rule: 'Rule: {policy}, step {level}, version {version}',
    held: 'For now nothing is asked of you about: {numbers}.',
    late: 'A payment made since is not in it.',
  },
} as const;
