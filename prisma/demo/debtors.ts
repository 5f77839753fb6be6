import { type ContactRole, type DebtorKind } from '../../domain/account.ts';
import { addDays } from '../../domain/civil-date.ts';
import { type Language } from '../../domain/language.ts';
import { hasSirenKey } from '../../domain/siren.ts';
import { type Draft, type DraftDebtor, put } from './draft.ts';
import { type DemoRow } from './portfolio.ts';

export type DebtorWish = {
  readonly number: number; // 1001 of LUM-1001
  readonly kind: DebtorKind;
  readonly language: Language;
  readonly name: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly contactName?: string;
  readonly birthDate?: string;
  readonly siren?: string;
  readonly payday?: number;
  readonly email?: string;
  readonly hasWhatsapp?: boolean;
  readonly group?: { readonly parentId: string; readonly payerId: string };
  readonly insolvencyOn?: string;
  readonly insuredBy?: string;
  readonly salesOwner?: string; // a handle
};

/** A nine-digit number that begins with zeros, which no registered company's does, and whose check digit holds. */
export function fictionalSiren(number: number): string {
  const start = `0002${String(number).padStart(4, '0')}`;
  const keys = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  return start + (keys.find((key) => hasSirenKey(start + key)) ?? '0');
}

/** Numbers that the regulators of France and of the United Kingdom reserve for fiction: nobody can be called by them. */
function fictionalPhone(number: number, language: Language): string {
  const place = number - 1000;
  return language === 'fr'
    ? `+3363998${String(place).padStart(4, '0')}`
    : `+447700900${String(place).padStart(3, '0')}`;
}

const segments = {
  consumer: 'particulier',
  'sole-trader': 'indépendant',
  company: 'PME',
  'public-body': 'collectivité',
};

function addPoints(draft: Draft, contactId: string, wish: DebtorWish): void {
  const phone = fictionalPhone(wish.number, wish.language);
  const knownSince = `${addDays(draft.today, -400)}T09:00:00Z`;
  const addresses: readonly (readonly [channel: string, address: string])[] = [
    ['sms', phone],
    ...(wish.hasWhatsapp === true ? [['whatsapp', phone] as const] : []),
    ...(wish.email === undefined ? [] : [['email', wish.email] as const]),
  ];
  for (const [channel, address] of addresses) {
    const consent = channel === 'whatsapp' ? { at: knownSince, how: 'contract' } : null;
    const id = draft.random.uuid();
    put(draft, 'contact_points', { id, contact_id: contactId, channel, address, verified_at: knownSince, consent });
  }
}

function addContact(draft: Draft, debtorId: string, wish: DebtorWish): void {
  const contactId = draft.random.uuid();
  const role: ContactRole = wish.kind === 'consumer' || wish.kind === 'sole-trader' ? 'self' : 'payables';
  put(draft, 'contacts', { id: contactId, name: wish.contactName ?? wish.name, language: wish.language });
  put(draft, 'debtor_contacts', { debtor_id: debtorId, contact_id: contactId, role });
  addPoints(draft, contactId, wish);
}

function knownOf(wish: DebtorWish): DemoRow {
  return {
    birth_date: wish.birthDate ?? null,
    siren: wish.siren ?? null,
    payday: wish.payday ?? null,
    parent_id: wish.group?.parentId ?? null,
    payer_id: wish.group?.payerId ?? null,
    insolvency_on: wish.insolvencyOn ?? null,
    insured_by: wish.insuredBy ?? null,
    sales_owner: wish.salesOwner ?? null,
  };
}

/** Adds a debtor with one contact and its addresses. */
export function addDebtor(draft: Draft, wish: DebtorWish): DraftDebtor {
  const { kind, language } = wish;
  const isFrench = language === 'fr';
  const id = draft.random.uuid();
  const reference = `LUM-${wish.number}`;
  const country = isFrench ? 'France' : 'United Kingdom';
  const town = isFrench ? `${wish.postcode} ${wish.city}` : `${wish.city} ${wish.postcode}`;
  put(draft, 'debtors', {
    id,
    reference,
    kind,
    name: wish.name,
    language,
    zone: isFrench ? 'Europe/Paris' : 'Europe/London',
    country: isFrench ? 'FR' : 'GB',
    address: `${wish.street}\n${town}\n${country}`,
    postcode: wish.postcode,
    segment: segments[kind],
    ...knownOf(wish),
  });
  addContact(draft, id, wish);
  return { id, reference, kind, language, country: isFrench ? 'FR' : 'GB', currency: isFrench ? 'EUR' : 'GBP' };
}
