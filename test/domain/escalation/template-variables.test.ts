import { expect } from 'chai';
import { renderNotice } from '../../../domain/escalation/render-notice.ts';
import { templateProblems, templateVariables } from '../../../domain/escalation/template-variables.ts';
import { accountOf, aDebtor, aLine, anAccount } from '../an-account.ts';
import { noticeOf } from './a-notice.ts';
import { allTexts, type PackText } from './all-texts.ts';

const contentSid = `HX${'1'.repeat(32)}`;
const body =
  'Bonjour, ici le service clients de {creditor}. Un message concernant votre compte vous attend : {reach}. {creditor} vous répond aussi par ce biais.\n\nRépondez STOP pour ne plus recevoir ces messages.';

function text(outlet: string, pack = 'fr-b2c'): PackText {
  const found = allTexts.find((one) => one.pack === pack && one.outlet === outlet && one.language === 'fr');
  return found ?? expect.fail('there is such a text');
}

describe('a text that WhatsApp approved', () => {
  const account = {
    ...accountOf([aLine('101', '2026-09-15', 18_450)]),
    creditor: { ...anAccount().creditor, name: 'Lumio', phone: '+33 1 99 00 12 34' },
    debtor: aDebtor({ kind: 'consumer' }),
  };
  const rendered = (said: string, sid: string | null = contentSid): ReturnType<typeof renderNotice> => {
    const { level, policy, ...rest } = noticeOf(text('whatsapp'), account);
    return renderNotice({ ...rest, level, policy, text: { subject: null, body: said, contentSid: sid } });
  };

  it('leaves with its names as numbered places, in the order they first stand', () => {
    const notice = rendered(body);
    if ('problems' in notice) expect.fail(notice.problems.join(', '));
    expect(notice.approvedAs).to.deep.equal({
      ...{ id: contentSid, variables: { 1: 'Lumio', 2: 'https://chat.lumio.example ou +33 1 99 00 12 34' } },
    });
    const filled = body
      .replaceAll('{creditor}', 'Lumio')
      .replace('{reach}', 'https://chat.lumio.example ou +33 1 99 00 12 34');
    expect(notice.text).to.equal(filled);
  });

  it('is none where nobody approved it', () => {
    expect(rendered(body, null)).to.deep.include({ approvedAs: null });
  });

  it('does not leave where other words took its place', () => {
    const long = `${body} ${'mot '.repeat(300)}fin.`;
    expect(rendered(long)).to.deep.include({ problems: ['template-differs'] });
  });

  it('has no break in what stands in a place', () => {
    expect(templateVariables('a {x} b', { x: { text: 'un\n deux\ttrois', amounts: [] } })).to.deep.equal({
      1: 'un deux trois',
    });
  });

  for (const [what, said, problems] of [
    ['words on both sides', 'Bonjour {customer}, à bientôt.', []],
    ['a name first', '{creditor} vous écrit.', ['template-edge']],
    ['a name last', 'Un message vous attend : {reach}', ['template-edge']],
    ['two names that touch', 'Voir {reach} {contact} merci.', ['template-places-touch']],
    ['a table', 'Voici\n\n{lines}\n\nmerci.', ['placeholder-not-here:lines']],
  ] as const)
    it(`is ${problems.length === 0 ? 'approved' : 'none'} with ${what}`, () => {
      expect(templateProblems(said)).to.deep.equal(problems);
    });
});
