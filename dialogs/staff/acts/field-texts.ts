import { type Language } from '../../../domain/language.ts';

type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** What is asked for before an act, and what is shown of one: by the key of its field or fact. */
export const fieldTexts: Words = {
  fr: {
    ...{ text: 'Texte', outcome: 'Issue de l’appel', cause: 'Cause du retard', promiseOn: 'Promis pour le' },
    ...{ promiseAmount: 'Montant promis', invoice: 'Facture', disputeReason: 'Motif de la contestation' },
    ...{ disputeAmount: 'Montant contesté', callBackOn: 'Rappeler le', note: 'Note', to: 'À qui', why: 'Motif' },
    ...{ from: 'À partir du', until: 'Jusqu’au', line: 'Échéance', reason: 'Raison', proceedings: 'Procédure' },
    ...{ judgedOn: 'Jugement du', publishedOn: 'Publié le', reference: 'Référence', amount: 'Montant', on: 'Date' },
    ...{
      means: 'Moyen de paiement',
      number: 'Numéro',
      inTransit: 'Encore en route',
      another: 'C’est un autre règlement',
    },
    ...{
      point: 'À quelle adresse',
      contact: 'Personne',
      name: 'Nom',
      role: 'Rôle',
      channel: 'Canal',
      address: 'Adresse',
    },
    ...{
      kind: 'Qualité',
      days: 'Jours ouvrés',
      waiveInterest: 'Sans intérêts pour la période',
      tracking: 'Numéro de suivi',
    },
    ...{ presentation: 'Présentation', count: 'Nombre d’échéances', first: 'Première échéance', frequency: 'Rythme' },
    ...{ proof: 'Justificatif', iban: 'IBAN', bic: 'BIC', holder: 'Titulaire', currency: 'Devise' },
    ...{
      approval: 'Demande',
      charge: 'Frais',
      decision: 'Décision',
      hold: 'Suspension',
      protection: 'Protection',
    },
    ...{ representative: 'Représentant', review: 'Suite', status: 'État après', told: 'Le client est prévenu' },
    ...{ 'charges-waived': 'Frais abandonnés', instalments: 'Échéances', 'notice-days': 'Jours de préavis' },
    ...{
      counted: 'Compté au',
      due: 'Échéance',
      instalment: 'Échéance',
      judged: 'Jugement du',
      released: 'Levée le',
    },
    ...{ claimed: 'Réclamé', entered: 'Saisi', 'given-up': 'Abandonné', placed: 'Affecté', promised: 'Promis' },
    ...{
      stays: 'Reste dû',
      total: 'Total',
      waived: 'Abandonné',
      before: 'Avant',
      'not-before': 'Pas avant',
      now: 'Maintenant',
    },
  },
  en: {
    ...{ text: 'Text', outcome: 'How the call ended', cause: 'Why it is late', promiseOn: 'Promised for' },
    ...{ promiseAmount: 'Amount promised', invoice: 'Invoice', disputeReason: 'Reason of the dispute' },
    ...{ disputeAmount: 'Amount disputed', callBackOn: 'Call back on', note: 'Note', to: 'To whom', why: 'Reason' },
    ...{ from: 'From', until: 'Until', line: 'Due line', reason: 'Reason', proceedings: 'Proceedings' },
    ...{ judgedOn: 'Judged on', publishedOn: 'Published on', reference: 'Reference', amount: 'Amount', on: 'Date' },
    ...{ means: 'Means of payment', number: 'Number', inTransit: 'Still on its way', another: 'It is another payment' },
    ...{
      point: 'To which address',
      contact: 'Person',
      name: 'Name',
      role: 'Role',
      channel: 'Channel',
      address: 'Address',
    },
    ...{
      kind: 'Capacity',
      days: 'Working days',
      waiveInterest: 'No interest for that time',
      tracking: 'Tracking number',
    },
    ...{
      presentation: 'Presentation',
      count: 'Number of instalments',
      first: 'First instalment',
      frequency: 'How often',
    },
    ...{ proof: 'Proof', iban: 'IBAN', bic: 'BIC', holder: 'Holder', currency: 'Currency' },
    ...{ approval: 'Request', charge: 'Charge', decision: 'Decision', hold: 'Hold', protection: 'Protection' },
    ...{
      representative: 'Representative',
      review: 'What follows',
      status: 'State afterwards',
      told: 'The customer is told',
    },
    ...{ 'charges-waived': 'Charges waived', instalments: 'Instalments', 'notice-days': 'Days of notice' },
    ...{
      counted: 'Counted on',
      due: 'Due',
      instalment: 'Instalment',
      judged: 'Judged on',
      released: 'Released on',
    },
    ...{ claimed: 'Claimed', entered: 'Entered', 'given-up': 'Given up', placed: 'Placed', promised: 'Promised' },
    ...{
      stays: 'Still owed',
      total: 'Total',
      waived: 'Waived',
      before: 'Before',
      'not-before': 'Not before',
      now: 'Now',
    },
  },
};

/** Codes of acts that no answer shows, by what they are of. */
export const actCodeTexts: Readonly<Record<string, Words>> = {
  flag: { fr: { yes: 'oui', no: 'non' }, en: { yes: 'yes', no: 'no' } },
  'call-outcome': {
    fr: {
      ...{ reached: 'joint', promised: 'promet une date', 'plan-wanted': 'demande un plan', disputes: 'conteste' },
      ...{ paid: 'dit avoir payé', 'document-missing': 'document manquant', hardship: 'en difficulté' },
      ...{ 'call-back': 'à rappeler', voicemail: 'messagerie', 'no-answer': 'sans réponse' },
      ...{ 'wrong-number': 'mauvais numéro', stop: 'ne veut plus d’appels' },
    },
    en: {
      ...{ reached: 'reached', promised: 'promises a date', 'plan-wanted': 'asks for a plan', disputes: 'disputes' },
      ...{ paid: 'says it is paid', 'document-missing': 'a document is missing', hardship: 'in hardship' },
      ...{ 'call-back': 'to call back', voicemail: 'voicemail', 'no-answer': 'no answer' },
      ...{ 'wrong-number': 'wrong number', stop: 'wants no more calls' },
    },
  },
  proceedings: {
    fr: {
      insolvency: 'procédure collective',
      'over-indebtedness': 'surendettement',
      declared: 'annoncée, pas encore publiée',
    },
    en: {
      insolvency: 'insolvency',
      'over-indebtedness': 'over-indebtedness',
      declared: 'announced, not published yet',
    },
  },
  frequency: {
    fr: { week: 'chaque semaine', fortnight: 'tous les quinze jours', month: 'chaque mois' },
    en: { week: 'every week', fortnight: 'every fortnight', month: 'every month' },
  },
  'contact-channel': {
    fr: { sms: 'SMS', whatsapp: 'WhatsApp', email: 'e-mail' },
    en: { sms: 'SMS', whatsapp: 'WhatsApp', email: 'e-mail' },
  },
  'contact-role': {
    fr: {
      ...{ payables: 'comptabilité fournisseurs', buyer: 'acheteur', director: 'dirigeant', site: 'chantier ou site' },
      ...{ adviser: 'conseil', self: 'la personne elle-même', representative: 'représentant' },
    },
    en: {
      ...{ payables: 'accounts payable', buyer: 'buyer', director: 'director', site: 'site' },
      ...{ adviser: 'adviser', self: 'the person themselves', representative: 'representative' },
    },
  },
  'representative-kind': {
    fr: { guardian: 'tuteur ou curateur', adviser: 'conseiller', lawyer: 'avocat', relative: 'proche', other: 'autre' },
    en: { guardian: 'guardian', adviser: 'adviser', lawyer: 'lawyer', relative: 'relative', other: 'other' },
  },
  presentation: {
    fr: { delivered: 'remise', refused: 'refusée', unclaimed: 'non réclamée', 'unknown-address': 'adresse inconnue' },
    en: { delivered: 'delivered', refused: 'refused', unclaimed: 'unclaimed', 'unknown-address': 'unknown address' },
  },
  decision: {
    fr: {
      ...{ accepted: 'acceptée', 'partly-accepted': 'acceptée en partie', rejected: 'rejetée', approved: 'approuvé' },
      ...{ refused: 'refusé', 'by-person': 'par une personne' },
    },
    en: {
      ...{ accepted: 'accepted', 'partly-accepted': 'accepted in part', rejected: 'rejected', approved: 'approved' },
      ...{ refused: 'declined', 'by-person': 'by a person' },
    },
  },
  told: {
    fr: { email: 'par e-mail', task: 'par l’un de vous : une tâche est ouverte' },
    en: { email: 'by e-mail', task: 'by one of you: a task is open' },
  },
};
