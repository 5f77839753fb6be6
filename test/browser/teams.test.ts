import { join } from 'node:path';
import { expect } from 'chai';
import { type Browser, type Locator } from 'playwright-core';
import { stopTestServer } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { atTen } from '../bot/staff/teams-rig.ts';
import { webTalker } from '../journeys/talker.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startBrowser } from './chat-browser.ts';
import { newCode } from './demo-codes.ts';
import { Playground } from './playground.ts';

/** Where pictures for the guides go, when they are to be made anew. */
const pictures = process.env['PICTURES'];

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

/** The dates of a recap with their amounts. */
function instalmentsOf(recap: string): readonly (readonly [string, string])[] {
  const rows = plain(recap).matchAll(/^(\S+ \S+ \d{4}): (.+)$/gm);
  return [...rows].map(([, date = '', amount = '']) => [date, amount] as const);
}

describe('staff in Microsoft’s Agents Playground', () => {
  let service: TestService;
  let browser: Browser;
  let teams: Playground;
  let clerk: Playground;

  before(async () => {
    [service, browser] = await Promise.all([startTestService({}, atTen), startBrowser()]);
    teams = await Playground.open(browser, service.url, 'manager', 56_171);
    clerk = await Playground.open(browser, service.url, 'clerk', 56_172);
  });
  after(async () => {
    await Promise.all([teams.stop(), clerk.stop()]);
    await browser.close();
    await service.stop();
    await stopTestServer();
  });

  const picture = async (card: Locator, name: string): Promise<void> => {
    if (pictures === undefined) return;
    await teams.page.waitForTimeout(1_500);
    await card.screenshot({ path: join(pictures, `${name}.png`) });
  };

  it('greets, answers a question, refines it and turns the page in place', async () => {
    await teams.waitFor(/Camille Fictif/);
    await teams.say('qui me doit plus de 500 € depuis plus de 30 jours ?');
    const answer = await teams.waitFor('En retard de plus de 30 jours');
    await picture(answer, 'teams-question-fr');
    await teams.press(answer, /10 suivants|suivants/);
    await teams.waitFor(/Lignes 11 à/);
    await teams.say('seulement ceux de Lyon');
    await teams.waitFor(/Lyon/);
  });

  it('shows the dashboard in French and in English', async () => {
    await teams.say('tableau de bord');
    await picture(await teams.waitFor(/^\s*Tableau de bord/), 'teams-dashboard-fr');
    await teams.say('english');
    await teams.say('dashboard');
    await picture(await teams.waitFor(/^\s*Dashboard/), 'teams-dashboard-en');
    await teams.say('overdue by segment');
    await picture(await teams.waitFor(/segment/i), 'teams-question-en');
    await teams.say('français');
  });

  const asked = {
    français: [
      ['balance âgée', 'Balance âgée', 'seulement ceux de Lyon', 'Balance âgée, Lyon'],
      ['top 10 débiteurs à plus de 90 jours', '90 jours', 'seulement ceux de Lille', '90 jours, Lille'],
      ['promesses de la semaine', 'Promesses, promis du', 'et le mois dernier ?', 'Promesses, promis en'],
      ['combien a-t-on encaissé en mai ?', 'Encaissé, reçu en mai', 'et en juin ?', 'Encaissé, reçu en juin'],
      ['montant contesté par motif', 'contesté par motif', 'plus de 100 €', 'contesté par motif, plus de 100 €'],
    ],
    english: [
      ['how much is overdue by segment?', 'Overdue per segment', 'only Lyon', 'Overdue per segment, Lyon'],
      ['disputes open for more than 15 days', '> 15 days old', 'sort by amount', '> 15 days old, by amount'],
      ['DSO over the last 6 months', 'DSO per month', 'only Nantes', ', Nantes'],
      ['accounts on hold and why', 'Holds', 'only Paris', 'Holds, Paris'],
      ['who stopped us by SMS?', 'Stops, by SMS', 'only Lyon', 'Stops, by SMS, Lyon'],
    ],
  } as const;
  for (const [language, questions] of Object.entries(asked)) {
    it(`answers five questions and what refines them: ${language}`, async () => {
      await teams.say(language);
      for (const [question, title, words, refined] of questions) {
        await teams.say(question);
        await teams.waitFor(title);
        await teams.say(words);
        await teams.waitFor(refined);
      }
      await teams.say('français');
    });
  }

  it('exports an answer through a link that works once', async () => {
    await teams.say('top 10 débiteurs à plus de 90 jours');
    await teams.press(await teams.waitFor('par montant, 10'), 'Exporter en CSV');
    const made = await teams.waitFor('Votre fichier est prêt');
    const opened = teams.page.context().waitForEvent('page');
    await made.getByText(/csv/).click();
    const file = await opened;
    const download = file.waitForEvent('download');
    await file.getByRole('button').click();
    expect((await download).suggestedFilename()).to.match(/^solde-.+csv$/);
    await file.close();
  });

  it('opens a file and accepts a dispute, shown before it is done', async () => {
    await teams.say('LUM-1005');
    const file = await teams.waitFor('Durand & Fils SA (LUM-1005)');
    await picture(file, 'teams-account-fr');
    await teams.press(file, /Contestation/);
    await teams.press(await teams.waitFor('Que faire ?'), 'Accepter la contestation');
    const form = await teams.waitFor('Vérifier avant de valider');
    await form.locator('textarea, input').first().fill('Le bon de livraison le montre.');
    await teams.press(form, 'Vérifier avant de valider');
    const recap = await teams.waitFor('Rien n’est encore fait');
    await picture(recap, 'teams-recap-fr');
    await teams.press(recap, 'Valider');
    await teams.waitFor('C’est fait : Accepter la contestation');
  });

  it('approves a plan beyond policy, which the debtor then agrees to', async () => {
    const talker = await webTalker(service.url, 'fr-FR');
    for (const text of ['je voudrais payer en 15 fois', 'LUM-1001', '12 avril 1988']) await talker.say(text);
    await talker.press('sms');
    const code = await newCode(service.url);
    await talker.say(code);
    expect((await talker.say('oui')).text).to.match(/15 versements.+une personne va étudier votre demande/s);

    for (const one of [clerk, teams]) await one.say('français'); // the playground's own language is English
    await clerk.say('LUM-1001');
    const task = await clerk.waitFor('Camille Exemple (LUM-1001)');
    await clerk.press(task, /^Tâche \(/);
    await clerk.press(await clerk.waitFor('Que faire ?'), /Demander l.accord sur le plan/);
    await clerk.press(await clerk.waitFor('deuxième personne'), 'Valider');
    await clerk.waitFor('C’est demandé');

    await teams.say('LUM-1001');
    await teams.press(await teams.waitFor('Camille Exemple (LUM-1001)'), /^À décider/);
    await teams.press(await teams.waitFor('Que faire ?'), 'Approuver');
    await teams.press(await teams.waitFor('Vérifier avant de valider'), 'Vérifier avant de valider');
    const recap = await teams.waitFor('Rien n’est encore fait');
    expect(plain(await recap.innerText()))
      .to.include('276,80 €')
      .and.to.include('18,45 €');
    await picture(recap, 'teams-plan-fr');
    await teams.press(recap, 'Valider');
    await teams.waitFor('C’est fait : Approuver');

    await eventually(async () => {
      expect(await (await fetch(`${service.url}/demo/outbox`)).text()).to.include(
        'en plusieurs fois : elle nous convient',
      );
    });
    const offered = await talker.say('payer en plusieurs fois');
    expect(plain(offered.text)).to.match(/Nous vous proposons.+276,80 €.+15 fois 18,45 € \(la dernière 18,50 €\)/);
    const terms = instalmentsOf((await talker.press('^15 fois')).text);
    expect(terms).to.have.length(15);
    await talker.press('Je confirme');
    await talker.press('sms');
    const agreed = await talker.say(await newCode(service.url, code));
    expect(plain(agreed.text)).to.include('C’est convenu : 276,80 € en 15 fois');
    const balance = await talker.say('mon solde');
    for (const [date, amount] of terms.slice(0, 3))
      expect(plain(balance.text)).to.match(new RegExp(`${date}[^\n]*${amount}`));
  });

  it('takes a conversation over, answers in it and hands it back', async () => {
    const talker = await webTalker(service.url, 'fr-FR');
    await talker.say('je veux parler à une personne');
    const card = await teams.waitFor('Conversation à prendre');
    await picture(card, 'teams-handoff-fr');
    await teams.press(card, 'Prendre');
    const held = await teams.waitFor('Vous tenez cette conversation');
    expect((await talker.listen()).text).to.include('Vous parlez maintenant avec Camille Fictif');
    await teams.say('Bonjour, je regarde cela avec vous.');
    expect((await talker.listen()).text).to.include('je regarde cela avec vous');
    await talker.tell('merci');
    await teams.waitFor('merci');
    await held.locator('textarea').first().fill('Nous vous rappelons demain à dix heures.');
    await teams.press(held, 'Rendre la conversation');
    await eventually(async () => {
      expect((await talker.listen()).text).to.include('reprend la conversation');
    });
  });
});
