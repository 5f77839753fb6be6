import { cardText } from '../../channels/text/card-text.ts';
import { accountActions, type FilePress } from '../../dialogs/staff/account-actions.ts';
import { accountCard } from '../../dialogs/staff/cards/account-card.ts';
import { foundCard } from '../../dialogs/staff/cards/found-card.ts';
import { cardPdf } from '../../documents/staff/card-pdf.ts';
import { type AccountFile } from '../../domain/staff/account-file.ts';
import { privateOnly } from './ask.ts';
import { type AccountFiles, type StaffActs } from './desk.ts';
import { type ExportDesk, fileAnswer } from './export.ts';
import { lookOf } from './look.ts';
import { type Answer, type Visit } from './visit.ts';

export type AccountDesk = Pick<ExportDesk, 'linkTo' | 'newId'> & {
  readonly files: AccountFiles;
  readonly acts: StaffActs;
};

/** Finds the account that words mean: one is opened, of several somebody chooses. */
export async function findAccount(desk: AccountDesk, visit: Visit, text: string): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  const found = await desk.files.find(visit.scope, text);
  const [only] = found;
  if (found.length === 1 && only !== undefined) return await openAccount(desk, visit, only.debtorId);
  const { language, state } = visit;
  const card = foundCard(found, text.slice(0, 100), { language, press: visit.presses.of(null) });
  const said = [{ key: 'staff.found', text: cardText(card, language), card }];
  return { state, said, inPlace: false, facts: { found: found.length } };
}

/** The file of one account, with what this person may do on it. */
export async function openAccount(desk: AccountDesk, visit: Visit, debtorId: string): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  const file = await desk.files.file(visit.scope, debtorId, visit.at);
  const { language, state } = visit;
  if (file === null) {
    const card = foundCard([], '', { language, press: visit.presses.of(null) });
    return {
      state,
      said: [{ key: 'staff.found', text: cardText(card, language), card }],
      inPlace: true,
      facts: { found: 0 },
    };
  }
  const offers = await desk.acts.offers(visit.scope, { kind: 'account', id: debtorId }, visit.at);
  const press = visit.presses.of(null);
  const actions = accountActions(file, offers, (stands: FilePress) => press(stands), lookOf(visit));
  const card = accountCard(file, { ...lookOf(visit), actions });
  return {
    state: { ...state, debtorId },
    said: [{ key: 'staff.account', text: cardText(card, language), card }],
    inPlace: false,
    facts: { account: debtorId, tasks: file.tasks.length },
  };
}

/** The file as a document for our own use. */
export async function accountPdf(desk: AccountDesk, visit: Visit, debtorId: string): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  const file = await desk.files.file(visit.scope, debtorId, visit.at);
  if (file === null) return await openAccount(desk, visit, debtorId);
  const made = fileAnswer(desk, visit, {
    key: 'staff.account.pdf',
    name: `${file.account.debtor.reference.replace(/[^\w.-]+/g, '-')}-${visit.at.today}.pdf`,
    mime: 'application/pdf',
    bytes: await pdfOf(visit, file),
  });
  return { ...made, facts: { ...made.facts, account: debtorId } };
}

async function pdfOf(visit: Visit, file: AccountFile): Promise<Uint8Array> {
  const { language, creditor, at } = visit;
  const card = accountCard(file, { ...lookOf(visit), actions: [], exchanges: Infinity });
  return await cardPdf(card, { creditor, debtor: file.account.debtor, language, on: at.today });
}
