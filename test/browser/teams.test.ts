import { join } from 'node:path';
import { expect } from 'chai';
import { type Browser, type Locator } from 'playwright-core';
import { stopTestServer } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { atTen } from '../bot/staff/teams-rig.ts';
import { webTalker } from '../journeys/talker.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startBrowser } from './chat-browser.ts';
import { Playground } from './playground.ts';

/** Where pictures for the guides go, when they are to be made anew. */
const pictures = process.env['PICTURES'];

describe('staff in Microsoft’s Agents Playground', () => {
  let service: TestService;
  let browser: Browser;
  let teams: Playground;

  before(async () => {
    [service, browser] = await Promise.all([startTestService({}, atTen), startBrowser()]);
    teams = await Playground.open(browser, service.url, 'manager', 56_171);
  });
  after(async () => {
    await teams.stop();
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
    await picture(await teams.waitFor('À appeler en premier'), 'teams-dashboard-fr');
    await teams.say('english');
    await teams.say('dashboard');
    await picture(await teams.waitFor('To call first'), 'teams-dashboard-en');
    await teams.say('overdue by segment');
    await picture(await teams.waitFor(/segment/i), 'teams-question-en');
    await teams.say('français');
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
