import { expect } from 'chai';
import { completion, type FakeModel, fails, says, startFakeModel } from '../../prompts/fake-model.ts';
import { startTeamsRig, type TeamsRig } from './teams-rig.ts';

const vague = 'les boîtes qui font les mortes depuis plus de 60 jours';
const proposal = {
  measure: 'overdue',
  groupBy: 'account',
  order: null,
  conditions: [
    { kind: 'coded', field: 'kind', code: 'company', not: false, raw: 'les boîtes' },
    { kind: 'spoken', field: 'days-overdue', raw: 'plus de 60 jours' },
  ],
};
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a question in Teams that only a model understands', () => {
  let model: FakeModel;
  let teams: TeamsRig;
  let behaviour = says(completion(JSON.stringify(proposal)));

  before(async () => {
    model = await startFakeModel((response, body) => {
      behaviour(response, body);
    });
    const env = { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'fake', OPENAI_BASE_URL: model.baseUrl };
    teams = await startTeamsRig({ ...env, OPENAI_REQUESTS_PER_DAY: '4' });
  });
  after(async () => {
    await teams.stop();
    await model.close();
  });

  const ask = async (text: string): Promise<string> => plain((await teams.say('clerk', text))[0]?.all ?? '');
  const sources = async (): Promise<unknown> =>
    (
      await teams.rows(
        "SELECT understood ->> 'source' AS source FROM inbox WHERE conversation_id IN (SELECT id FROM conversations WHERE channel = 'teams') ORDER BY id DESC LIMIT 1",
      )
    )[0]?.['source'];

  it('is answered as a question of ours, read back in one line, and kept as it was read', async () => {
    const shown = await ask(vague);
    expect(shown)
      .to.match(/plus de 60 jours/)
      .and.to.match(/entreprise/i);
    expect(model.bodies).to.have.length(1);
    expect(await sources()).to.equal('model');
  });

  it('is refined without the model, which is not asked what is read here', async () => {
    expect(await ask('par ancienneté')).to.match(/plus de 60 jours.*ancienneté/);
    expect(await ask('balance âgée')).to.match(/Total|Balance/i);
    expect(model.bodies).to.have.length(1);
    expect(await sources()).to.equal('local');
  });

  it('is answered as without one when the model fails or makes something up', async () => {
    behaviour = fails(500);
    const alone = await ask(vague);
    expect(alone).to.match(/boîtes|mortes/);
    const conditions = [{ kind: 'spoken', field: 'city', raw: 'Paris' }];
    behaviour = says(completion(JSON.stringify({ ...proposal, conditions })));
    expect(await ask(vague)).to.equal(alone);
    expect(model.bodies).to.have.length(3);
  });

  it('asks no more once the day’s cap is reached, and says so to people once', async () => {
    behaviour = says(completion(JSON.stringify(proposal)));
    expect(await ask(vague)).to.match(/plus de 60 jours.*entreprise|entreprise.*plus de 60 jours/is);
    for (let more = 0; more < 3; more += 1) expect(await ask(vague)).to.match(/boîtes|mortes/);
    expect(model.bodies).to.have.length(4);
    expect(await teams.rows("SELECT kind FROM tasks WHERE kind = 'model-spent'")).to.have.length(1);
    expect(await ask('balance âgée')).not.to.match(/boîtes|mortes/);
  });

  it('is asked nothing of what is written to a debtor', async () => {
    await teams.rows('DELETE FROM model_use');
    await teams.rows(
      "UPDATE conversations SET state = jsonb_set(coalesce(state, '{}'), '{handoffId}', to_jsonb(gen_random_uuid()::text)) WHERE channel = 'teams'",
    );
    await ask(vague);
    expect(model.bodies).to.have.length(4);
  });
});
