/** A form's parameters by name, each exactly once. */
export type FormParameters = Readonly<Record<string, string>>;

const plainName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/**
 * Reads a form; null when a name comes twice or is no plain name. Twilio signs names and values without a separator, so that either
 * would let one signed message be cut into another: a parameter `From+3360…1`, or a second `From`.
 */
export function readForm(body: string): FormParameters | null {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (!plainName.test(name) || parameters.has(name)) return null;
    parameters.set(name, value);
  }
  return Object.fromEntries(parameters);
}
