/** Why a question makes no sense as it stands, with what of it does not fit: a grouping, a filter's field, an order. */
export type RefusalCode =
  | 'not-allowed' // the person may read nothing
  | 'grouping-does-not-fit'
  | 'filter-does-not-fit'
  | 'order-does-not-fit'
  | 'period-missing' // the measure is of a period: `about` is the filter that says which
  | 'currency-missing' // an amount of several currencies cannot be compared
  | 'range-empty'
  | 'out-of-range'; // a limit, offset or text beyond what is read
export type Refused = { readonly refused: RefusalCode; readonly about: string | null };
