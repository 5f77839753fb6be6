const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

/** Septets a text takes in GSM-7 (3GPP TS 23.038), or null when one character forces UCS-2. */
export function gsmLength(text: string): number | null {
  let septets = 0;
  for (const character of text) {
    if (basic.has(character)) septets += 1;
    else if (extended.has(character)) septets += 2;
    else return null;
  }
  return septets;
}

/** How many SMS segments a text is billed as: 160 then 153 septets in GSM-7, 70 then 67 units in UCS-2. */
export function segmentsOf(text: string): number {
  const septets = gsmLength(text);
  const [length, single, joined] = septets === null ? [text.length, 70, 67] : [septets, 160, 153];
  return length <= single ? 1 : Math.ceil(length / joined);
}
