import { type Activity } from '../../channels/direct-line/activity.ts';
import { renderMessage } from '../../channels/direct-line/render.ts';
import { type Message } from '../../domain/message.ts';
import { type Answer } from '../channels/direct-line/memory-backend.ts';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const replies: Readonly<Record<string, Partial<Message>[]>> = {
  solde: [
    {
      text: 'Voici votre compte.',
      title: 'Votre compte',
      rows: [
        { label: 'FA-2026-0101, échéance 15/09/2026', value: '184,50 €' },
        { label: 'Total', value: '276,80 €' },
      ],
    },
    {
      text: 'Que souhaitez-vous faire ?',
      options: [
        { id: 'plan', label: 'Payer en plusieurs fois' },
        { id: 'pay', label: 'Payer maintenant' },
      ],
    },
  ],
  'Payer en plusieurs fois': [
    {
      text: 'Voici ce que je vous propose.',
      title: 'Récapitulatif',
      rows: [{ label: '28/11/2026', value: '92,27 €' }],
      options: [
        { id: 'confirm', label: 'JE CONFIRME' },
        { id: 'change', label: 'Modifier' },
      ],
    },
  ],
  'JE CONFIRME': [
    {
      text: 'C’est noté.',
      files: [{ ref: { kind: 'blob', blobId: 'b' }, name: 'Accord.pdf', mime: 'application/pdf' }],
    },
  ],
  qr: [{ text: 'Scannez ce code.', picture: { alt: 'Code QR de virement', pngBase64: pixel } }],
};

const form: Partial<Activity> = {
  text: 'Une question avant de continuer.',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [
          {
            type: 'Input.Text',
            id: 'reference',
            label: 'Numéro de client',
            isRequired: true,
            errorMessage: 'Indiquez-le.',
          },
          { type: 'Input.Date', id: 'birth', label: 'Date de naissance' },
          { type: 'Input.Number', id: 'amount', label: 'Montant', min: 0, max: 1000 },
          {
            type: 'Input.ChoiceSet',
            id: 'factor',
            label: 'Preuve',
            choices: [{ title: 'Code', value: 'code' }],
            value: 'code',
          },
        ],
        actions: [{ type: 'Action.Submit', title: 'Valider', data: { option: 'identify' } }],
      },
    },
  ],
};

/** Answers like the assistant would, to a few fixed words; repeats anything else. */
export const demoAnswers: Answer = ({ conversationId, activity }) => {
  if (activity.type !== 'message') return [];
  const text = activity.text ?? '';
  if (text === 'form') return [form];
  const context = {
    conversationId,
    serviceUrl: 'http://127.0.0.1',
    botName: 'Lumio Équipement',
    at: Date.now(),
    fileUrl: () => 'http://127.0.0.1/f/token',
  };
  const language = activity.locale?.startsWith('en') === true ? 'en' : 'fr';
  const known = replies[text] ?? [{ text: `Vous avez dit : ${text}` }];
  return known.map((message) => renderMessage({ key: 'k', class: 'reply', language, text: '', ...message }, context));
};
