import { type Faq } from '../../domain/command.ts';
import { type Texts } from './wording.ts';

/** General questions, answered without any account and without saying that there is one. */
export const faqTexts: Texts<Faq> = {
  fr: {
    'who-are-you':
      'Je suis l’assistant automatique du service client de {creditor}. Je réponds aux questions de compte et de facture ; une personne peut prendre le relais à tout moment.',
    'are-you-a-robot':
      'Oui, je suis un programme, pas une personne. Les montants et les dates viennent de vos factures, et une personne peut prendre le relais à tout moment.',
    privacy:
      'Vos données servent uniquement à gérer votre compte chez {creditor}. Rien n’en est dit avant vérification de votre identité. Vous pouvez demander à les consulter ou à les corriger en écrivant à {contact}.',
    erasure:
      'Vous pouvez demander l’effacement de vos données en écrivant à {contact}. Certaines pièces, comme les factures, doivent être conservées par la loi ; une personne vous répondra sous un mois.',
    hours: 'Je réponds jour et nuit. Notre équipe répond : {hours}.',
    'how-to-pay':
      'Vous pouvez payer par virement, ou en ligne si une page de paiement est proposée. Après vérification de votre identité, je vous donne l’IBAN et la référence exacte à indiquer.',
    'why-contacted':
      'Nous écrivons aux personnes qui ont un compte chez nous, ou dont l’adresse nous a été donnée. Pour savoir de quoi il s’agit, je dois d’abord vérifier votre identité. Si ce n’est pas vous, dites « ce n’est pas moi ».',
    advice:
      'Des conseils gratuits et confidentiels existent : Point conseil budget et votre mairie (mesquestionsdargent.fr). Je ne peux pas donner de conseil juridique, mais une personne peut étudier votre demande.',
    'legal-basis':
      'Nous écrivons au nom de {creditor} ({legalName}), au titre des factures et contrats qui nous lient à nos clients. Vous pouvez à tout moment demander le détail d’une facture ou la contester.',
    'missed-payment':
      'Si une date passe sans que nous ayons vu votre règlement, nous vous écrirons d’abord pour trouver une solution avec vous : rien n’est automatique. Vous pouvez aussi changer une date ici, avant qu’elle n’arrive.',
  },
  en: {
    'who-are-you':
      'I am the automated assistant of {creditor}’s customer service. I answer questions about accounts and invoices; a person can take over at any time.',
    'are-you-a-robot':
      'Yes, I am a program, not a person. Amounts and dates come from your invoices, and a person can take over at any time.',
    privacy:
      'Your data is only used to manage your account with {creditor}. Nothing is said about it before your identity is checked. You can ask to see or correct it by writing to {contact}.',
    erasure:
      'You can ask for your data to be erased by writing to {contact}. Some records, such as invoices, must be kept by law; a person will answer you within a month.',
    hours: 'I answer day and night. Our team answers: {hours}.',
    'how-to-pay':
      'You can pay by bank transfer, or online where a payment page is offered. Once your identity is checked, I give you the account number and the exact reference to quote.',
    'why-contacted':
      'We write to people who have an account with us, or whose address we were given. To know what it is about I first need to check your identity. If it is not you, say “it’s not me”.',
    advice:
      'Free and confidential advice exists: MoneyHelper (moneyhelper.org.uk) and Citizens Advice. I can’t give legal advice, but a person can look at your request.',
    'legal-basis':
      'We write on behalf of {creditor} ({legalName}), under the invoices and contracts we have with our customers. You can ask for the details of an invoice or query it at any time.',
    'missed-payment':
      'If a date passes and we have not yet seen your payment, we will first write to you to find a solution with you: nothing is automatic. You can also change a date here before it comes.',
  },
};

export const faqFallbacks = {
  fr: { hours: 'aux heures de bureau', contact: 'notre service client' },
  en: { hours: 'in office hours', contact: 'our customer service' },
} as const;
