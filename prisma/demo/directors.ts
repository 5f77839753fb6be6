import { addDays } from '../../domain/civil-date.ts';
import { invariant } from '../../domain/errors.ts';
import { addInvoice, type Draft, type DraftDebtor, put } from './draft.ts';
import { makeRandom } from './random.ts';

/** Apart from the portfolio's draws, so that its other rows do not depend on who has a director. */
const seed = 20_260_102;
const oneIn = 3;

function addDirector(draft: Draft, debtor: DraftDebtor, newId: () => string): void {
  const isFrench = debtor.language === 'fr';
  const contactId = newId();
  put(draft, 'contacts', {
    id: contactId,
    name: isFrench ? 'La direction' : 'The director',
    language: debtor.language,
  });
  put(draft, 'debtor_contacts', { debtor_id: debtor.id, contact_id: contactId, role: 'director' });
  put(draft, 'contact_points', {
    id: newId(),
    contact_id: contactId,
    channel: 'email',
    address: `${isFrench ? 'direction' : 'director'}@${debtor.reference.replace('-', '').toLowerCase()}.example`,
    verified_at: `${addDays(draft.today, -400)}T09:00:00Z`,
    consent: null,
  });
}

/** Two invoices late enough and large enough for what is agreed on them to need the director. */
function oweMuch(draft: Draft, debtor: DraftDebtor): void {
  const [label, other] =
    debtor.language === 'fr' ? ['Éclairage de l’entrepôt', 'Pose'] : ['Warehouse lighting', 'Fitting'];
  for (const [dueAgo, minor] of [
    [45, 1164000],
    [20, 720000],
  ] as const) {
    const due = addDays(draft.today, -dueAgo);
    const slot = draft.numbers.near(debtor.currency === 'EUR' ? 'FA' : 'INV', addDays(due, -30));
    addInvoice(draft, debtor, {
      slot,
      items: [
        [label, minor - 180000, '40'],
        [other, 180000],
      ],
      dues: [due],
    });
  }
}

/** Gives one company in three a director with an address of record, and one in each currency an account that needs theirs. */
export function addDirectors(draft: Draft, debtors: readonly DraftDebtor[]): void {
  const random = makeRandom(seed);
  const companies = debtors.filter(({ kind }) => kind === 'company');
  const directed = companies.filter((_company, index) => index % oneIn === 0);
  for (const company of directed) addDirector(draft, company, () => random.uuid());
  for (const currency of ['EUR', 'GBP']) {
    const large = directed.findLast((company) => company.currency === currency);
    invariant(large !== undefined, 'some company with a director is billed in every currency');
    oweMuch(draft, large);
  }
}
