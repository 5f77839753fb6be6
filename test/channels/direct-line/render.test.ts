import { expect } from 'chai';
import { renderMessage } from '../../../channels/direct-line/render.ts';
import { type Message } from '../../../domain/message.ts';

const context = {
  conversationId: 'c1',
  serviceUrl: 'https://chat.example',
  botName: 'Lumio Équipement',
  at: Date.UTC(2026, 10, 22, 10),
  fileUrl: () => 'https://chat.example/f/token',
};
const render = (message: Partial<Message>): ReturnType<typeof renderMessage> =>
  renderMessage({ key: 'k', class: 'reply', language: 'fr', text: 'Bonjour', ...message }, context);
const options = [
  { id: 'plan', label: 'Payer en plusieurs fois' },
  { id: 'pay', label: 'Payer maintenant' },
];

describe('renderMessage for web chat', () => {
  it('says who speaks, in which language and in plain text', () => {
    expect(render({ text: 'Votre **solde** [ici](http://evil)' })).to.deep.equal({
      type: 'message',
      timestamp: '2026-11-22T10:00:00.000Z',
      channelId: 'webchat',
      serviceUrl: 'https://chat.example',
      conversation: { id: 'c1' },
      from: { id: 'solde', role: 'bot', name: 'Lumio Équipement' },
      locale: 'fr-FR',
      text: 'Votre **solde** [ici](http://evil)',
      textFormat: 'plain',
      inputHint: 'acceptingInput',
    });
    expect(render({ language: 'en' }).locale).to.equal('en-GB');
  });

  it('offers options as buttons that say the label and carry the id', () => {
    const activity = render({ options });
    expect(activity.attachments).to.equal(undefined);
    expect(activity.inputHint).to.equal('expectingInput');
    expect(activity.suggestedActions?.actions[0]).to.deep.equal({
      type: 'messageBack',
      title: 'Payer en plusieurs fois',
      text: 'Payer en plusieurs fois',
      displayText: 'Payer en plusieurs fois',
      value: { option: 'plan' },
    });
  });

  it('lays facts, a picture and their options out as an Adaptive Card without Action.Execute', () => {
    const rows = [{ label: '28/11/2026', value: '92,27\u00a0€' }];
    const activity = render({ title: 'Récapitulatif', rows, options, picture: { alt: 'Code QR', pngBase64: 'AAAA' } });
    expect(activity.suggestedActions).to.equal(undefined);
    expect(activity.attachments).to.have.length(1);
    const { contentType, content } = activity.attachments![0]!;
    expect(contentType).to.equal('application/vnd.microsoft.card.adaptive');
    expect(content).to.deep.equal({
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      lang: 'fr',
      fallbackText: 'Bonjour',
      speak: 'Bonjour',
      body: [
        { type: 'TextBlock', text: 'Récapitulatif', weight: 'Bolder', size: 'Medium', wrap: true, style: 'heading' },
        { type: 'FactSet', facts: [{ title: '28/11/2026', value: '92,27\u00a0€' }] },
        { type: 'Image', url: 'data:image/png;base64,AAAA', altText: 'Code QR', width: '220px' },
      ],
      actions: [
        { type: 'Action.Submit', title: 'Payer en plusieurs fois', data: { option: 'plan' } },
        { type: 'Action.Submit', title: 'Payer maintenant', data: { option: 'pay' } },
      ],
    });
    expect(JSON.stringify(activity)).to.not.include('Action.Execute');
  });

  it('ties the spaces of French, in what is said, in facts and on buttons, and none of English', () => {
    const rows = [{ label: 'Total :', value: '276,80 €' }];
    const french = render({ text: 'Que souhaitez-vous ?', closing: 'Est-ce juste : « oui » ?', rows, options });
    expect(french.text).to.equal('Que souhaitez-vous\u00a0?\n\nEst-ce juste\u00a0: «\u00a0oui\u00a0»\u00a0?');
    expect(JSON.stringify(french.attachments)).to.include('Total\u00a0:').and.to.include('276,80\u00a0€');
    const [button] = render({ options: [{ id: 'a', label: 'Un doute ?' }] }).suggestedActions?.actions ?? [];
    expect(button).to.deep.include({ title: 'Un doute\u00a0?', displayText: 'Un doute\u00a0?' });
    const english = { language: 'en', text: 'What now ?', rows } as const;
    expect(JSON.stringify(render(english))).to.not.include('\u00a0');
  });

  it('links files', () => {
    const file = { ref: { kind: 'blob', blobId: 'b1' }, name: 'Accord.pdf', mime: 'application/pdf' } as const;
    expect(render({ files: [file] }).attachments).to.deep.equal([
      { contentType: 'application/pdf', name: 'Accord.pdf', contentUrl: 'https://chat.example/f/token' },
    ]);
  });
});
