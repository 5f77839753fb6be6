import { expect } from 'chai';
import { makeLogging } from '../../bot/log.ts';
import { AppError } from '../../domain/errors.ts';

function logged(error: unknown): string {
  const lines: string[] = [];
  makeLogging('debug', { write: (line) => void lines.push(line) }).trouble(error);
  return lines.join('');
}

describe('a failure in the log', () => {
  for (const [what, message, kept] of [
    [
      'a value the database could not read',
      'invalid input syntax for type uuid: "lum1001@example.org"',
      'invalid input',
    ],
    ['an address that is not quoted', 'no route for lum1001@example.org', 'no route for'],
    ['a telephone', 'cannot reach +33639980001 now', 'cannot reach'],
    ['a code', 'unexpected 482913 at once', 'unexpected'],
    ['words that were no JSON', `Unexpected token 'j', "je suis Camille" is not valid JSON`, 'not valid JSON'],
    ['half a quotation', `Unexpected end in "je suis Camille`, 'Unexpected end'],
  ] as const) {
    it(`keeps what happened and loses ${what}`, () => {
      for (const error of [new TypeError(message), new AppError('DATABASE_UNAVAILABLE', {}, new TypeError(message))]) {
        expect(logged(error))
          .to.include(kept)
          .and.not.to.match(/Camille|lum1001|3363998|482913/);
      }
    });
  }

  it('says where it happened', () => {
    expect(logged(new TypeError('x'))).to.match(/log\.test\.ts:\d+/);
  });

  it('is one line, whatever it holds', () => {
    const line = logged(new AppError('BAD_REQUEST', { where: 'a\r\n{"level":60}\u001b[31m' }));
    expect(line.trimEnd().split(/\r|\n/)).to.have.lengthOf(1);
    expect(line).not.to.include('\u001b');
  });
});
