/** An account that words may be about. */
export type NamedAccount = { readonly debtorId: string; readonly reference: string; readonly name: string };

/** What a creditor's own data are called, within what a person may see: what words of a question are matched against. */
export type StaffVocabulary = {
  readonly cities: readonly string[]; // as they are shown, such as 'Saint-Étienne'; compare by placeKey
  readonly regions: readonly string[]; // of French postcodes, such as 'Auvergne-Rhône-Alpes'; compare by placeKey
  readonly segments: readonly string[];
  readonly owners: readonly string[]; // handles of sales owners
  readonly levels: readonly string[]; // ids of policies' levels, lowest first
  readonly currencies: readonly string[]; // ISO 4217, the most used first
  /** Up to ten accounts whose name has all of these words, or whose reference it is, best first; none for no words. */
  readonly accounts: (text: string) => readonly NamedAccount[];
};
