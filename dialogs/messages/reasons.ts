import { type DisputeReason } from '../../domain/command.ts';
import { type Texts } from './wording.ts';

/** Why an invoice is contested, as choices and in the recap. */
export const reasonTexts: Texts<DisputeReason> = {
  fr: {
    'not-received': 'Je n’ai pas reçu la marchandise ou le service',
    quantity: 'La quantité n’est pas la bonne',
    price: 'Le prix n’est pas le bon',
    vat: 'La TVA n’est pas la bonne',
    quality: 'La qualité ne convient pas',
    duplicate: 'C’est facturé deux fois',
    'not-ordered': 'Je n’ai pas commandé cela',
    terminated: 'Le contrat était terminé',
    'credit-missing': 'Un avoir promis manque',
    other: 'Une autre raison',
    'already-paid': 'J’ai déjà payé',
    'number-missing': 'Il manque un numéro de commande ou un document',
  },
  en: {
    'not-received': 'I did not receive the goods or the service',
    quantity: 'The quantity is not right',
    price: 'The price is not right',
    vat: 'The VAT is not right',
    quality: 'The quality is not right',
    duplicate: 'It is invoiced twice',
    'not-ordered': 'I did not order this',
    terminated: 'The contract had ended',
    'credit-missing': 'A promised credit is missing',
    other: 'Another reason',
    'already-paid': 'I have already paid',
    'number-missing': 'An order number or a document is missing',
  },
};
