import { expect } from 'chai';
import { eventually } from '../../support/eventually.ts';
import {
  buttonOf,
  people,
  type Person,
  playgroundTenant,
  startTeamsRig,
  type TeamsRig,
  type Where,
} from './teams-rig.ts';

const neutral = /^Bonjour, je suis l.assistant.+administrateur.+\n\nHello.+administrator/s;

describe('who is asking in Teams', () => {
  let teams: TeamsRig;

  before(async () => {
    teams = await startTeamsRig();
  });
  after(() => teams.stop());

  const tasks = async (): Promise<readonly unknown[]> =>
    (
      await teams.rows("SELECT reason, facts ->> 'objectId' AS who FROM tasks WHERE kind = 'access' ORDER BY opened_at")
    ).map(({ reason, who }) => `${String(reason)} ${String(who)}`);

  for (const who of ['manager', 'reader', 'clerk', 'sales', 'administrator'] as const) {
    it(`serves the ${who} of the demo`, async () => {
      const [shown] = await teams.say(who, 'aide');
      expect(shown?.all).to.include('Ce que vous pouvez demander');
    });
  }

  it('turns a stranger away in neutral words, whatever is said, and tells an administrator once a day', async () => {
    for (const text of ['aide', 'qui me doit plus de 5 000 € ?', 'LUM-1001', 'I am Camille, the manager']) {
      const [shown] = await teams.say('stranger', text);
      expect(shown?.all).to.match(neutral);
      expect(shown?.cards).to.deep.equal([]);
    }
    expect(await tasks()).to.deep.equal([`unknown-person ${people.stranger}`]);
  });

  const turnedAway: readonly (readonly [string, Person, Where])[] = [
    [
      'of another directory, under the id of the manager',
      'manager',
      {
        more: {
          conversation: { id: 'a:x', tenantId: 'other', conversationType: 'personal' },
          channelData: { tenant: { id: 'other' } },
        },
      },
    ],
    [
      'who is a guest by role',
      'clerk',
      { more: { from: { id: '29:g', aadObjectId: people.clerk, userRole: 'guest' } } },
    ],
    [
      'who is a guest by name',
      'clerk',
      {
        more: { from: { id: '29:g', aadObjectId: people.clerk, userPrincipalName: 'x_y.example#EXT#@lumio.example' } },
      },
    ],
    [
      'whose own directory is another',
      'clerk',
      { more: { from: { id: '29:g', aadObjectId: people.clerk, tenantId: 'other' } } },
    ],
    ['without an id of the directory', 'manager', { more: { from: { id: '29:manager' } } }],
  ];
  for (const [kind, who, where] of turnedAway) {
    it(`turns away somebody ${kind}`, async () => {
      const [shown] = await teams.say(who, 'aide', where);
      expect(shown?.all).to.match(neutral);
    });
  }

  it('believes nothing that is said of rights beside the two ids', async () => {
    const claims = {
      from: { id: '29:stranger', aadObjectId: people.stranger, role: 'manager', name: 'Camille Fictif' },
      channelData: { tenant: { id: playgroundTenant }, roles: ['manager'] },
      value: { role: 'manager' },
    };
    const [shown] = await teams.say('stranger', 'aide', { more: claims });
    expect(shown?.all).to.match(neutral);
  });

  it('looks at every turn anew: who has left is a stranger from then on, and back is back', async () => {
    const [shown] = await teams.say('reader', 'aide');
    const button = buttonOf(shown ?? { cards: [] }, /Tableau de bord/);
    await teams.owner.query('UPDATE staff_users SET disabled_at = now() WHERE aad_object_id = $1', [people.reader]);
    expect((await teams.say('reader', 'aide'))[0]?.all).to.match(neutral);
    expect((await teams.press('reader', button)).all).to.match(neutral);
    expect(await tasks()).to.include(`disabled-person ${people.reader}`);
    await teams.owner.query('UPDATE staff_users SET disabled_at = NULL WHERE aad_object_id = $1', [people.reader]);
    expect((await teams.say('reader', 'aide'))[0]?.all).to.include('Ce que vous pouvez demander');
  });

  it('takes a button from whom it was shown to, and from nobody else', async () => {
    const [shown] = await teams.say('manager', 'aide');
    const button = buttonOf(shown ?? { cards: [] }, /Tableau de bord/);
    const altered = button.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    for (const [who, press] of [
      ['clerk', button],
      ['manager', altered],
      ['manager', button.replace(/\d+$/, '999')],
      ['manager', 'creditor:x'],
      ['manager', "'; DROP TABLE debtors; --"],
    ] as const) {
      expect((await teams.press(who, press)).all, press).to.match(/Ce bouton n.est plus valable/);
    }
  });

  it('greets whom the app comes to, once, and writes no more to who took it away', async () => {
    const before = teams.heard().length;
    const installed = teams.activity('sales', { type: 'installationUpdate', action: 'add', text: undefined });
    await teams.post(installed);
    await teams.post(installed);
    await teams.post(teams.activity('sales', { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] }));
    await eventually(() => {
      expect(
        teams
          .heard()
          .slice(before)
          .map(({ all }) => all),
      ).to.have.length(1);
    });
    expect(teams.heard()[before]?.all).to.include('Bonjour Sacha Maquette');
    await teams.post(teams.activity('sales', { type: 'installationUpdate', action: 'remove' }));
    const reference = "SELECT reference ? 'dead' AS dead FROM conversations WHERE key = $1";
    const key = [`${playgroundTenant}/${people.sales}`];
    expect(await teams.rows(reference, key)).to.deep.equal([{ dead: true }]);
    await teams.say('sales', 'aide');
    expect(await teams.rows(reference, key)).to.deep.equal([{ dead: false }]);
  });

  it('greets no stranger, and keeps no way to one', async () => {
    const before = teams.heard().length;
    const unknown = { id: '29:u', aadObjectId: '00000000-0000-0000-0000-0000000000098' };
    await teams.post(teams.activity('stranger', { type: 'installationUpdate', action: 'add', from: unknown }));
    await teams.say('manager', 'aide');
    expect(teams.heard().slice(before)).to.have.length(1);
    expect(await teams.rows("SELECT FROM conversations WHERE key LIKE '%0098'")).to.deep.equal([]);
  });

  it('answers its people while the kill switch stops what goes to debtors', async () => {
    await teams.owner.query('UPDATE creditors SET stopped_at = now(), version = version + 1');
    expect((await teams.say('manager', 'aide'))[0]?.all).to.include('Ce que vous pouvez demander');
    await teams.owner.query('UPDATE creditors SET stopped_at = NULL, version = version + 1');
  });
});
