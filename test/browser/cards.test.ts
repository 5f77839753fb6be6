import { mkdir } from 'node:fs/promises';
import { type Browser, type Page } from 'playwright-core';
import { expect } from 'chai';
import { makeCalendars } from '../../bot/calendars.ts';
import { readShipped } from '../../bot/policy/read-pack.ts';
import { adaptiveCard } from '../../channels/bot-framework/adaptive-card.ts';
import { accountCard } from '../../dialogs/staff/cards/account-card.ts';
import { answerCard } from '../../dialogs/staff/cards/answer-card.ts';
import { dashboardCard } from '../../dialogs/staff/cards/dashboard-card.ts';
import { fileWords } from '../../dialogs/staff/cards/file-words.ts';
import { foundCard } from '../../dialogs/staff/cards/found-card.ts';
import { type Card, type CardAction } from '../../domain/card.ts';
import { date } from '../../domain/civil-date.ts';
import { invariant } from '../../domain/errors.ts';
import { outlets } from '../../domain/escalation/policy.ts';
import { type Language, languages } from '../../domain/language.ts';
import { type AccountFile } from '../../domain/staff/account-file.ts';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { buckets } from '../../domain/staff/query.ts';
import { demoPortfolio } from '../../prisma/demo/demo-portfolio.ts';
import { insertDemo } from '../../prisma/demo/insert-demo.ts';
import { signDemoPolicies } from '../../prisma/demo/sign-demo-policies.ts';
import { loadRules } from '../../prisma/escalation/load-rules.ts';
import { inTenant } from '../../prisma/in-tenant.ts';
import { makeAccountFiles } from '../../prisma/staff/make-account-files.ts';
import { cardProblems, withoutCharts } from '../channels/bot-framework/card-schema.ts';
import { accountsAnswer, answerOf, eur, lookOf, query } from '../dialogs/staff/cards/staff-look.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { ChatPage, startBrowser } from './chat-browser.ts';
import { drawCard, tabStops } from './card-page.ts';

const today = date('2026-11-22');
const at = { today, now: Date.parse('2026-11-22T09:00:00Z') };
const shots = process.env['SHOTS'];

const columns: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  ...{
    account: ['Compte', 'Account'],
    overdue: ['Échu', 'Overdue'],
    oldest: ['Retard', 'Late'],
    level: ['Étape', 'Level'],
  },
  ...{ accounts: ['Comptes', 'Accounts'], open: ['Ouvert', 'Open'], promised: ['Promis', 'Promised'] },
  ...{ disputed: ['Contesté', 'Disputed'], planned: ['Échelonné', 'Planned'], month: ['Mois', 'Month'] },
};
const words = {
  code: fileWords((_of, code) => code),
  column: (key: string, language: Language): string => columns[key]?.[language === 'fr' ? 0 : 1] ?? key,
};
const actions: readonly CardAction[] = [
  'Note',
  'Appel',
  'Promesse',
  'Suspendre',
  'PDF',
  'Payer',
  'Contester',
  'Autre',
].map((label) => ({ kind: 'press', id: `act-${label}`, label }));

describe('cards as the public renderer draws them', () => {
  let browser: Browser;
  let database: TestDatabase;
  let chat: ChatPage;
  let page: Page;
  let file: AccountFile;

  before(async () => {
    browser = await startBrowser();
    database = await createTestDatabase();
    const portfolio = demoPortfolio(today);
    const { creditorId } = portfolio;
    await insertDemo(database, portfolio);
    const shipped = await readShipped(new URL('../../policies/', import.meta.url));
    await inTenant(database.pool, creditorId, (client) => signDemoPolicies(client, creditorId, today, shipped));
    const rules = await loadRules(database.pool, { creditorId, on: today, production: false, shippedRates: [] });
    const files = makeAccountFiles({
      ...{ pool: database.pool, calendar: makeCalendars() },
      rules: () => Promise.resolve({ ...rules, reachable: outlets }),
    });
    const who = { id: 'x', handle: 'camille', name: 'Camille', roles: ['manager'] as const, disabled: false };
    const [found] = await files.find({ creditorId, who }, 'LUM-1005');
    const read = await files.file({ creditorId, who }, found?.debtorId ?? '', at);
    invariant(read !== null, 'the demo has Durand');
    file = read;
    if (shots !== undefined) await mkdir(shots, { recursive: true });
  });
  after(async () => {
    await browser.close();
    await database.drop();
  });
  beforeEach(async () => {
    chat = await ChatPage.open(browser, 'about:blank', { viewport: { width: 900, height: 900 } });
    ({ page } = chat);
  });
  afterEach(async () => {
    expect(chat.problems).to.deep.equal([]);
    await chat.close();
  });

  const ageing = buckets.map((bucket, index) => ({ bucket, money: eur(1_234_567 * (index + 1)) }));
  const answered = (language: Language, more: Partial<StaffAnswer> = {}): Card => {
    const filters = [
      { field: 'days-overdue', label: '> 60 j' },
      { field: 'city', label: 'Lyon' },
      { field: 'amount', label: '> 5 000 €' },
      { field: 'owner', label: 'Sacha' },
    ] as const;
    const line =
      language === 'fr' ? 'Échu > 60 j, Lyon, > 5 000 €, par montant' : 'Overdue > 60 d, Lyon, > €5,000, by amount';
    const answer = accountsAnswer(10, { count: 37, ageing, query: { ...query, offset: 10 }, ...more });
    return answerCard(answer, lookOf(language, { words, filters, line }).look);
  };
  const dashboard = (language: Language): Card => {
    const total = (key: string, minor: number): StaffAnswer =>
      answerOf({ totals: [{ key, cell: { kind: 'money', money: eur(minor) } }] });
    const sums = {
      overdue: total('overdue', 14_000_00),
      promised: total('promised', 5_000),
      disputed: total('disputed', 700),
    };
    const lists = { planned: total('planned', 90_000), largest: accountsAnswer(5), first: accountsAnswer(5) };
    return dashboardCard({ ageing: answerOf({ ageing }), ...sums, ...lists }, lookOf(language, { words }).look);
  };
  const account = (language: Language): Card => accountCard(file, { language, words, zone: 'Europe/Paris', actions });
  const found = (language: Language): Card => {
    const one = { debtorId: 'd', reference: 'LUM-1', name: 'Durand & **Fils**', by: 'invoice', what: 'F-1' } as const;
    return foundCard([one, { ...one, reference: 'LUM-2', by: 'name' }], 'durand', lookOf(language).look);
  };
  const asking = (): Card => ({
    title: 'Note',
    parts: [
      {
        part: 'inputs',
        inputs: [
          { id: 'note', label: 'Note', kind: 'long-text', required: true },
          { id: 'on', label: 'Date', kind: 'date', required: false },
          { id: 'amount', label: 'Montant', kind: 'number', required: false },
          { id: 'why', label: 'Motif', kind: 'choice', required: true, choices: [{ id: 'a', label: 'Autre' }] },
        ],
      },
    ],
    actions: [{ kind: 'press', id: 'save', label: 'Enregistrer', inputs: true, style: 'positive' }],
  });
  const all = { answered, dashboard, account, found, asking } as const;

  for (const language of languages)
    for (const [name, make] of Object.entries(all))
      it(`draws ${name} in ${language}, without charts, with nothing that axe or the renderer finds wrong`, async () => {
        const card = withoutCharts(adaptiveCard(make(language), language));
        expect(cardProblems(card)).to.deep.equal([]);
        expect(await drawCard(page, card, language)).to.deep.equal([]);
        await chat.expectAccessible(`${name} in ${language}`);
        expect(await chat.overflow()).to.be.at.most(0);
        if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}-${language}.png`, fullPage: true });
      });

  it('draws the fallback itself where it knows no charts', async () => {
    const drawn = adaptiveCard(dashboard('fr'), 'fr');
    await drawCard(page, drawn, 'fr');
    expect(await page.getByText('plus de 90 j').isVisible()).to.equal(true);
    expect(await page.getByText('61\u00a0728,35\u00a0€').isVisible()).to.equal(true);
  });

  it('lets the keyboard reach every link, field and button, and press them', async () => {
    await drawCard(page, adaptiveCard(answered('fr'), 'fr'), 'fr');
    const stops = await tabStops(page);
    for (let index = 0; index < 10; index += 1) expect(stops).to.include(`Ouvrir le compte Société ${index}`);
    expect(stops).to.include.members(['✕ > 60 j', '✕ Lyon', 'Changer les filtres', '10 suivants', '10 précédents']);
    const seen = await page.locator('.ac-pushButton:visible').count();
    expect(stops.length).to.equal(1 + seen + 10 + 1); // the card, its rows, and the heading that opens
    await page.getByRole('button', { name: '10 suivants' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Changer les filtres' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Lyon' }).fill('Paris');
    await page.getByRole('button', { name: 'Poser la question ainsi' }).focus();
    await page.keyboard.press('Enter');
    const pressed = await page.evaluate<string[]>('window.pressed');
    expect(pressed).to.have.length(2);
    expect(JSON.parse(pressed[1] ?? '{}')).to.deep.include({ 'filter-city': 'Paris' });
  });

  it('opens and closes every section of a file by the keyboard, and loses its place nowhere', async () => {
    await drawCard(page, adaptiveCard(account('fr'), 'fr'), 'fr');
    const heads = page.locator('[aria-label^="Factures ouvertes"], [aria-label^="Échanges"], [aria-label^="Contacts"]');
    expect(await heads.count()).to.be.above(1);
    expect(await page.getByText('Compte').first().isVisible()).to.equal(true);
    for (const head of await heads.all()) {
      const shown = await page.locator('.ac-textBlock:visible').count();
      await head.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('.ac-textBlock:visible').count()).to.be.above(shown);
      const focused = 'document.activeElement.getAttribute("aria-label")';
      expect(await page.evaluate(focused)).to.equal(await head.getAttribute('aria-label'));
    }
    if (shots !== undefined) await page.screenshot({ path: `${shots}/account-open-fr.png`, fullPage: true });
  });

  it('says which field is missing, and sends nothing before it is filled in', async () => {
    await drawCard(page, adaptiveCard(asking(), 'fr'), 'fr');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    expect(await page.getByText('À remplir : Note').isVisible()).to.equal(true);
    expect(await page.evaluate<string[]>('window.pressed')).to.deep.equal([]);
  });

  it('shows a name that looks like markup or a function as it stands', async () => {
    const name = '**Durand** {{DATE(2026-12-01T00:00:00Z,SHORT)}} [x](https://evil.example)';
    const parts = [{ part: 'text', text: name } as const];
    await drawCard(page, adaptiveCard({ title: 'x', parts, actions: [] }, 'fr'), 'fr');
    const shown = (await page.locator('main').innerText()).replaceAll('\u200b', '');
    expect(shown).to.include(name);
  });
});
