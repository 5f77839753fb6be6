import { expect } from 'chai';
import fc from 'fast-check';
import { printable } from '../../documents/printable.ts';

describe('printable text', () => {
  for (const [given, shown] of [
    ['Émile Œuvré – « 12 € »', 'Émile Œuvré – «\u00a012\u00a0€\u00a0»'],
    ['À régler : 12 % ; merci !', 'À régler\u00a0: 12\u00a0%\u00a0; merci\u00a0!'],
    ['To pay: €12; thank you!', 'To pay: €12; thank you!'],
    ['1\u202f250,00\u00a0€', '1\u00a0250,00\u00a0€'],
    ['Łukasz Żółć', 'Lukasz Zólc'],
    ['Ștefan Ďuriš', 'Stefan Duriš'],
    ['E\u0301mile', 'Émile'],
    ['Γιώργος', '???????'],
    ['北京', '??'],
    ['a\u200bb\u0007c', 'abc'],
    ['ﬁn', 'fin'],
  ] as const) {
    it(`${JSON.stringify(given)} is shown as ${JSON.stringify(shown)}`, () => {
      expect(printable(given)).to.equal(shown);
    });
  }

  it('only gives characters of Windows-1252', () => {
    const known = new Set(
      new TextDecoder('windows-1252')
        .decode(Uint8Array.from({ length: 256 }, (_, code) => code))
        .replace(/\p{Cc}/gu, ''),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        Array.from(printable(text)).every((char) => known.has(char)),
      ),
    );
  });
});
