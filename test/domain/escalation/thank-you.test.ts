import { expect } from 'chai';
import { neverShown, tellingWords } from '../../../domain/escalation/never-shown.ts';
import { readerOf } from '../../../domain/escalation/reader.ts';
import { thankYou, type ThankYouInput } from '../../../domain/escalation/thank-you.ts';
import { gsmText } from '../../../domain/gsm-text.ts';
import { languages } from '../../../domain/language.ts';
import { segmentsOf } from '../../../domain/segments.ts';
import { eur } from '../an-account.ts';

describe('thanks', () => {
  for (const language of languages) {
    for (const outlet of ['email', 'sms', 'whatsapp', 'letter'] as const) {
      it(`by ${outlet}, in ${language}, tell a stranger nothing`, () => {
        for (const kind of ['consumer', 'sole-trader', 'company'] as const) {
          const input: ThankYouInput = {
            ...{ creditor: { name: 'Lumio' }, kind, outlet, language, chat: 'https://chat.lumio.example' },
            settled: [{ number: 'FA-2026-0101', amount: eur(18_450) }],
          };
          const { subject, body } = thankYou(input);
          const heard = [
            ...(readerOf(outlet, 'subject', kind) === 'anyone' ? [subject ?? ''] : []),
            ...(readerOf(outlet, 'body', kind) === 'anyone' ? [body] : []),
          ];
          for (const text of heard) expect(tellingWords(text, language)).to.deep.equal([]);
          expect(neverShown(`${subject ?? ''} ${body}`, language, 'fr-b2c', 'none')).to.deep.equal([]);
          if (outlet === 'sms') expect(segmentsOf(gsmText(body))).to.be.at.most(2);
          if (outlet === 'email') expect(body).to.include('184').and.include('FA-2026-0101');
          expect(subject === null).to.equal(outlet === 'sms' || outlet === 'whatsapp');
        }
      });
    }
  }
});
