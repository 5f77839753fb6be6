const shape = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** The account number without spaces and in upper case, as banks exchange it. */
export function compactIban(text: string): string {
  return text.replace(/\s/gu, '').toUpperCase();
}

/** Whether the text, spaces aside, has the shape of an IBAN and its check digits (ISO 7064 MOD 97-10) hold. */
export function isIban(text: string): boolean {
  const iban = compactIban(text);
  if (!shape.test(iban)) return false;
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** The account number in groups of four, as people read it. */
export function formatIban(text: string): string {
  return compactIban(text).replace(/(.{4})(?=.)/g, '$1 ');
}
