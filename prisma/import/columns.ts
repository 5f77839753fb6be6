import { type ImportKind } from './import-file.ts';

export type Column = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind?: 'date' | 'amount'; // whose way of writing is decided over the whole file
  readonly required?: true;
};

const debtor = [
  'client',
  'code client',
  'n client',
  'numéro client',
  'compte client',
  'customer',
  'account',
  'CompAuxNum',
  'débiteur',
  'référence client',
];
const issuedNames = [
  'date',
  'date facture',
  'date de facture',
  'émise le',
  'date émission',
  "date d'émission",
  'invoice date',
  'issue date',
];
const currencyColumn: Column = { name: 'currency', aliases: ['devise', 'monnaie', 'ccy'] };
const amountColumn: Column = {
  name: 'amount',
  aliases: ['montant', 'montant ttc', 'ttc', 'gross', 'gross amount', 'montant échéance', 'amount due'],
  kind: 'amount',
};
/** Written into the file of refused rows, for the user who corrects and imports it. */
const carried: readonly Column[] = ['solde_line', 'solde_column', 'solde_reason', 'solde_import'].map((name) => ({
  name,
  aliases: [],
}));

const columns: Readonly<Record<ImportKind, readonly Column[]>> = {
  debtors: [
    { name: 'reference', aliases: ['référence', 'ref', ...debtor, 'debtor', 'code'], required: true },
    { name: 'name', aliases: ['nom', 'raison sociale', 'dénomination', 'company name', 'full name'], required: true },
    { name: 'kind', aliases: ['type', 'nature', 'catégorie', 'type client', 'customer type'], required: true },
    { name: 'language', aliases: ['langue', 'lang'] },
    { name: 'country', aliases: ['pays', 'code pays', 'country code'] },
    { name: 'zone', aliases: ['fuseau', 'fuseau horaire', 'timezone', 'time zone'] },
    { name: 'address', aliases: ['adresse', 'street'] },
    { name: 'postcode', aliases: ['code postal', 'cp', 'postal code', 'zip'] },
    { name: 'town', aliases: ['ville', 'city', 'commune', 'localité'] },
    { name: 'birth_date', aliases: ['date de naissance', 'né le', 'birthdate', 'date of birth', 'dob'], kind: 'date' },
    { name: 'siren', aliases: ['siret', 'n siren', 'company number'] },
    { name: 'payday', aliases: ['jour de paie', 'jour de paye'] },
    { name: 'segment', aliases: ['groupe'] },
    { name: 'sales_owner', aliases: ['commercial', 'vendeur', 'sales', 'account manager'] },
    { name: 'parent', aliases: ['maison mère', 'groupe mère', 'parent reference'] },
    { name: 'payer', aliases: ['payeur', 'client payeur', 'payer reference'] },
    { name: 'insolvency_on', aliases: ['date du jugement', 'jugement', 'insolvency date'], kind: 'date' },
    { name: 'insured_by', aliases: ['assureur', 'assuré par', 'insurer'] },
    { name: 'rebate', aliases: ['ristourne', 'rfa', 'year end rebate'] },
    { name: 'rebate_until', aliases: ['date ristourne', "ristourne jusqu'au", 'rebate date'], kind: 'date' },
  ],
  contacts: [
    { name: 'id', aliases: ['contact', 'id contact', 'contact id', 'code contact'] },
    { name: 'debtor', aliases: [...debtor, 'reference', 'référence', 'ref'], required: true },
    { name: 'name', aliases: ['nom', 'nom complet', 'full name'] },
    { name: 'role', aliases: ['rôle', 'fonction', 'function'] },
    { name: 'language', aliases: ['langue', 'lang'] },
    { name: 'country', aliases: ['pays', 'code pays', 'country code'] },
    { name: 'phone', aliases: ['téléphone', 'tel', 'mobile', 'portable', 'sms', 'telephone', 'gsm'] },
    { name: 'whatsapp', aliases: [] },
    { name: 'email', aliases: ['e-mail', 'mail', 'courriel', 'adresse e-mail', 'email address'] },
  ],
  invoices: [
    {
      name: 'number',
      aliases: [
        'numéro',
        'n facture',
        'n° facture',
        'numéro de facture',
        'facture',
        'invoice',
        'invoice number',
        'pièce',
        'PieceRef',
      ],
      required: true,
    },
    { name: 'debtor', aliases: [...debtor, 'reference', 'référence'], required: true },
    { name: 'issued', aliases: issuedNames, kind: 'date', required: true },
    {
      name: 'due',
      aliases: ['échéance', "date d'échéance", 'date échéance', 'due date', 'à payer le'],
      kind: 'date',
      required: true,
    },
    { ...amountColumn, required: true },
    currencyColumn,
    { name: 'total', aliases: ['total ttc', 'montant total', 'invoice total'], kind: 'amount' },
    { name: 'net', aliases: ['ht', 'montant ht', 'net amount'], kind: 'amount' },
    { name: 'vat', aliases: ['tva', 'montant tva', 'vat amount', 'tax'], kind: 'amount' },
    { name: 'capacity', aliases: ['qualité', 'capacité', 'usage'] },
    { name: 'order_number', aliases: ['commande', 'n commande', 'numéro de commande', 'order', 'order number', 'po'] },
    {
      name: 'means',
      aliases: ['moyen de paiement', 'mode de règlement', 'mode de paiement', 'payment means', 'payment method'],
    },
    { name: 'payee_iban', aliases: ['iban', 'iban factor'] },
    { name: 'payee_bic', aliases: ['bic'] },
    { name: 'payee_holder', aliases: ['bénéficiaire', 'factor', 'payee'] },
    { name: 'payee_kind', aliases: ['type bénéficiaire', 'nature bénéficiaire'] },
    { name: 'discount', aliases: ['escompte', 'taux escompte', 'early payment discount'] },
    { name: 'discount_until', aliases: ['date escompte', "escompte jusqu'au", 'discount date'], kind: 'date' },
    { name: 'deposit', aliases: ['acompte', 'montant acompte', 'down payment'], kind: 'amount' },
    { name: 'deposit_until', aliases: ['date acompte', 'acompte au', 'down payment date'], kind: 'date' },
    { name: 'item', aliases: ['article', 'libellé', 'désignation', 'description', 'label'] },
    { name: 'item_amount', aliases: ['montant article', 'montant ligne', 'line amount'], kind: 'amount' },
    { name: 'quantity', aliases: ['quantité', 'qté', 'qty'] },
    { name: 'vat_rate', aliases: ['taux tva', 'taux de tva', 'vat rate'] },
    { name: 'position', aliases: ['ligne', 'n ligne', 'line'] },
  ],
  credits: [
    { name: 'number', aliases: ['numéro', 'n avoir', 'numéro avoir', 'avoir', 'credit note', 'credit note number'] },
    { name: 'debtor', aliases: [...debtor, 'reference', 'référence'], required: true },
    { name: 'issued', aliases: [...issuedNames, 'date avoir'], kind: 'date', required: true },
    { ...amountColumn, required: true },
    currencyColumn,
    { name: 'invoice', aliases: ['facture', 'n facture', 'facture corrigée', 'invoice number'] },
    { name: 'kind', aliases: ['type', 'nature'] },
  ],
  payments: [
    {
      name: 'id',
      aliases: ['identifiant', 'n paiement', 'n règlement', 'payment id', 'transaction', 'transaction id'],
    },
    { name: 'debtor', aliases: [...debtor, 'reference', 'référence'], required: true },
    { ...amountColumn, required: true },
    currencyColumn,
    {
      name: 'date',
      aliases: [
        'date de valeur',
        'date valeur',
        'date règlement',
        'date de règlement',
        'date paiement',
        'value date',
        'payment date',
        'payé le',
      ],
      kind: 'date',
      required: true,
    },
    { name: 'status', aliases: ['statut', 'état', 'state'] },
    {
      name: 'means',
      aliases: [
        'moyen',
        'moyen de paiement',
        'mode de règlement',
        'mode de paiement',
        'payment means',
        'payment method',
      ],
    },
    { name: 'text', aliases: ['libellé', 'motif', 'communication', 'remittance', 'label', 'description'] },
    {
      name: 'invoices',
      aliases: ['facture', 'factures', 'lettrage', 'n facture', 'invoice', 'invoice number', 'matching'],
    },
    { name: 'returned_on', aliases: ['date de rejet', 'rejeté le', 'returned', 'return date'], kind: 'date' },
    { name: 'return_reason', aliases: ['motif de rejet', 'code rejet', 'reason code', 'return reason'] },
  ],
  'open-items': [
    {
      name: 'number',
      aliases: [
        ...['numéro', 'n facture', 'numéro de facture', 'facture', 'invoice', 'invoice number', 'pièce', 'n pièce'],
        ...['PieceRef', 'document', 'document number', 'numéro de pièce'],
      ],
      required: true,
    },
    { name: 'debtor', aliases: [...debtor, 'reference', 'référence'], required: true },
    { name: 'issued', aliases: [...issuedNames, 'date pièce', 'date de pièce', 'document date'], kind: 'date' },
    {
      name: 'due',
      aliases: ['échéance', "date d'échéance", 'date échéance', 'due date', 'à payer le'],
      kind: 'date',
      required: true,
    },
    {
      name: 'open',
      aliases: [
        ...['solde', 'solde dû', 'reste dû', 'restant dû', 'reste à payer', 'montant ouvert', 'montant restant'],
        ...['open amount', 'amount open', 'balance', 'outstanding', 'remaining', 'amount due'],
      ],
      kind: 'amount',
      required: true,
    },
    {
      name: 'original',
      aliases: [
        ...['amount', 'montant', 'montant initial', "montant d'origine", 'montant ttc', 'montant facture'],
        ...['original amount', 'invoice amount', 'gross amount', 'total'],
      ],
      kind: 'amount',
    },
    currencyColumn,
    { name: 'capacity', aliases: ['qualité', 'capacité', 'usage'] },
    { name: 'order_number', aliases: ['commande', 'n commande', 'numéro de commande', 'order', 'order number', 'po'] },
    {
      name: 'means',
      aliases: ['moyen de paiement', 'mode de règlement', 'mode de paiement', 'payment means', 'payment method'],
    },
    { name: 'payee_iban', aliases: ['iban', 'iban factor'] },
    { name: 'payee_bic', aliases: ['bic'] },
    { name: 'payee_holder', aliases: ['bénéficiaire', 'factor', 'payee'] },
    { name: 'payee_kind', aliases: ['type bénéficiaire', 'nature bénéficiaire'] },
    { name: 'disputed', aliases: ['litige', 'en litige', 'contesté', 'dispute', 'in dispute'] },
  ],
  events: [
    { name: 'debtor', aliases: debtor, required: true },
    { name: 'kind', aliases: ['événement', 'event', 'type', 'nature', 'event type'], required: true },
    {
      name: 'judged_on',
      aliases: [
        ...['date du jugement', 'jugement', 'judgment', 'judgment date', 'judged'],
        ...['recevabilité', 'date de recevabilité', 'insolvency date'],
      ],
      kind: 'date',
    },
    {
      name: 'published_on',
      aliases: [
        'publication',
        'date de publication',
        'publié le',
        'parution',
        'bodacc',
        'published',
        'publication date',
      ],
      kind: 'date',
    },
    {
      name: 'reference',
      aliases: ['référence', 'n procédure', 'numéro de procédure', 'dossier', 'n rg', 'case', 'case number'],
    },
    { name: 'detail', aliases: ['détail', 'commentaire', 'note', 'nouvelle adresse', 'new address', 'comment'] },
    { name: 'known_on', aliases: ['connu le', 'reçu le', 'date de réception', 'known', 'received'], kind: 'date' },
    { name: 'ended_on', aliases: ['fin', 'date de fin', 'clôture', 'terminé le', 'ended', 'end date'], kind: 'date' },
    { name: 'source', aliases: ['origine', 'origin'] },
  ],
  credit: [
    { name: 'debtor', aliases: [...debtor, 'reference', 'référence'], required: true },
    { name: 'limit', aliases: ['limite', 'encours autorisé', 'plafond', 'credit limit'], kind: 'amount' },
    { name: 'insurer', aliases: ['assureur', 'assureur crédit', 'credit insurer'] },
    {
      name: 'insured',
      aliases: ['montant assuré', 'garantie assureur', 'encours garanti', 'insured amount', 'cover'],
      kind: 'amount',
    },
    currencyColumn,
    {
      name: 'maximum_extension_days',
      aliases: ['prorogation', 'prorogation maximale', 'délai maximal', 'maximum extension', 'extension days'],
    },
    {
      name: 'claim_by',
      aliases: ['déclaration avant le', 'date limite de déclaration', 'claim deadline', 'claim before'],
      kind: 'date',
    },
    { name: 'retention_of_title', aliases: ['réserve de propriété', 'clause de réserve de propriété'] },
    { name: 'guarantees', aliases: ['garanties', 'garantie', 'sûretés', 'cautions', 'guarantee', 'securities'] },
    { name: 'key_account', aliases: ['grand compte', 'compte clé', 'compte stratégique', 'key customer'] },
  ],
};

/** The columns a file of this kind may have. */
export function columnsOf(kind: ImportKind): readonly Column[] {
  return [...columns[kind], ...carried];
}
