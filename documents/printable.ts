import { tiedSpaces } from '../domain/tied-spaces.ts';

// The characters of Windows-1252 beyond Latin-1: the standard PDF fonts have them, and nothing else beyond Latin-1.
const beyondLatin1 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

// Letters that Unicode does not decompose into a base letter and a mark.
const plain: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ẞ: 'SS',
  ș: 's',
  ț: 't',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '―': '—',
  '′': "'",
};

function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || beyondLatin1.has(character);
}

function nearest(character: string): string {
  if (isPrintable(character)) return character;
  const known = plain[character];
  if (known !== undefined) return known;
  if (/\s/u.test(character)) return character === '\u202f' ? '\u00a0' : ' ';
  if (/\p{C}/u.test(character)) return ''; // controls and invisible marks have no shape to print
  const base = Array.from(character.normalize('NFKD')).filter(isPrintable).join('');
  return base === '' ? '?' : base;
}

/**
 * The text in characters that the standard PDF fonts have (Windows-1252): other Latin letters lose their accent, other
 * scripts become a visible `?`, never a wrong letter. No-break spaces stay, and are where French has them.
 */
export function printable(text: string): string {
  return Array.from(tiedSpaces(text.normalize('NFC')), nearest).join('');
}
