import { type ContactRole } from '../../domain/account.ts';
import { languages } from './debtor-row.ts';
import { foldWord } from './header.ts';
import { type Reading } from './reading.ts';
import { type RowReader } from './row-reader.ts';

const roles: Readonly<Record<string, ContactRole>> = {
  ...{
    payables: 'payables',
    comptabilite: 'payables',
    'comptabilite fournisseurs': 'payables',
    comptable: 'payables',
    accounting: 'payables',
  },
  ...{ buyer: 'buyer', acheteur: 'buyer', achats: 'buyer', purchasing: 'buyer' },
  ...{ director: 'director', dirigeant: 'director', gerant: 'director', direction: 'director', manager: 'director' },
  ...{ site: 'site', chantier: 'site', magasin: 'site' },
  ...{ adviser: 'adviser', conseil: 'adviser', 'expert comptable': 'adviser', avocat: 'adviser' },
  ...{ self: 'self', titulaire: 'self', 'lui meme': 'self', client: 'self' },
};

const yes = new Set(['oui', 'yes', 'x', '1', 'o', 'y', 'true', 'vrai']);
const no = new Set(['non', 'no', '0', 'n', 'false', 'faux']);

/** A number of its own, or a yes that means the phone number. */
function readWhatsapp(reading: Reading, phone: string | null, country: string): string | null {
  const word = foldWord(reading.text('whatsapp') ?? '');
  if (word === '' || no.has(word)) return null;
  return yes.has(word) ? (phone ?? reading.refuse('phone', 'missing')) : reading.phone('whatsapp', country);
}

/** Rows of the contacts file: one person for one debtor; a person of several debtors has an id and several rows. */
export const contactRow: RowReader = {
  table: 'stage_contacts',
  columns: [
    ...[
      'ext_id text',
      'debtor text',
      'name text',
      'folded text',
      'role text',
      'language text',
      'sms text',
      'whatsapp text',
    ],
    'email text',
  ],
  group: () => null,
  read: (reading) => {
    const country = reading.country('country') ?? reading.defaults.country;
    const name = reading.text('name');
    const sms = reading.phone('phone', country);
    const whatsapp = readWhatsapp(reading, sms, country);
    const email = reading.email('email');
    if (sms === null && whatsapp === null && email === null) reading.refuse(null, 'no-address');
    return [
      ...[reading.text('id'), reading.required('debtor'), name, name === null ? null : foldWord(name)],
      ...[reading.word('role', roles), reading.word('language', languages), sms, whatsapp, email],
    ];
  },
};
