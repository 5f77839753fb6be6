/** The first day on which a claim is time-barred, in SQL, as domain/limitation.ts has it; null where the country's law is not known here. */
export function timeBarredFrom(of: {
  readonly country: string;
  readonly kind: string;
  readonly capacity: string;
  readonly start: string;
}): string {
  return `solde_time_barred(${of.country}, ${of.kind}, ${of.capacity}, ${of.start})`;
}
