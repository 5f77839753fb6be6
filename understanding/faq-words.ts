import { type Faq } from '../domain/command.ts';
import { asksIfRobot } from './human-words.ts';

const topics: readonly (readonly [Faq, RegExp])[] = [
  [
    'missed-payment',
    /(?<![a-z])(?:si (?:jamais )?(?:je|on|nous) (?:ne |n')?(?:rate|loupe|manque|oublie|saute|(?:paie|paye|regle) pas|(?:suis|sommes) en retard)|(?:que|qu'est-ce qui) (?:se passe|se passe-t-il|arrive|m'arrive)[a-z' -]{0,12} (?:si|en cas de retard)|en cas de (?:retard|oubli)|if i (?:miss|skip|forget|(?:don't|do not) pay|am late|pay late)|what happens if|what if i (?:miss|forget|am late))(?![a-z])/,
  ],
  [
    'erasure',
    /(?<![a-z])(?:(?:supprim|effac|delet|eras|remov)[a-z]{0,4}[ -](?:moi )?(?:toutes? |all )?(?:of )?(?:mes|my|our|nos|les|the)(?: personal)? (?:donnees|data|coordonnees|informations?|infos|details|personal)|droit (?:a l'oubli|d'effacement|a l'effacement)|right to (?:be forgotten|erasure)|forget me|fermer? mon compte et supprimer)/,
  ],
  [
    'privacy',
    /(?<![a-z])(?:rgpd|gdpr|vie privee|donnees personnelles|personal data|privacy|(?:que faites-vous|quoi faites|what do you do) (?:de|with) (?:mes|my) (?:donnees|data)|(?:d'ou|comment|ou) (?:tenez|avez|avez-vous|vous avez) (?:vous )?(?:eu |trouve )?(?:mon|mes) (?:numero|coordonnees|donnees|adresse)|how did you get my (?:number|details|email|data|address)|where did you get my|acces a mes donnees|subject access|what data (?:do you|you))/,
  ],
  [
    'hours',
    /(?<![a-z])(?:horaires?|heures d'ouverture|vous etes ouverts?|ouvert quand|quand (?:etes-vous|est-ce que vous etes) (?:ouverts?|joignables?)|opening hours|what time (?:do you|are you)|when are you open|business hours|office hours)/,
  ],
  [
    'who-are-you',
    /(?<![a-z])(?:(?:qui|c'est qui) (?:etes|est|es|sont|vous|me|m')[ -]?(?:vous|tu|ce|contacte|ecrit|parle)?(?! (?:doit|paie))|vous etes qui|t'es qui|c'est qui(?![a-z])|who (?:are|is) (?:you|this)|who am i (?:talking|speaking|writing) (?:to|with)|quelle (?:societe|entreprise|boite)|which company|what company|(?:c'est|est-ce) (?:une )?(?:arnaque|un spam|frauduleux|phishing)|is (?:this|it) (?:a )?(?:scam|spam|legit|phishing|genuine)|arnaque|scam)/,
  ],
  [
    'legal-basis',
    /(?<![a-z])(?:base (?:legale|juridique)|legal basis|quelle loi|what law|which law|de quel droit|(?:le|avez-vous le|have the|the) (?:droit|right) (?:de|to) (?:me|do|faire|ask|contact|charge)|est-ce (?:que c'est )?legal|c'est legal|is (?:this|that|it) legal|prescription|prescrite?|time[ -]?barred|statute of limitation|time limit on|indemnite (?:forfaitaire|de recouvrement)|penalites?(?: de retard)?|late (?:fees?|payment interest|interest|charges?)|interets? (?:de retard|moratoires?)|frais de (?:retard|recouvrement|relance)|l441)/,
  ],
  [
    'advice',
    /(?<![a-z])(?:(?:point|points) conseil budget|conseil(?:s)? (?:budget|juridique|financier)|aide (?:sociale|juridique)|(?:a )?qui (?:peut|pourrait) m'aider (?:avec|a gerer) (?:mes|mon)|assistance sociale|debt (?:advice|charity|counsel)|money ?helper|step ?change|citizens advice|banque de france|quels (?:sont|sont mes) (?:mes )?droits|what are my rights|dossier de surendettement|commission de surendettement)/,
  ],
  [
    'how-to-pay',
    /(?<![a-z])(?:(?:quels|les) (?:sont les )?(?:moyens|modes|facons) de (?:paiement|payer)|(?:vous )?(?:acceptez|prenez)[ -](?:vous )?(?:les |la |le )?(?:cartes?|cheques?|especes|paypal|cb|virements?|amex)|(?:payer|regler|pay) (?:par|avec|en|by|with|in) (?:la |une |ma |my |a |carte de )?(?:cartes?|cb|cheques?|especes|liquide|paypal|cash|credit|debit|amex)(?![a-z])|payment (?:methods|options)|ways to pay|do you (?:accept|take) (?:cash|cards?|cheques?|paypal|amex|credit))/,
  ],
  [
    'why-contacted',
    /(?<![a-z])(?:pourquoi (?:est-ce que )?(?:vous )?(?:m'|m(?=avez|ecri|appel|contact|envoy|avais)|me |j'ai recu|ai-je recu|je recois|ce message|ce sms|cet? (?:mail|appel|courrier))|why (?:are you|did you|do you|have you|am i|did i) (?:contact|writ|text|messag|call|get|receiv|keep|email)[a-z]*|what is this (?:about|for)|what's this about|c'est (?:a quel sujet|quoi ce (?:message|sms)|a propos de quoi|pour quoi)|de quoi (?:s'agit-il|il s'agit|ca parle)|a quel sujet|vous voulez quoi|que me voulez-vous|what do you want)/,
  ],
];

/** The general question folded text asks, when it asks one. */
export function faqIn(folded: string): Faq | null {
  if (asksIfRobot(folded)) return 'are-you-a-robot';
  return topics.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}
