import { expect } from 'chai';
import { newCode } from '../../browser/demo-codes.ts';
import { webTalker } from '../../journeys/talker.ts';
import { eventually } from '../../support/eventually.ts';
import { type FileServer, startFileServer } from '../../support/file-server.ts';
import { buttonOf, type Shown, startTeamsRig, type TeamsRig } from './teams-rig.ts';

const pdf = Buffer.from('%PDF-1.7\n%a receipt');
const download = 'application/vnd.microsoft.teams.file.download.info';

describe('a file attached in Teams', () => {
  let teams: TeamsRig;
  let files: FileServer;

  before(async () => {
    teams = await startTeamsRig();
    files = await startFileServer({
      '/recu.pdf': { bytes: pdf },
      '/notes.docx': { bytes: Buffer.from('PK\u0003\u0004') },
    });
    await teams.say('clerk', 'aide');
  });
  after(async () => {
    await teams.stop();
    await files.stop();
  });

  const file = (name: string): Record<string, unknown> => ({
    contentType: download,
    name,
    content: { downloadUrl: `${files.url}/${name}`, uniqueId: 'u', fileType: 'pdf' },
  });
  const attach = (names: readonly string[], text = '', wanted = names.length): Promise<readonly Shown[]> =>
    teams.say('clerk', text, { wanted, more: { attachments: names.map(file) } });
  /** A conversation in which a person is wanted, taken by the clerk. */
  async function taken(begin: (talker: Awaited<ReturnType<typeof webTalker>>) => Promise<void>) {
    const before = teams.heard().length;
    const talker = await webTalker(teams.service.url, 'fr-FR');
    await begin(talker);
    await talker.say('je veux parler à une personne');
    const card = await eventually(() => {
      const found = teams
        .heard()
        .slice(before)
        .find(({ to, all }) => to === 'a:clerk' && all.includes('Conversation à prendre'));
      return found ?? expect.fail('no card');
    });
    await teams.press('clerk', buttonOf(card, /^Prendre/));
    await talker.listen();
    return talker;
  }
  async function giveBack(): Promise<void> {
    const [asked] = await teams.say('clerk', 'rendre la conversation');
    const summary = 'Tout est dit.';
    await teams.press('clerk', buttonOf(asked ?? { cards: [] }, /^Rendre/), { summary });
  }

  it('goes nowhere and is not even fetched where no conversation is held', async () => {
    const [said] = await attach(['recu.pdf']);
    expect(said?.all).to.include('Vous ne tenez aucune conversation');
    expect(files.asked).to.deep.equal([]);
    const [answer, refusal] = await attach(['recu.pdf'], 'balance âgée', 2);
    expect(answer?.cards).to.have.length(1);
    expect(refusal?.all).to.include('Vous ne tenez aucune conversation');
    const group = { group: '19:group', more: { attachments: [file('recu.pdf')] } };
    const [shared] = await teams.say('clerk', '', group);
    expect(shared?.all).not.to.include('envoyé.');
    expect(files.asked).to.deep.equal([]);
  });

  it('is not sent to somebody who did not prove who they are', async () => {
    await taken(() => Promise.resolve());
    expect((await attach(['recu.pdf']))[0]?.all).to.match(/n.a pas prouvé son identité/);
    expect(await teams.rows("SELECT name FROM blobs WHERE name = 'recu.pdf'")).to.deep.equal([]);
    await giveBack();
  });

  it('reaches the debtor whose conversation is held, as a link that gives its very bytes, once', async () => {
    const talker = await taken(async (one) => {
      for (const text of ['combien je dois ?', 'LUM-1001', '12 avril 1988']) await one.say(text);
      await one.press('sms');
      await one.say(await newCode(teams.service.url));
    });
    expect((await attach(['recu.pdf']))[0]?.all).to.include('« recu.pdf » est envoyé');
    const heard = await talker.listen();
    const link = /https?:\/\/\S+\/f\/[\w-]+/.exec(heard.text)?.[0] ?? '';
    const given = await fetch(link, { method: 'POST' });
    expect(Buffer.from(await given.arrayBuffer()).equals(pdf)).to.equal(true);
    const kept =
      "SELECT d.reference, b.mime FROM blobs b JOIN debtors d ON d.id = b.debtor_id WHERE b.name = 'recu.pdf'";
    expect(await teams.rows(kept)).to.deep.equal([{ reference: 'LUM-1001', mime: 'application/pdf' }]);
    expect(
      await teams.rows("SELECT count(*)::int AS n FROM audit_events WHERE kind = 'handoff.attached'"),
    ).to.deep.equal([{ n: 1 }]);

    const [words, refusal] = await attach(['notes.docx'], 'Voici mes notes.', 2);
    expect(words?.all).to.include('Envoyé');
    expect(refusal?.all).to.match(/notes\.docx.*PDF/);
    expect((await talker.listen()).text).to.include('Voici mes notes.');
    expect((await attach(['perdu.pdf']))[0]?.all).to.match(/n.a pas pu être lu/);
    const many = await attach(
      Array.from({ length: 7 }, () => 'perdu.pdf'),
      '',
      6,
    );
    expect(many.at(-1)?.all).to.include('Cinq fichiers au plus');
    await giveBack();
  });
});
