import { type Act } from './request.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value as Readonly<Record<string, Json>>).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, of]) => `${JSON.stringify(key)}:${canonical(of)}`).join(',')}}`;
}

/** The fingerprint of exactly these terms, whatever the order of their fields; `hash` is SHA-256 in hex. */
export function termsHash(act: Act, hash: (text: string) => string): string {
  return hash(canonical({ kind: act.kind, terms: JSON.parse(JSON.stringify(act.terms)) as Json }));
}

/** The four digits a recap shows beside the words to type: the last four decimal digits of the hash's first 32 bits. */
export function recapDigits(hash: string): string {
  return String(Number.parseInt(hash.slice(0, 8), 16) % 10_000).padStart(4, '0');
}
