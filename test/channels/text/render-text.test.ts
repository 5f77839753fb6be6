import { expect } from 'chai';
import { renderText } from '../../../channels/text/render-text.ts';
import { gsmLength, segmentsOf } from '../../../domain/segments.ts';
import { type Message } from '../../../domain/message.ts';

const said = (more: Partial<Message>): Message => ({
  key: 'k',
  class: 'reply',
  language: 'fr',
  text: 'Bonjour',
  ...more,
});

describe('one turn as one text', () => {
  it('says the messages in order and numbers only the last options', () => {
    const rendered = renderText(
      [
        said({ options: [{ id: 'old', label: 'Ancien' }] }),
        said({
          text: 'Que souhaitez-vous ?',
          options: [
            { id: 'a', label: 'Payer' },
            { id: 'b', label: 'Contester' },
          ],
        }),
      ],
      () => [],
    );
    expect(rendered.text).to.equal('Bonjour\n\nQue souhaitez-vous ?\n\n1. Payer\n2. Contester');
    expect(rendered.options.map(({ id }) => id)).to.deep.equal(['a', 'b']);
  });

  it('writes rows as labelled lines, in the spacing of the language', () => {
    const rows = [{ label: 'Total', value: '276,80\u00a0€' }];
    expect(renderText([said({ rows })], () => []).text).to.equal('Bonjour\nTotal : 276,80 €');
    expect(renderText([said({ rows, language: 'en' })], () => []).text).to.equal('Bonjour\nTotal: 276,80 €');
  });

  it('gives each file with its link', () => {
    const file = { ref: { kind: 'blob', blobId: 'b' }, name: 'plan.pdf', mime: 'application/pdf' } as const;
    expect(renderText([said({ files: [file] })], () => ['http://x/f/1']).text).to.equal(
      'Bonjour\nplan.pdf http://x/f/1',
    );
  });
});

describe('SMS segments', () => {
  for (const { text, segments } of [
    { text: 'a'.repeat(160), segments: 1 },
    { text: 'a'.repeat(161), segments: 2 },
    { text: '€'.repeat(80), segments: 1 },
    { text: '€'.repeat(81), segments: 2 },
    { text: 'ê'.repeat(70), segments: 1 },
    { text: 'ê'.repeat(71), segments: 2 },
    { text: 'a'.repeat(306), segments: 2 },
    { text: 'a'.repeat(307), segments: 3 },
  ]) {
    it(`counts ${text.length} × ${text.charAt(0)} as ${segments}`, () => expect(segmentsOf(text)).to.equal(segments));
  }

  it('knows the accents a plain SMS carries', () => {
    expect(gsmLength('é à è ù ì ò Ç')).to.equal(13);
    expect(gsmLength('ç')).to.equal(null);
  });
});
