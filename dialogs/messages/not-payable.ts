import { type NotPayable } from '../../domain/payable-part.ts';
import { type Texts } from './wording.ts';

/** Why there is nothing to agree a date or instalments on, and what helps instead. */
export const notPayableTexts: Texts<NotPayable> = {
  fr: {
    'nothing-open':
      'Bonne nouvelle : vous n’avez rien à régler en ce moment, il n’y a donc rien à étaler ni à reporter.',
    closed: 'Ces factures sont suivies par une autre équipe : une personne peut vous dire où elles en sont.',
    'time-barred':
      'Cette facture est ancienne : nous ne vous demandons rien à son sujet. Une personne peut vous répondre.',
    held: 'Une personne s’occupe déjà de votre compte. Elle verra cela avec vous : vous n’avez rien à faire d’ici là.',
    'on-plan':
      'Vos factures font déjà partie d’un échéancier : il continue comme convenu. Pour le changer, une personne peut vous aider.',
    'direct-debit':
      'Un prélèvement est déjà prévu : vous n’avez rien à faire. Pour le changer, une personne peut vous aider.',
    'paid-by-other':
      'C’est le groupe qui règle vos factures : je ne peux pas convenir d’une date ou d’un échéancier avec vous ici. Une personne peut faire le point avec vous.',
    'chorus-pro':
      'Ces factures suivent le circuit de Chorus Pro : je ne peux pas convenir d’une date ou d’un échéancier ici. Une personne peut faire le point avec vous.',
    'in-transit': 'Votre règlement est déjà en route : vous n’avez rien à faire. Merci.',
    disputed: 'Ce que vous contestez est à l’étude : nous ne vous demandons rien à ce sujet pour le moment.',
  },
  en: {
    'nothing-open': 'Good news: you have nothing to pay at the moment, so there is nothing to spread or postpone.',
    closed: 'These invoices are followed by another team: a person can tell you where they stand.',
    'time-barred': 'This invoice is old: we ask nothing of you about it. A person can answer you.',
    held: 'A person is already taking care of your account. They will see to it with you; you have nothing to do until then.',
    'on-plan':
      'Your invoices are already part of an instalment plan, which goes on as agreed. A person can help you to change it.',
    'direct-debit': 'A direct debit is already planned: you have nothing to do. A person can help you to change it.',
    'paid-by-other':
      'Your invoices are paid by your group, so I can’t agree on a date or instalments with you here. A person can look at them with you.',
    'chorus-pro':
      'These invoices go through Chorus Pro, so I can’t agree on a date or instalments here. A person can look at them with you.',
    'in-transit': 'Your payment is already on its way: you have nothing to do. Thank you.',
    disputed: 'What you query is being looked into: we ask nothing of you about it for now.',
  },
};
