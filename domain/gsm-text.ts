import { gsmLength } from './segments.ts';

/** What typography and French write that GSM-7 cannot, and how it is written there. */
const written: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '•': '*',
  '·': '-',
  '…': '...',
  œ: 'oe',
  Œ: 'OE',
  '×': 'x',
  '°': 'o',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  ı: 'i',
  '→': '->',
  '✓': 'OK',
  '\t': ' ',
};

const spaces = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const invisible = /\u200d|\ufe0f|[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad]/g;
const marks = /\p{M}+/gu;

/**
 * The same words in the characters of GSM-7, as far as they can be written there: one other character makes a whole SMS cost
 * more than twice as much (67 characters a segment instead of 153). Accents it has are kept (é è à ù), others are dropped.
 */
export function gsmText(text: string): string {
  return text
    .normalize('NFC')
    .replace(spaces, ' ')
    .replace(invisible, '')
    .replace(/« ?| ?»/g, '"')
    .replace(/[^\n\r -~]/gu, inGsm);
}

function inGsm(character: string): string {
  if (gsmLength(character) !== null) return character;
  const known = written[character];
  if (known !== undefined) return known;
  const bare = character.normalize('NFKD').replace(marks, '');
  return bare !== '' && gsmLength(bare) !== null ? bare : character;
}
