import { type Language } from '../../../domain/language.ts';
import { type CellWords } from '../../../domain/staff/cell-words.ts';

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

const fr: Words = {
  hold: {
    ...{ dispute: 'litige', promise: 'promesse', plan: 'échéancier', check: 'vérification' },
    ...{ legal: 'procédure', insolvency: 'procédure collective', vulnerable: 'personne à ménager' },
    ...{ manual: 'suspension', representative: 'représentant' },
  },
  bucket: {
    ...{
      'not-due': 'non échu',
      '1-30': '1 à 30 j',
      '31-60': '31 à 60 j',
      '61-90': '61 à 90 j',
      'over-90': 'plus de 90 j',
    },
  },
  'dispute-reason': {
    ...{ 'not-received': 'non reçu', quantity: 'quantité', price: 'prix', vat: 'TVA', quality: 'qualité' },
    ...{ duplicate: 'facturé deux fois', 'not-ordered': 'non commandé', terminated: 'contrat terminé' },
    ...{ 'credit-missing': 'avoir manquant', other: 'autre raison', 'already-paid': 'dit avoir payé' },
    'number-missing': 'numéro ou document manquant',
  },
  'dispute-status': {
    ...{
      open: 'ouvert',
      investigating: 'en cours d’étude',
      accepted: 'accepté',
      'partly-accepted': 'accepté en partie',
    },
    ...{ rejected: 'rejeté', withdrawn: 'retiré' },
  },
  'promise-status': {
    ...{ open: 'en cours', kept: 'tenue', 'partly-kept': 'tenue en partie', broken: 'non tenue', withdrawn: 'retirée' },
  },
  'plan-status': {
    ...{ offered: 'proposé', accepted: 'accepté', active: 'en cours', late: 'en retard', defaulted: 'caduc' },
    ...{ completed: 'soldé', cancelled: 'annulé' },
  },
  instalment: { met: 'réglée', coming: 'à venir', 'in-grace': 'attendue', late: 'en retard' },
  closed: {
    ...{
      'written-off': 'passée en perte',
      agency: 'chez un tiers',
      legal: 'au contentieux',
      insolvency: 'déclarée au passif',
    },
  },
  channel: {
    ...{ sms: 'SMS', whatsapp: 'WhatsApp', email: 'e-mail', web: 'chat', teams: 'Teams', console: 'console' },
    ...{
      call: 'appel',
      letter: 'lettre',
      'registered-letter': 'lettre recommandée',
      visit: 'visite',
      none: 'aucun canal',
    },
    ...{ task: 'tâche', 'tell-sales-owner': 'commercial prévenu', desk: 'bureau' },
  },
  delivery: {
    ...{
      READY: 'à envoyer',
      SENDING: 'en cours d’envoi',
      SENT: 'envoyé',
      REFUSED: 'non envoyé',
      UNKNOWN: 'sort inconnu',
    },
    ...{ queued: 'en file', sent: 'envoyé', delivered: 'remis', read: 'lu', failed: 'non remis' },
  },
  outcome: {
    ...{
      reached: 'joint',
      promised: 'a promis une date',
      'plan-wanted': 'demande un échéancier',
      disputes: 'conteste',
    },
    ...{ paid: 'dit avoir payé', 'document-missing': 'document manquant', hardship: 'en difficulté' },
    ...{ 'call-back': 'à rappeler', voicemail: 'messagerie', 'no-answer': 'sans réponse' },
    ...{ 'wrong-number': 'mauvais numéro', stop: 'ne veut plus d’appels' },
  },
  'notice-status': {
    ...{ 'awaiting-approval': 'attend une décision', approved: 'approuvé', queued: 'en file', sent: 'envoyé' },
    ...{ counted: 'compté', failed: 'échoué', suppressed: 'écarté', withdrawn: 'retiré' },
  },
  risk: {
    ...{ 'late-days': 'retard d’au moins {n} jours', 'promises-broken': '{n} promesse(s) non tenue(s)' },
    ...{ 'plans-late': '{n} échéancier(s) en retard', 'plans-defaulted': '{n} échéancier(s) caduc(s)' },
    ...{ 'payments-returned': '{n} règlement(s) revenu(s) impayé(s)', 'over-limit': 'encours au-delà de la limite' },
    ...{ 'cover-withdrawn': 'couverture d’assurance retirée', proceedings: 'procédure collective ou surendettement' },
    ...{ 'proceedings-declared': 'procédure annoncée', closed: 'activité fermée' },
  },
  role: {
    ...{ payables: 'comptabilité fournisseurs', buyer: 'acheteur', director: 'dirigeant', site: 'site' },
    ...{ adviser: 'conseil', self: 'la personne', representative: 'représentant' },
  },
  point: {
    ...{ usable: 'utilisable', 'opted-out': 'STOP', quarantined: '« ce n’est pas moi »', unverified: 'non vérifié' },
    ended: 'ancien',
  },
  kind: {
    ...{ company: 'entreprise', 'sole-trader': 'entrepreneur individuel', consumer: 'particulier' },
    'public-body': 'organisme public',
  },
  cause: {
    ...{
      cashflow: 'trésorerie',
      'missing-invoice': 'facture manquante',
      'missing-order-number': 'numéro de commande manquant',
    },
    ...{ dispute: 'litige', forgot: 'oubli', hardship: 'difficulté', process: 'procédure interne' },
  },
  task: {
    ...{
      call: 'appeler',
      'post-letter': 'poster la lettre',
      dispute: 'étudier le litige',
      check: 'vérifier un paiement ou un document',
    },
    ...{
      'check-ended': 'rappeler : rien n’a été trouvé',
      'plan-review': 'décider d’un échéancier',
      'promise-review': 'décider d’une date',
    },
    ...{
      'plan-late': 'échéancier en retard',
      callback: 'rappeler',
      human: 'répondre à la personne',
      distress: 'appeler avec ménagement',
    },
    ...{
      undelivered: 'message non remis',
      'address-check': 'trouver la bonne adresse',
      'no-policy': 'aucune règle ne convient',
    },
    ...{
      'payment-returned': 'règlement revenu impayé',
      decision: 'décider de la suite',
      'contact-change': 'confirmer une adresse',
    },
    ...{ 'hand-over': 'remettre le dossier', 'tell-answer': 'dire la réponse', 'offer-plan': 'proposer l’échéancier' },
    ...{
      document: 'envoyer un document',
      'undo-review': 'voir ce qui est à annuler',
      'pre-due-check': 'vérifier avant l’échéance',
    },
    ...{ 'director-confirms': 'faire confirmer par le dirigeant', 'limitation-soon': 'prescription proche' },
  },
  approval: {
    ...{
      'formal-notice': 'mise en demeure',
      agency: 'remise à un tiers',
      legal: 'contentieux',
      'plan-default': 'fin d’échéancier',
    },
    ...{
      block: 'blocage',
      notice: 'envoi',
      plan: 'échéancier',
      'write-off': 'passage en perte',
      release: 'reprise des envois',
    },
  },
  note: { note: 'note', hold: 'suspension', release: 'fin de suspension', care: 'ménagement' },
};

const en: Words = {
  hold: {
    ...{ dispute: 'dispute', promise: 'promise', plan: 'instalment plan', check: 'being checked', legal: 'legal' },
    ...{ insolvency: 'insolvency', vulnerable: 'to be treated with care', manual: 'on hold' },
    representative: 'represented',
  },
  bucket: {
    ...{
      'not-due': 'not yet due',
      '1-30': '1 to 30 d',
      '31-60': '31 to 60 d',
      '61-90': '61 to 90 d',
      'over-90': 'over 90 d',
    },
  },
  'dispute-reason': {
    ...{ 'not-received': 'not received', quantity: 'quantity', price: 'price', vat: 'VAT', quality: 'quality' },
    ...{ duplicate: 'invoiced twice', 'not-ordered': 'not ordered', terminated: 'contract ended' },
    ...{ 'credit-missing': 'credit missing', other: 'another reason', 'already-paid': 'says it is paid' },
    'number-missing': 'number or document missing',
  },
  'dispute-status': {
    ...{ open: 'open', investigating: 'being looked into', accepted: 'accepted', 'partly-accepted': 'partly accepted' },
    ...{ rejected: 'rejected', withdrawn: 'withdrawn' },
  },
  'promise-status': {
    open: 'open',
    kept: 'kept',
    'partly-kept': 'partly kept',
    broken: 'broken',
    withdrawn: 'withdrawn',
  },
  'plan-status': {
    ...{ offered: 'offered', accepted: 'accepted', active: 'running', late: 'late', defaulted: 'defaulted' },
    ...{ completed: 'completed', cancelled: 'cancelled' },
  },
  instalment: { met: 'met', coming: 'to come', 'in-grace': 'expected', late: 'late' },
  closed: {
    ...{
      'written-off': 'written off',
      agency: 'with an agency',
      legal: 'in court',
      insolvency: 'claimed in insolvency',
    },
  },
  channel: {
    ...{ sms: 'SMS', whatsapp: 'WhatsApp', email: 'e-mail', web: 'chat', teams: 'Teams', console: 'console' },
    ...{ call: 'call', letter: 'letter', 'registered-letter': 'registered letter', visit: 'visit', none: 'no channel' },
    ...{ task: 'task', 'tell-sales-owner': 'sales owner told', desk: 'desk' },
  },
  delivery: {
    ...{ READY: 'to be sent', SENDING: 'being sent', SENT: 'sent', REFUSED: 'not sent', UNKNOWN: 'fate unknown' },
    ...{ queued: 'queued', sent: 'sent', delivered: 'delivered', read: 'read', failed: 'not delivered' },
  },
  outcome: {
    ...{ reached: 'reached', promised: 'promised a date', 'plan-wanted': 'wants instalments', disputes: 'disputes' },
    ...{ paid: 'says it is paid', 'document-missing': 'document missing', hardship: 'in hardship' },
    ...{ 'call-back': 'call back', voicemail: 'voicemail', 'no-answer': 'no answer', 'wrong-number': 'wrong number' },
    stop: 'wants no more calls',
  },
  'notice-status': {
    ...{ 'awaiting-approval': 'awaiting approval', approved: 'approved', queued: 'queued', sent: 'sent' },
    ...{ counted: 'counted', failed: 'failed', suppressed: 'suppressed', withdrawn: 'withdrawn' },
  },
  risk: {
    ...{ 'late-days': 'at least {n} days late', 'promises-broken': '{n} promise(s) not kept' },
    ...{ 'plans-late': '{n} plan(s) late', 'plans-defaulted': '{n} plan(s) defaulted' },
    ...{ 'payments-returned': '{n} payment(s) came back', 'over-limit': 'owes more than the limit' },
    ...{ 'cover-withdrawn': 'insurance cover withdrawn', proceedings: 'insolvency or over-indebtedness' },
    ...{ 'proceedings-declared': 'proceedings announced', closed: 'business closed' },
  },
  role: {
    ...{ payables: 'accounts payable', buyer: 'buyer', director: 'director', site: 'site', adviser: 'adviser' },
    ...{ self: 'the person', representative: 'representative' },
  },
  point: {
    ...{ usable: 'usable', 'opted-out': 'STOP', quarantined: '“not me”', unverified: 'not verified', ended: 'former' },
  },
  kind: { company: 'company', 'sole-trader': 'sole trader', consumer: 'consumer', 'public-body': 'public body' },
  cause: {
    ...{ cashflow: 'cash flow', 'missing-invoice': 'missing invoice', 'missing-order-number': 'missing order number' },
    ...{ dispute: 'dispute', forgot: 'forgot', hardship: 'hardship', process: 'internal process' },
  },
  task: {
    ...{
      call: 'call',
      'post-letter': 'post the letter',
      dispute: 'look into the dispute',
      check: 'look for a payment or paper',
    },
    ...{
      'check-ended': 'call: nothing was found',
      'plan-review': 'decide on a plan',
      'promise-review': 'decide on a date',
    },
    ...{ 'plan-late': 'plan late', callback: 'call back', human: 'answer the person', distress: 'call with care' },
    ...{
      undelivered: 'message not delivered',
      'address-check': 'find the right address',
      'no-policy': 'no policy fits',
    },
    ...{
      'payment-returned': 'payment came back',
      decision: 'decide what follows',
      'contact-change': 'confirm an address',
    },
    ...{ 'hand-over': 'hand the dossier over', 'tell-answer': 'tell the answer', 'offer-plan': 'propose the plan' },
    ...{
      document: 'send a document',
      'undo-review': 'see what is to be undone',
      'pre-due-check': 'check before the due date',
    },
    ...{ 'director-confirms': 'have the director confirm', 'limitation-soon': 'limitation is near' },
  },
  approval: {
    ...{
      'formal-notice': 'formal notice',
      agency: 'agency',
      legal: 'legal',
      'plan-default': 'end of a plan',
      block: 'block',
    },
    ...{ notice: 'sending', plan: 'plan', 'write-off': 'write-off', release: 'sending again' },
  },
  note: { note: 'note', hold: 'hold', release: 'release', care: 'care' },
};

const words: Readonly<Record<Language, Words>> = { fr, en };

/** The words of an account's file for a code; those of the whole service where the file has none of its own. */
export function fileWords(others: CellWords['code']): CellWords['code'] {
  return (of, code, language) => words[language][of]?.[code] ?? others(of, code, language);
}

/** A reason of the risk index with the number it rests on: `late-days:30`. */
export function riskWords(reason: string, language: Language): string {
  const [code = '', count = ''] = reason.split(':');
  return (words[language]['risk']?.[code] ?? reason).replace('{n}', count);
}
