/** The types that values of a question may have in a statement. */
export type SqlType =
  'uuid' | 'date' | 'bigint' | 'integer' | 'text' | 'text[]' | 'bpchar' | 'bpchar[]' | 'bigint[]' | 'integer[]';

/** Puts a value beside a statement and gives the place that stands for it: nothing of a question is ever part of the text. */
export type Bind = (value: unknown, type: SqlType) => string;

export type Bound = { readonly bind: Bind; readonly values: readonly unknown[] };

/** PostgreSQL has no text with a null character, so none contains one that is asked for. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd');
  return Array.isArray(value) ? value.map(plain) : value;
}

/** A new list of values; one that is asked for again, as the same type, stands in one place. */
export function makeBound(): Bound {
  const values: unknown[] = [];
  const places = new Map<string, string>();
  const bind: Bind = (value, type) => {
    const key = `${type} ${JSON.stringify(value)}`;
    const place = places.get(key) ?? `$${values.push(plain(value))}::${type}`;
    places.set(key, place);
    return place;
  };
  return { bind, values };
}
