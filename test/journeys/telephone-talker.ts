import { expect } from 'chai';
import { type Taken } from '../support/local-twilio.ts';
import { text, type TelephoneService } from '../support/telephone.ts';
import { type Heard, type Talker } from './talker.ts';

/** The smallest JPEG: one grey pixel. */
export const smallPhoto = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
);

/** Writes as that telephone over the carrier's real protocol: signed requests in, its REST API out. */
export function telephoneTalker(service: TelephoneService, channel: 'sms' | 'whatsapp', from: string): Talker {
  const { twilio } = service;
  const to = channel === 'whatsapp' ? `whatsapp:${from}` : from;
  let last: Taken | null = null;
  const write = async (more: Readonly<Record<string, string>>): Promise<Heard> => {
    const before = twilio.taken.filter((taken) => taken.to === to).length;
    const response = await text(service, channel, from, more);
    expect(response.status).to.equal(200);
    last = await twilio.next(to, before);
    expect(twilio.wrong).to.deep.equal([]);
    return heardOf(last);
  };
  return {
    say: (words) => write({ Body: words }),
    send: (caption) => {
      const { url, mime } = twilio.putMedia(smallPhoto, 'image/jpeg');
      return write({ Body: caption, NumMedia: '1', MediaUrl0: url, MediaContentType0: mime });
    },
    press: (label) => {
      const { options } = heardOf(last);
      const option = options.find((candidate) => new RegExp(label, 'i').test(candidate.label));
      expect(option, `a choice "${label}" among: ${options.map((of) => of.label).join(' | ')}`).not.to.equal(undefined);
      const { id = '', label: title = '' } = option ?? {};
      if (last?.shown === null) return write({ Body: id });
      return last?.shown.kind === 'quick-reply'
        ? write({ Body: title, ButtonText: title, ButtonPayload: id, MessageType: 'button' })
        : write({ Body: title, ListTitle: title, ListId: id, MessageType: 'interactive' });
    },
  };
}

/** On SMS a choice is pressed by its number; on WhatsApp by its button or row. */
function heardOf(taken: Taken | null): Heard {
  if (taken === null) return { text: '', options: [] };
  const { body, shown } = taken;
  if (shown !== null) {
    return {
      text: body,
      options: shown.choices.map(({ id, label, description }) => ({ id, label: description ?? label })),
    };
  }
  const numbered = [...body.matchAll(/^(\d+)\. (.+)$/gm)].map(([, id = '', label = '']) => ({ id, label }));
  return { text: body, options: numbered };
}
