import { type RefusalCode } from '../../domain/outcome.ts';
import { type Texts } from './wording.ts';

/** Why something was not done, and what can be done instead; none of these blames the person. */
export const refusalTexts: Texts<RefusalCode> = {
  fr: {
    'not-identified': 'Je dois d’abord vérifier que c’est bien vous.',
    'identity-expired': 'Pour votre sécurité, la vérification est à refaire : elle date de plus de 15 minutes.',
    'identity-locked':
      'Pour protéger vos données, la vérification est bloquée pour le moment. Une personne peut vous aider dès maintenant.',
    'code-wrong': 'Ce n’est pas le bon code. Vérifiez les 6 chiffres, s’il vous plaît.',
    'code-expired': 'Ce code n’est plus valable. Je peux vous en envoyer un autre.',
    'code-too-many': 'Trop de codes ont été demandés. Réessayez dans une heure, ou parlez à une personne.',
    'code-unavailable':
      'Je ne peux pas envoyer de code à cette adresse pour le moment. Choisissez-en une autre, ou parlez à une personne.',
    'terms-changed': 'Votre compte a changé entre-temps : voici le récapitulatif à jour.',
    'confirmation-mismatch': 'La confirmation ne correspond pas au dernier récapitulatif. Le voici à nouveau.',
    'nothing-open': 'Tout est réglé : il n’y a rien à payer.',
    'line-disputed':
      'Cette facture est en cours d’étude après votre contestation : vous n’avez pas à la régler pour le moment.',
    'line-time-barred':
      'Cette facture est ancienne : nous ne vous demandons rien à son sujet. Une personne peut vous répondre.',
    'line-on-plan': 'Cette facture fait déjà partie de votre échéancier.',
    'line-in-transit': 'Un règlement de cette facture est déjà en route.',
    'already-promised': 'Une date est déjà convenue pour ces factures. Une personne va étudier votre demande.',
    'promise-too-late':
      'Cette date est trop éloignée pour une simple date convenue ; un paiement en plusieurs fois est possible.',
    'amount-too-high': 'Ce montant dépasse ce qui reste à régler.',
    'amount-too-low': 'Ce montant est trop petit pour être enregistré.',
    'date-past': 'Cette date est déjà passée.',
    'plan-beyond-policy': 'Je ne peux pas l’accorder moi-même : une personne va étudier votre demande.',
    'account-held': 'Une personne s’occupe de votre compte : elle seule peut traiter cette demande.',
    'account-parked': 'Une personne doit d’abord vérifier votre compte. Elle en est informée.',
    'not-found': 'Je ne trouve pas cela dans votre compte.',
    'nothing-to-undo': 'Il n’y a rien à retirer, ou cela ne peut plus l’être ici. Une personne peut vous aider.',
  },
  en: {
    'not-identified': 'I first need to check that it is you.',
    'identity-expired': 'For your security the check must be done again: it is more than 15 minutes old.',
    'identity-locked': 'To protect your data the check is blocked for now. A person can help you right away.',
    'code-wrong': 'That is not the right code. Please check the 6 digits.',
    'code-expired': 'This code is no longer valid. I can send you another one.',
    'code-too-many': 'Too many codes were requested. Try again in an hour, or speak to a person.',
    'code-unavailable': 'I can’t send a code to this address at the moment. Choose another one, or speak to a person.',
    'terms-changed': 'Your account has changed in the meantime: here is the updated summary.',
    'confirmation-mismatch': 'The confirmation does not match the last summary. Here it is again.',
    'nothing-open': 'Everything is settled: there is nothing to pay.',
    'line-disputed': 'This invoice is being looked into after your query: you don’t have to pay it for now.',
    'line-time-barred': 'This invoice is old: we ask nothing of you about it. A person can answer you.',
    'line-on-plan': 'This invoice is already part of your instalment plan.',
    'line-in-transit': 'A payment of this invoice is already on its way.',
    'already-promised': 'A date is already agreed for these invoices. A person will look at your request.',
    'promise-too-late': 'This date is too far away for a simple agreed date; paying in instalments is possible.',
    'amount-too-high': 'This amount is more than what is left to pay.',
    'amount-too-low': 'This amount is too small to be recorded.',
    'date-past': 'This date has already passed.',
    'plan-beyond-policy': 'I can’t agree to it myself: a person will look at your request.',
    'account-held': 'A person is taking care of your account and only they can deal with this request.',
    'account-parked': 'A person must check your account first. They have been told.',
    'not-found': 'I can’t find this in your account.',
    'nothing-to-undo': 'There is nothing to withdraw, or it can no longer be done here. A person can help you.',
  },
};

export const doneTexts = {
  fr: {
    recorded: 'C’est enregistré. Merci.',
    review:
      'Merci. Une personne va étudier votre demande et vous répondra au plus tard le {by}. Rien n’est enregistré d’ici là.',
    director:
      'Merci. Pour cela, il faut l’accord de qui peut engager votre organisation : une personne vous répondra au plus tard le {by}. Rien n’est enregistré d’ici là.',
    document: 'Voici votre document.',
    undone: 'C’est fait : c’est retiré. Les deux étapes restent dans votre historique.',
  },
  en: {
    recorded: 'It is recorded. Thank you.',
    review: 'Thank you. A person will look at your request and answer you by {by}. Nothing is recorded until then.',
    director:
      'Thank you. This needs the agreement of someone who can commit your organisation: a person will answer you by {by}. Nothing is recorded until then.',
    document: 'Here is your document.',
    undone: 'Done: it is withdrawn. Both steps stay in your history.',
  },
} as const;
