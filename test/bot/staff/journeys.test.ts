import { expect } from 'chai';
import { eventually } from '../../support/eventually.ts';
import { newCode } from '../../browser/demo-codes.ts';
import { webTalker } from '../../journeys/talker.ts';
import { buttonOf, type Shown, startTeamsRig, type TeamsRig } from './teams-rig.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a day in Teams', () => {
  let teams: TeamsRig;

  before(async () => {
    teams = await startTeamsRig();
  });
  after(() => teams.stop());

  const ask = async (who: 'manager' | 'clerk', text: string, locale = 'fr-FR'): Promise<Shown> => {
    const [shown] = await teams.say(who, text, { locale });
    expect(shown).to.not.equal(undefined);
    return shown ?? { text: '', cards: [], all: '', to: '' };
  };

  it('answers five questions in French, each refined or turned, with totals that are the ledger’s', async () => {
    const owed = await ask('clerk', 'qui me doit plus de 1 000 € depuis plus de 30 jours ?');
    expect(plain(owed.all))
      .to.match(/plus de 30 jours/)
      .and.to.include('1 000 €');
    const lyon = await ask('clerk', 'seulement ceux de Lyon');
    expect(lyon.all)
      .to.match(/Lyon/)
      .and.to.match(/plus de 30 jours/);
    expect((await ask('clerk', 'trier par ancienneté')).all).to.match(/Lyon.+ancienneté/);
    const ageing = await ask('clerk', 'balance âgée');
    const eurosOf = ({ all }: Shown): string | undefined => /(\d[\d ]*,\d\d) €/.exec(plain(all))?.[1];
    expect(eurosOf(ageing)).to.equal(eurosOf(await ask('clerk', 'encours total')));
    expect((await ask('clerk', 'promesses de la semaine')).all).to.match(/Promesses/);
    const board = await ask('clerk', 'tableau de bord');
    expect(board.all).to.include('Tableau de bord').and.to.include('À appeler en premier');
    const first = await ask('clerk', 'qui appeler en premier aujourd’hui ?');
    expect(first.all).to.match(/appeler en premier/i);
    const next = await teams.press('clerk', buttonOf(first, /10 suivants/));
    expect(next.all).to.match(/Lignes 11 à 20/);
  });

  it('answers five questions in English', async () => {
    const say = (text: string): Promise<Shown> => ask('manager', text, 'en-GB');
    await say('english');
    expect((await say('how much is overdue by segment?')).all).to.match(/segment/i);
    expect((await say('top 10 accounts more than 90 days late')).all).to.match(/90 d/);
    expect((await say('which of them promised?')).all).to.match(/promise/i);
    expect((await say('disputed amount by reason')).all).to.match(/reason/i);
    expect((await say('DSO over the last 6 months')).all).to.match(/DSO|days sales/i);
    expect((await say('how much did we collect in October?')).all).to.match(/Oct/i);
    await ask('manager', 'français');
  });

  it('exports an answer through a link that works once', async () => {
    await ask('clerk', 'qui me doit plus de 1 000 € ?');
    const made = await ask('clerk', 'exporter en csv');
    const url = /"url":"([^"]+\/f\/[^"]+)"/.exec(JSON.stringify(made.cards))?.[1] ?? '';
    expect(await (await fetch(url)).text()).to.include('csv');
    const file = await fetch(url, { method: 'POST' });
    expect(file.status).to.equal(200);
    expect(await file.text()).to.match(/^\ufeff?référence;nom;/i);
    expect((await fetch(url, { method: 'POST' })).status).to.be.oneOf([404, 410]);
    expect((await ask('clerk', 'exporter en excel')).all).to.include('.xlsx');
  });

  it('opens a file and its PDF, keeps a note after it was confirmed, and takes it back', async () => {
    const file = await ask('clerk', 'LUM-1001');
    expect(file.all).to.include('Camille Exemple (LUM-1001)').and.to.include('Factures ouvertes');
    const pdf = await teams.press('clerk', buttonOf(file, /PDF/), {}, { wanted: 1 });
    expect(pdf.beside[0]?.all).to.include('LUM-1001').and.to.include('.pdf');
    const recap = await ask('clerk', 'note sur LUM-1001 : a rappelé, tout va bien');
    const notes = 'SELECT words FROM account_notes';
    expect(await teams.rows(notes)).to.deep.equal([]);
    const confirm = buttonOf(recap, /^Valider/);
    const done = await teams.press('clerk', confirm);
    expect(done.all).to.include('C’est fait : Ajouter une note');
    expect(await teams.rows(notes)).to.deep.equal([{ words: 'a rappelé, tout va bien' }]);
    expect((await teams.press('clerk', confirm)).all).to.include('C’était déjà fait');
    expect(await teams.rows(notes)).to.have.length(1);
    expect((await teams.press('clerk', buttonOf(done, /Annuler/))).all).to.match(/C.est annulé/);
  });

  it('accepts a dispute: the credit is asked for, the debtor told, and a second press changes nothing', async () => {
    const disputes = await ask('clerk', 'contestations ouvertes');
    const opened = await teams.press('clerk', buttonOf(disputes, /Durand/), {}, { wanted: 1 });
    const offers = await teams.press('clerk', buttonOf(opened.beside[0] ?? disputes, /Contestation/));
    const form = await teams.press('clerk', buttonOf(offers, /Accepter la contestation/));
    const prepare = buttonOf(form, /Vérifier/);
    expect((await teams.press('clerk', prepare, { note: '' })).all).to.include('pas rempli comme il faut');
    const recap = await teams.press('clerk', prepare, { note: 'Le bon de livraison le montre.' });
    expect(plain(recap.all)).to.include('1 250,00 €').and.to.include('Rien n’est encore fait');
    const done = await teams.press('clerk', buttonOf(recap, /^Valider/));
    expect(done.all).to.include('C’est fait : Accepter la contestation');
    const status = `SELECT x.status FROM disputes x JOIN debtors d ON d.id = x.debtor_id WHERE d.reference = 'LUM-1005'`;
    expect(await teams.rows(status)).to.deep.equal([{ status: 'accepted' }]);
    expect((await teams.press('clerk', buttonOf(recap, /^Valider/))).all).to.include('C’était déjà fait');
    const [credit] = await teams.rows("SELECT count(*)::int AS n FROM tasks WHERE kind = 'issue-credit-note'");
    expect(credit).to.deep.equal({ n: 1 });
  });

  it('has a plan beyond the policy approved by another person than the one who asked', async () => {
    const talker = await webTalker(teams.service.url, 'fr-FR');
    for (const text of ['je voudrais payer en 24 fois', 'LUM-1001', '12 avril 1988']) await talker.say(text);
    await talker.press('sms');
    const identified = await newCode(teams.service.url);
    await talker.say(identified);
    expect((await talker.say('oui')).text).to.include('une personne va étudier votre demande');

    const task = await ask('clerk', 'LUM-1001');
    const offers = await teams.press('clerk', buttonOf(task, /^Tâche/));
    const recap = await teams.press('clerk', buttonOf(offers, /Demander l.accord sur le plan/));
    expect(recap.all).to.include('deuxième personne');
    expect((await teams.press('clerk', buttonOf(recap, /^Valider/))).all).to.include('C’est demandé');
    const plans = `SELECT p.status FROM plans p JOIN debtors d ON d.id = p.debtor_id WHERE d.reference = 'LUM-1001'`;
    expect(await teams.rows(plans)).to.deep.equal([]);

    const file = await ask('manager', 'LUM-1001');
    const decide = await teams.press('manager', buttonOf(file, /^À décider/));
    const form = await teams.press('manager', buttonOf(decide, /^Approuver/));
    const shown = await teams.press('manager', buttonOf(form, /Vérifier/), { note: 'Client sérieux.' });
    expect(shown.all).to.match(/276,80 €[^]+11,53 €[^]+Rien n’est encore fait/);
    expect((await teams.press('manager', buttonOf(shown, /^Valider/))).all).to.include('C’est fait : Approuver');
    const [approval] = await teams.rows("SELECT decision FROM approvals WHERE kind = 'plan'");
    expect(approval).to.deep.equal({ decision: 'approved' });
    expect(await teams.rows(plans)).to.deep.equal([{ status: 'offered' }]);

    expect((await talker.say('payer en plusieurs fois')).options[0]?.label).to.match(/^24 fois/);
    await talker.press('^24 fois');
    await talker.press('Je confirme');
    await talker.press('sms');
    const code = await newCode(teams.service.url, identified);
    expect(plain((await talker.say(code)).text)).to.include('C’est convenu : 276,80 € en 24 fois');
    expect(await teams.rows(plans)).to.deep.equal([{ status: 'active' }]);
    expect(await teams.rows("SELECT done_by FROM tasks WHERE kind = 'offer-plan'")).to.deep.equal([
      { done_by: 'system' },
    ]);
  });

  it('hands a conversation to a person and takes it back; the bot is silent meanwhile', async () => {
    await ask('clerk', 'aide');
    await ask('manager', 'aide');
    const before = teams.heard().length;
    const talker = await webTalker(teams.service.url, 'fr-FR');
    await talker.say('je veux parler à une personne');
    const shownTo = (to: string): Promise<Shown> =>
      eventually(() => {
        const found = teams.heard().slice(before);
        const card = found.find((one) => one.to === to && one.all.includes('Conversation à prendre'));
        expect(card, to).to.not.equal(undefined);
        return card ?? { text: '', cards: [], all: '', to };
      });
    const [toClerk, toManager] = [await shownTo('a:clerk'), await shownTo('a:manager')];
    const taken = await teams.press('clerk', buttonOf(toClerk, /^Prendre/));
    expect(taken.all).to.include('Vous tenez cette conversation').and.to.include('je veux parler à une personne');
    expect((await talker.listen()).text).to.match(/Vous parlez maintenant avec Noa Exemple/);
    expect((await teams.press('manager', buttonOf(toManager, /^Prendre/))).all).to.match(/noa l.a déjà prise/i);
    await ask('clerk', 'Bonjour, que puis-je faire pour vous ?');
    expect((await talker.listen()).text).to.include('que puis-je faire pour vous');
    const heard = teams.heard().length;
    await talker.tell('ma facture est fausse');
    await eventually(() => {
      const told = teams
        .heard()
        .slice(heard)
        .map(({ all }) => all)
        .join('\n');
      expect(told).to.include('ma facture est fausse');
    });
    const asked = await ask('clerk', 'rendre la conversation');
    expect(asked.all).to.include('Dites en une phrase ce qui est convenu');
    const summary = 'Nous vous rappelons demain à dix heures.';
    const back = await teams.press('clerk', buttonOf(asked, /^Rendre/), { summary });
    expect(back.all).to.match(/rendue à l.assistant/);
    expect((await talker.listen()).text).to.match(/demain à dix heures.+reprend la conversation/s);
  });
});
