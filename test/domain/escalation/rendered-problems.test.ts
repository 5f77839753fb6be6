import { expect } from 'chai';
import { renderedProblems } from '../../../domain/escalation/rendered-problems.ts';
import { type NoticeText } from '../../../domain/escalation/notice.ts';
import { type Outlet, packIds } from '../../../domain/escalation/policy.ts';
import { levelOf, policyOf } from './a-notice.ts';
import { allTexts, nameOf } from './all-texts.ts';

describe('the check of a policy’s texts', () => {
  it('knows texts of every pack, in both languages', () => {
    expect(new Set(allTexts.map(({ pack }) => pack))).to.deep.equal(new Set(packIds));
    expect(allTexts.length).to.be.greaterThan(80);
    for (const one of allTexts) expect(one.text, nameOf(one)).to.have.all.keys('subject', 'body');
  });

  for (const one of allTexts) {
    it(`finds nothing in ${nameOf(one)}`, () => {
      const { level, pack, outlet, language, text } = one;
      expect(renderedProblems({ policy: policyOf(pack), level: levelOf(level), outlet, language, text })).to.deep.equal(
        [],
      );
    });
  }

  const good = allTexts.find((one) => nameOf(one) === 'fr-b2c/courteous email fr')!.text;
  const bad = (
    change: (text: NoticeText) => NoticeText,
    outlet: Outlet = 'email',
    level = 'courteous',
  ): readonly string[] =>
    renderedProblems({ policy: policyOf('fr-b2c'), level: levelOf(level), outlet, language: 'fr', text: change(good) });
  const add = (words: string) => (text: NoticeText) => ({ ...text, body: `${text.body}\n\n${words}` });
  const cut = (words: string) => (text: NoticeText) => ({ ...text, body: text.body.replace(words, '') });
  const titled = (subject: string | null) => (text: NoticeText) => ({ ...text, subject });

  for (const { what, found, code } of [
    { what: 'an unknown name', found: bad(add('{solde}')), code: 'placeholder-unknown:solde' },
    { what: 'an open brace', found: bad(add('{crossed')), code: 'brace-alone' },
    { what: 'a table within a sentence', found: bad(add('Voici {lines}')), code: 'placeholder-not-alone:lines' },
    { what: 'an amount of its own', found: bad(add('Ajoutez 40 €.')), code: 'amount-in-text:40 €' },
    { what: 'a word that judges', found: bad(add('Votre dette')), code: 'word-never-shown:dette' },
    { what: 'the name of an act in law', found: bad(add('Mise en demeure')), code: 'word-never-shown:mise en demeure' },
    { what: 'tutoiement', found: bad(add('Ton compte')), code: 'familiar' },
    { what: 'no word of error', found: bad(cut('{crossed}')), code: 'mention-missing:crossed' },
    { what: 'no way to contest', found: bad(cut('{wayOut}')), code: 'mention-missing:contest' },
    { what: 'no account to pay into', found: bad(cut('{howToPay}')), code: 'mention-missing:how-to-pay' },
    { what: 'no statement', found: bad(cut('{lines}')), code: 'mention-missing:itemised' },
    { what: 'no way to stop e-mails', found: bad(cut('{optOut}')), code: 'mention-missing:opt-out' },
    { what: 'an amount in a subject', found: bad(titled('Il reste {total}')), code: 'not-for-anyone:total' },
    { what: 'an invoice in a subject', found: bad(titled('Votre facture')), code: 'tells-a-stranger:factur' },
    { what: 'no subject', found: bad(titled(null)), code: 'subject-missing' },
    {
      what: 'a formal notice by e-mail',
      found: bad((text) => text, 'email', 'formal-notice'),
      code: 'formal-notice-by:email',
    },
    { what: 'a formal notice by SMS', found: bad(titled(null), 'sms', 'formal-notice'), code: 'formal-notice-by:sms' },
  ]) {
    it(`refuses ${what}`, () => {
      expect(found).to.include(code);
    });
  }
});
