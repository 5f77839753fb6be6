import { invariant } from '../../domain/errors.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { type Draft, put } from './draft.ts';
import { type DemoRow } from './portfolio.ts';

function debtorOf(draft: Draft, reference: string): DemoRow {
  const found = draft.tables.debtors.find((row) => row['reference'] === reference);
  invariant(found !== undefined, 'what is known is of a customer of the demo');
  return found;
}

/** The judgment that splits the claims against LUM-1010, published eight days later. */
export function addNews(draft: Draft): void {
  const { id, insolvency_on: judged } = debtorOf(draft, 'LUM-1010');
  invariant(typeof judged === 'string' && typeof id === 'string', 'LUM-1010 has its judgment');
  const days = { judged_on: judged, published_on: addDays(date(judged), 8), known_on: addDays(date(judged), 10) };
  const reference = `${judged.slice(0, 4)}J00123`;
  const of = { id: draft.random.uuid(), debtor_id: id, kind: 'insolvency', ...days };
  put(draft, 'debtor_events', { ...of, reference, detail: 'Redressement judiciaire', source: 'Bodacc' });
}

/** What credit management knows of a few companies: covered, a key account, sold to a factor. */
export function addCreditFiles(draft: Draft): void {
  const none = { insurer: null, insured_minor: null, maximum_extension_days: null, claim_by: null };
  const common = { currency: 'EUR', retention_of_title: false, guarantees: [], key_account: false };
  const file = (reference: string, row: DemoRow): void => {
    put(draft, 'credit_files', { debtor_id: debtorOf(draft, reference)['id'] ?? null, ...none, ...common, ...row });
  };
  file('LUM-1005', { limit_minor: 6_000_000, key_account: true });
  file('LUM-1014', { limit_minor: 1_500_000, guarantees: ['Caution du dirigeant'] });
  file('LUM-1015', {
    ...{ limit_minor: 1_500_000, insurer: 'Assurance Exemple', insured_minor: 1_200_000 },
    ...{ maximum_extension_days: 90, claim_by: addDays(draft.today, 25), retention_of_title: true },
  });
}
