import { expect } from 'chai';
import { makeCalendars } from '../../../bot/calendars.ts';
import { readShipped } from '../../../bot/policy/read-pack.ts';
import { adaptiveCard } from '../../../channels/bot-framework/adaptive-card.ts';
import { cardText } from '../../../channels/text/card-text.ts';
import { accountCard } from '../../../dialogs/staff/cards/account-card.ts';
import { ageing } from '../../../domain/ageing.ts';
import { balance } from '../../../domain/balance.ts';
import { date } from '../../../domain/civil-date.ts';
import { invariant } from '../../../domain/errors.ts';
import { formatMoney } from '../../../domain/format.ts';
import { makeLedger } from '../../../domain/ledger.ts';
import { outlets } from '../../../domain/escalation/policy.ts';
import { accountFigures } from '../../../domain/staff/account-figures.ts';
import { type AccountFile } from '../../../domain/staff/account-file.ts';
import { type StaffScope } from '../../../domain/staff/staff-scope.ts';
import { type StaffRole } from '../../../domain/staff/staff-user.ts';
import { demoPortfolio } from '../../../prisma/demo/demo-portfolio.ts';
import { insertDemo } from '../../../prisma/demo/insert-demo.ts';
import { signDemoPolicies } from '../../../prisma/demo/sign-demo-policies.ts';
import { loadRules } from '../../../prisma/escalation/load-rules.ts';
import { inTenant } from '../../../prisma/in-tenant.ts';
import { keepStaffFile } from '../../../prisma/staff/keep-staff-file.ts';
import { type AccountFiles, makeAccountFiles } from '../../../prisma/staff/make-account-files.ts';
import { makeTurnStore } from '../../../prisma/stores/turn-store.ts';
import { cardProblems } from '../../channels/bot-framework/card-schema.ts';
import { plainWords } from '../../dialogs/staff/cards/staff-look.ts';
import { text } from '../demo/portfolio-reading.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const today = date('2026-11-22');
const now = Date.parse('2026-11-22T09:00:00Z');
const at = { today, now };

describe('the file of an account', () => {
  let database: TestDatabase;
  let creditorId: string;
  let files: AccountFiles;
  const ids = new Map<string, string>();

  const scope = (role: StaffRole, handle: string = role): StaffScope => ({
    creditorId,
    who: { id: '00000000-0000-4000-8000-000000000001', handle, name: handle, roles: [role], disabled: false },
  });
  const fileOf = async (reference: string, who = scope('manager')): Promise<AccountFile> => {
    const file = await files.file(who, ids.get(reference) ?? '', at);
    invariant(file !== null, reference);
    return file;
  };
  const owner = async (statement: string, values: readonly unknown[] = []): Promise<void> => {
    await database.ownerPool.query(statement, [...values]);
  };
  const textOf = (file: AccountFile): string =>
    cardText(accountCard(file, { language: 'en', words: plainWords, zone: 'Europe/Paris', actions: [] }), 'en');

  before(async () => {
    database = await createTestDatabase();
    const portfolio = demoPortfolio(today);
    creditorId = portfolio.creditorId;
    await insertDemo(database, portfolio);
    const shipped = await readShipped(new URL('../../../policies/', import.meta.url));
    await inTenant(database.pool, creditorId, async (client) => {
      await signDemoPolicies(client, creditorId, today, shipped);
    });
    for (const row of portfolio.tables.debtors) ids.set(text(row, 'reference'), text(row, 'id'));
    const rules = await loadRules(database.pool, { creditorId, on: today, production: false, shippedRates: [] });
    files = makeAccountFiles({
      ...{ pool: database.pool, calendar: makeCalendars() },
      rules: () => Promise.resolve({ ...rules, reachable: outlets }),
    });
  });
  after(async () => {
    await database.drop();
  });

  it('has the figures of the ledger to the cent, of every account, and a card that Teams takes', async () => {
    const store = makeTurnStore(database.pool, () => '');
    const sums = new Map<string, number>();
    for (const [reference, id] of ids) {
      const file = await fileOf(reference);
      const account = await store.account(creditorId, id);
      invariant(account !== null, reference);
      const ledger = makeLedger(account, today);
      const figures = accountFigures(file);
      expect(figures.balances.map((of) => of.balance)).to.deep.equal(balance(ledger));
      for (const { balance: own, ageing: ages } of figures.balances) {
        expect(ages).to.deep.equal(ageing(ledger, own.currency));
        const aged = Object.values(ages).reduce((sum, { minor }) => sum + minor, 0);
        expect(aged).to.equal(own.overdue.minor + own.comingDue.minor);
        sums.set(own.currency, (sums.get(own.currency) ?? 0) + own.net.minor);
      }
      const open = ledger.lines.filter((line) => line.open.minor > 0).map((line) => line.open);
      expect(figures.lines.map((line) => line.open)).to.deep.equal(open);
      for (const language of ['fr', 'en'] as const) {
        const card = accountCard(file, { language, words: plainWords, zone: 'Europe/Paris', actions: [] });
        const drawn = adaptiveCard(card, language);
        expect(cardProblems(drawn), reference).to.deep.equal([]);
        expect(Buffer.byteLength(JSON.stringify(drawn)), reference).to.be.at.most(28_000);
        const said = cardText(card, language);
        for (const { net } of balance(ledger)) expect(said).to.include(formatMoney(net, language));
      }
    }
    expect(ids.size).to.equal(200);
    expect([...sums.keys()].sort()).to.include.members(['EUR', 'GBP']);
  });

  it('tells what was decided, what would happen today and what is left alone, as the engine has it', async () => {
    const every = await Promise.all([...ids.keys()].map((reference) => fileOf(reference)));
    const steps = every.flatMap(({ explanation }) => explanation.filter(({ kind }) => kind === 'will'));
    expect(steps.length).to.be.above(20);
    const left = every.find(({ explanation }) => explanation.some(({ kind }) => kind === 'not'));
    expect(left === undefined ? '' : textOf(left)).to.match(/NEXT STEP AND REASONS\n(?:.+\n)*.+: .+/);
  });

  it('shows why somebody needs care to managers alone, and the pause to everybody', async () => {
    const id = ids.get('LUM-1004') ?? '';
    await owner(
      `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on, until_on)
       VALUES (gen_random_uuid(), $1, $2, NULL, 'vulnerable', 'call:secret-source', '2026-11-01', '2026-12-31')`,
      [creditorId, id],
    );
    await owner(
      `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, opened_at) VALUES (gen_random_uuid(), $1, 'distress', 'call-hardship', $2, now())`,
      [creditorId, id],
    );
    await owner(
      `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, outcome, note, by)
       VALUES (gen_random_uuid(), $1, $2, '2026-11-20T10:00:00Z', 'out', 'phone', 'hardship', 'cannot pay since the winter', 'noa')`,
      [creditorId, id],
    );
    await owner(`UPDATE debtors SET causes = '{hardship,forgot}' WHERE id = $1`, [id]);
    const manager = await fileOf('LUM-1004');
    const shown = textOf(manager);
    for (const word of [
      'to be treated with care',
      'call with care',
      'in hardship',
      'cannot pay since the winter',
      'Causes of lateness: hardship, forgot',
    ])
      expect(shown).to.include(word);
    for (const role of ['reader', 'clerk', 'administrator'] as const) {
      const file = await fileOf('LUM-1004', scope(role));
      const kept = textOf(file);
      expect(JSON.stringify(file)).not.to.match(/vulnerable|distress|hardship|secret-source|since the winter/);
      expect(kept).not.to.match(/care|hardship|winter/);
      expect(kept).to.include('on hold · Covers: the whole account · From: 01/11/2026 · Until: 31/12/2026');
      expect(kept).to.include('The reason of some holds is for managers alone.');
      expect(accountFigures(file).balances).to.deep.equal(accountFigures(manager).balances);
    }
  });

  it('is there for a sales owner of their own accounts alone, and for nobody without the right to read', async () => {
    const own = scope('sales', 'sacha');
    const seen = await Promise.all(
      [...ids].map(async ([reference, id]) => ((await files.file(own, id, at)) === null ? [] : [reference])),
    );
    expect(seen.flat()).to.deep.equal(['LUM-1002', 'LUM-1005']);
    const [one = ''] = ids.values();
    const disabled = { ...scope('manager'), who: { ...scope('manager').who, disabled: true } };
    expect(await files.file(disabled, one, at)).to.equal(null);
    expect(
      await files.file({ ...scope('manager'), creditorId: '00000000-0000-4000-8000-00000000000f' }, one, at),
    ).to.equal(null);
    expect(await files.file(scope('manager'), "x' OR 1=1", at)).to.equal(null);
  });

  it('is found by reference, invoice number, the end of a telephone or a name that is like it', async () => {
    const found = async (words: string, who = scope('clerk')): Promise<readonly string[]> =>
      (await files.find(who, words)).map(({ reference, by }) => `${reference} ${by}`);
    expect(await found('lum-1005')).to.deep.equal(['LUM-1005 reference']);
    const file = await fileOf('LUM-1005');
    const number = file.account.invoices[0]?.number ?? '';
    expect(await found(` ${number.toLowerCase()} `)).to.deep.equal(['LUM-1005 invoice']);
    const phone =
      file.contacts.flatMap(({ points }) => points).find(({ channel }) => channel !== 'email')?.address ?? '';
    expect(await found(phone)).to.include('LUM-1005 phone');
    expect(await found(`0${phone.slice(3)}`)).to.include('LUM-1005 phone');
    expect((await found('Durand'))[0]).to.equal('LUM-1005 name');
    expect((await found('durrand'))[0]).to.equal('LUM-1005 name');
    expect(await found('boulangrie')).to.include('LUM-1002 name');
    expect(await found('LUM-1001', scope('sales', 'sacha'))).to.deep.equal([]);
    expect(await found('Durand', scope('sales', 'sacha'))).to.deep.equal(['LUM-1005 name']);
    for (const bad of ['', '%', '_', "' OR 1=1 --", '\u0000', '🙂', '12', 'x'.repeat(10_000)])
      expect(await found(bad), bad).to.deep.equal([]);
  });

  it('keeps an export for who asked for it, and says in the trail who got what', async () => {
    const { who } = scope('manager');
    const made = {
      name: 'reponse.csv',
      mime: 'text/csv',
      bytes: Buffer.from('a;b'),
      about: { measure: 'overdue' },
      debtorId: null,
    };
    const kept = await keepStaffFile(database.pool, { creditorId, who }, made, now);
    invariant(kept !== null, 'kept');
    const { rows } = await database.ownerPool.query<Record<string, unknown>>(
      `SELECT b.content, b.debtor_id, e.actor, e.facts ->> 'measure' AS measure, e.facts ->> 'sha256' = b.sha256 AS same
       FROM blobs b, audit_events e WHERE b.id = $1 AND e.kind = 'file.exported'`,
      [kept.ref.blobId],
    );
    expect(rows).to.deep.equal([
      { content: made.bytes, debtor_id: null, actor: `staff:${who.id}`, measure: 'overdue', same: true },
    ]);
    const disabled = { creditorId, who: { ...who, disabled: true } };
    expect(await keepStaffFile(database.pool, disabled, made, now)).to.equal(null);
  });
});
