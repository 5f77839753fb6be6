import { cardText } from '../../channels/text/card-text.ts';
import { say } from '../../dialogs/messages/wording.ts';
import { staffDeskTexts } from '../../dialogs/staff/desk-texts.ts';
import { linkCard } from '../../dialogs/staff/link-card.ts';
import { queryWords } from '../../dialogs/staff/words/query-words.ts';
import { type Language } from '../../domain/language.ts';
import { type FileLink } from '../../domain/message.ts';
import { mostExported } from '../../domain/staff/export-limit.ts';
import { mostRows } from '../../domain/staff/measures/allowed.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';
import { nothingBefore, privateOnly } from './ask.ts';
import { type StaffQueries } from './desk.ts';
import { type MakeExport } from './make-export.ts';
import { type Answer, inWords, type Visit } from './visit.ts';

export type ExportDesk = {
  readonly queries: StaffQueries;
  /** An address that gives the file once, and soon no more. */
  readonly linkTo: (creditorId: string, file: FileLink, language: Language) => string;
  readonly newId: () => string;
  /** The answer as a file, made beside the service's own thread; null where it is larger than a file may be. */
  readonly makeExport: MakeExport;
};

const kinds = {
  csv: { mime: 'text/csv' },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
} as const;

/** A file that was made for one person, as a card with its link; its bytes are kept with the turn. */
export function fileAnswer(
  desk: Pick<ExportDesk, 'linkTo' | 'newId'>,
  visit: Visit,
  file: { readonly key: string; readonly name: string; readonly mime: string; readonly bytes: Uint8Array },
): Answer {
  const { language, scope, state } = visit;
  const { name, mime, bytes, key } = file;
  const id = desk.newId();
  const url = desk.linkTo(scope.creditorId, { ref: { kind: 'blob', blobId: id }, name, mime }, language);
  const card = linkCard(name, url, language);
  return {
    ...{ state, inPlace: false, blobs: [{ id, name, mime, bytes, forStaff: true }] },
    said: [{ key, text: cardText(card, language), card }],
    facts: { file: id, bytes: bytes.length },
  };
}

/** The whole answer to the question before, as a file: as many rows as are read at once, and a word where some are left out. */
export async function exportAnswer(
  desk: ExportDesk,
  visit: Visit,
  query: StaffQuery | null,
  format: 'csv' | 'xlsx',
): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  if (query === null) return nothingBefore(visit);
  const limit = Math.min(mostExported, mostRows);
  const whole = { ...query, offset: 0, limit: query.limit ?? limit };
  const answer = await desk.queries.answer(visit.scope, whole, visit.at);
  if ('refused' in answer) return inWords(visit, 'staff.refused', answer.refused, { refused: answer.refused });
  const { line } = queryWords(query, visit.language);
  const bytes = await desk.makeExport(answer, format, { language: visit.language, zone: visit.creditor.zone, line });
  if (bytes === null) return inWords(visit, 'staff.export.too-large', say(staffDeskTexts, 'tooLarge', visit.language));
  const name = `solde-${visit.at.today}.${format}`;
  const made = fileAnswer(desk, visit, { key: 'staff.export', name, mime: kinds[format].mime, bytes });
  return { ...made, facts: { ...made.facts, format, rows: answer.rows.length, measure: query.measure } };
}
