import { type CivilDate } from '../../domain/civil-date.ts';
import { type Language } from '../../domain/language.ts';
import { type Currency } from '../../domain/money.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';
import { type StaffVocabulary } from '../../domain/staff/vocabulary.ts';

/** Against what words of staff are read. */
export type StaffSituation = {
  readonly today: CivilDate;
  readonly language: Language;
  readonly currency: Currency; // of amounts without one
  readonly previous: StaffQuery | null; // what they asked before
  readonly vocabulary: StaffVocabulary;
};
