import { type Message } from '../domain/message.ts';
import { qrPicture } from '../documents/qr-picture.ts';
import { sepaQr } from '../documents/sepa-qr.ts';

/** Draws the SEPA QR code a message asks for into its picture; one that cannot be a QR (not euros, too long) stays text alone. */
export async function illustrate(messages: readonly Message[]): Promise<readonly Message[]> {
  return await Promise.all(messages.map(withPicture));
}

async function withPicture(message: Message): Promise<Message> {
  if (message.qr === undefined) return message;
  const { qr, ...rest } = message;
  const code = sepaQr({ name: qr.name, iban: qr.iban, bic: qr.bic, amount: qr.amount, text: qr.remittance });
  if (!('payload' in code)) return rest;
  const png = await qrPicture(code.payload);
  return { ...rest, picture: { alt: qr.alt, pngBase64: Buffer.from(png).toString('base64') } };
}
