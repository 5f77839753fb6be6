import { type Letter, paragraph } from './letter.ts';
import { wording } from './wording.ts';

/** Adds how to reach a person: the phone, the e-mail address and the hours of the creditor, or the words to write. */
export function contactPart(letter: Letter): void {
  const { creditor, language } = letter.head;
  const texts = wording[language].contact;
  const ways = [creditor.phone, creditor.email, creditor.hours?.[language] ?? null].filter((way) => way !== null);
  paragraph(letter, ways.length === 0 ? texts.write : texts.reach(ways.join(' · ')));
}
