import { expect } from 'chai';
import { webTalker } from '../../journeys/talker.ts';
import { eventually } from '../../support/eventually.ts';
import { type Person, playgroundTenant, startTeamsRig, type TeamsRig } from './teams-rig.ts';

type Said = { readonly status: number; readonly code: string | null };

describe('what a hub of people says of a conversation', () => {
  let teams: TeamsRig;
  let talker: Awaited<ReturnType<typeof webTalker>>;
  let conversation: string;

  before(async () => {
    teams = await startTeamsRig();
  });
  after(() => teams.stop());
  beforeEach(async () => {
    talker = await webTalker(teams.service.url, 'fr-FR');
    await talker.say('je veux parler à une personne');
    const [open] = await teams.rows('SELECT conversation_id AS id FROM handoffs ORDER BY opened_at DESC LIMIT 1');
    conversation = String(open?.['id']);
  });

  async function says(who: Person, value: unknown, more: Record<string, unknown> = {}): Promise<Said> {
    const where = { id: conversation, tenantId: playgroundTenant };
    const body = { type: 'event', name: 'handoff.status', value, conversation: where, ...more };
    const response = await teams.post(teams.activity(who, body));
    const text = await response.text();
    const error = text === '' ? null : (JSON.parse(text) as { error: { code: string } }).error;
    return { status: response.status, code: error?.code ?? null };
  }
  const state = async (): Promise<unknown> =>
    (
      await teams.rows(
        `SELECT c.controller, u.handle AS holder, h.closed_why AS ended FROM handoffs h JOIN conversations c ON c.id = h.conversation_id
           LEFT JOIN staff_users u ON u.id = h.staff_user_id WHERE h.conversation_id = $1`,
        [conversation],
      )
    )[0];
  const done = { status: 200, code: null };

  it('takes it and gives it back, as our own buttons do, and says so to the debtor', async () => {
    expect(await says('clerk', { state: 'accepted' })).to.deep.equal(done);
    expect(await state()).to.deep.equal({ controller: 'human', holder: 'noa', ended: null });
    expect((await talker.listen()).text).to.include('Vous parlez maintenant avec Noa Exemple');
    expect(await says('clerk', { state: 'accepted' }), 'the same again').to.deep.equal(done);
    expect(await says('clerk', { state: 'completed' })).to.deep.equal({ status: 409, code: 'summary-missing' });
    expect(await says('clerk', { state: 'completed', message: 'Nous vous rappelons lundi.' })).to.deep.equal(done);
    expect((await talker.listen()).text).to.include('Nous vous rappelons lundi.');
    expect(await state()).to.deep.equal({ controller: 'bot', holder: 'noa', ended: 'returned' });
    const told = `SELECT state FROM handoff_events e JOIN handoffs h ON h.id = e.handoff_id WHERE h.conversation_id = $1 AND e.name = 'handoff.status' ORDER BY e.id`;
    expect(await teams.rows(told, [conversation])).to.deep.equal([{ state: 'accepted' }, { state: 'completed' }]);
  });

  it('leaves it to others when a person of it cannot take it', async () => {
    expect(await says('clerk', { state: 'failed', message: 'busy' })).to.deep.equal(done);
    expect(await state()).to.deep.equal({ controller: 'bot', holder: null, ended: null });
    expect(await says('manager', { state: 'accepted' })).to.deep.equal(done);
    expect(await says('manager', { state: 'failed' })).to.deep.equal({ status: 409, code: 'give-it-back' });
    expect(await says('clerk', { state: 'accepted' })).to.deep.equal({ status: 409, code: 'taken' });
    expect(await says('clerk', { state: 'completed', message: 'Voilà.' })).to.deep.equal({
      status: 409,
      code: 'not-held',
    });
    expect(await state()).to.deep.equal({ controller: 'human', holder: 'camille', ended: null });
  });

  it('has one holder, whoever says so at once', async () => {
    const both = await Promise.all([says('clerk', { state: 'accepted' }), says('manager', { state: 'accepted' })]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).to.deep.equal([200, 409]);
  });

  it('is refused, and changes nothing, where it does not fit', async () => {
    const before = await state();
    expect(await says('stranger', { state: 'accepted' })).to.deep.equal({ status: 403, code: 'unknown-person' });
    expect(await says('reader', { state: 'accepted' })).to.deep.equal({ status: 404, code: 'unknown' });
    const elsewhere = (id: string): Record<string, unknown> => ({ conversation: { id, tenantId: playgroundTenant } });
    for (const id of ['00000000-0000-4000-8000-000000000000', "x' OR true --", 'a:clerk'])
      expect(await says('clerk', { state: 'accepted' }, elsewhere(id))).to.deep.equal({ status: 404, code: 'unknown' });
    for (const value of [{ state: 'active' }, {}, null, 'accepted', { state: 'accepted', message: 5 }])
      expect(await says('clerk', value), JSON.stringify(value)).to.deep.equal({ status: 400, code: 'not-a-status' });
    const guest = { from: { id: '29:clerk', aadObjectId: '00000000-0000-0000-0000-0000000000022', userRole: 'guest' } };
    expect(await says('clerk', { state: 'accepted' }, guest)).to.deep.equal({ status: 403, code: 'unknown-person' });
    await teams.rows("UPDATE staff_users SET disabled_at = now() WHERE handle = 'noa'");
    expect((await says('clerk', { state: 'accepted' })).status).to.equal(403);
    await teams.rows("UPDATE staff_users SET disabled_at = NULL WHERE handle = 'noa'");
    expect(await state()).to.deep.equal(before);
    await eventually(async () => {
      expect((await teams.post(teams.activity('clerk', { type: 'event', name: 'other' }))).status).to.equal(200);
    });
  });
});
