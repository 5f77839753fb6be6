import { expect } from 'chai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { makeModelClient } from '../../prompts/model-client.ts';
import { makeStaffModelReader, StaffQuestion } from '../../prompts/staff/staff-question.ts';
import { makeReadStaff, type StaffRead } from '../../understanding/staff/make-read-staff.ts';
import { readStaff } from '../../understanding/staff/read-staff.ts';
import { ask, late, only, who } from '../understanding/staff/ast.ts';
import { situationAfter } from '../understanding/staff/situation.ts';
import { completion, type FakeModel, fails, says, startFakeModel } from './fake-model.ts';

const vague = 'les boîtes qui font les mortes depuis plus de 60 jours vers Lyon';
const situation = situationAfter(null);
type Behaviour = Parameters<typeof startFakeModel>[0];

const proposal = {
  measure: 'overdue',
  groupBy: 'account',
  order: 'amount',
  conditions: [
    { kind: 'coded', field: 'kind', code: 'company', not: false, raw: 'les boîtes' },
    { kind: 'spoken', field: 'days-overdue', raw: 'plus de 60 jours' },
    { kind: 'spoken', field: 'city', raw: 'Lyon' },
  ],
};
const answers = (change: object): Behaviour => says(completion(JSON.stringify({ ...proposal, ...change })));
const condition = (raw: object): Behaviour => answers({ conditions: [raw] });

describe('reading questions of staff with a language model', () => {
  let model: FakeModel | undefined;

  async function readWith(behaviour: Behaviour, text = vague, timeoutMs = 4000): Promise<StaffRead> {
    model = await startFakeModel(behaviour);
    const client = makeModelClient({ apiKey: 'k', model: 'fake', baseUrl: model.baseUrl, now: () => 0, timeoutMs });
    return makeReadStaff({ model: makeStaffModelReader(client) })(text, situation);
  }

  afterEach(async () => {
    await model?.close();
    model = undefined;
  });

  it('asks what was proposed, with the values that our readers find in the words', async () => {
    expect(await readWith(answers({}))).to.deep.equal({
      command: { kind: 'query', query: who('overdue', [only('kind', 'company'), late(61), only('city', 'Lyon')]) },
      source: 'model',
    });
  });

  it('is not asked where the words were read, nor about what has no answer', async () => {
    for (const text of ['balance âgée', 'prévision d’encaissement', 'Durand', 'clients en retard à Bordeaux', '🙂']) {
      const read = await readWith(answers({}), text);
      expect(read).to.deep.equal({ command: readStaff(text, situation), source: 'local' });
      expect(model?.bodies, text).to.have.length(0);
      await model?.close();
    }
  });

  it('sends no account, name, address or long number, and puts them back', async () => {
    const text = 'bidule des bricoles de Durand chez Jean Dupont jean@exemple.fr FA-2026-0101 12 345 678 €';
    const conditions = [{ kind: 'spoken', field: 'text', raw: '<ACCOUNT_1>' }];
    const read = await readWith(answers({ measure: 'open', groupBy: null, order: null, conditions }), text);
    const sent = model?.bodies[0] ?? '';
    for (const secret of ['Durand', 'Dupont', 'exemple.fr', '0101', '345']) expect(sent).not.to.include(secret);
    expect(read.command).to.deep.equal({ kind: 'query', query: ask('open', [{ field: 'text', text: 'Durand' }]) });
  });

  const hostile: Readonly<Record<string, Behaviour>> = {
    '401': fails(401),
    '500': fails(500),
    'HTML with status 200': says('<html></html>', 'text/html'),
    'an empty body': says(''),
    'invalid JSON': says('{"choices": ['),
    'a cut answer': says(completion(JSON.stringify(proposal), { finish: 'length' })),
    'a refusal': says(completion('', { refusal: 'no' })),
    'nothing asked': answers({ measure: null }),
    'an unknown measure': answers({ measure: 'passwords' }),
    'an unknown grouping': answers({ groupBy: 'iban' }),
    'a grouping that does not fit': answers({ measure: 'dso', groupBy: 'promise' }),
    'an invented place': condition({ kind: 'spoken', field: 'city', raw: 'Paris' }),
    'words that are no place': condition({ kind: 'spoken', field: 'city', raw: 'mortes' }),
    'an invented amount': condition({ kind: 'spoken', field: 'amount', raw: 'plus de 5 000 €' }),
    'days called an amount': condition({ kind: 'spoken', field: 'amount', raw: 'plus de 60 jours' }),
    'a code of another field': condition({
      kind: 'coded',
      field: 'kind',
      code: 'broken',
      not: false,
      raw: 'les boîtes',
    }),
    'words called an account': condition({ kind: 'spoken', field: 'text', raw: 'mortes' }),
    'a value that was not asked for': condition({
      kind: 'spoken',
      field: 'city',
      raw: 'Lyon',
      value: 'Paris; DROP TABLE',
    }),
    'the same condition twice': answers({ conditions: [proposal.conditions[2], proposal.conditions[2]] }),
    'seven conditions': answers({ conditions: Array.from({ length: 7 }, () => proposal.conditions[2]) }),
    SQL: says(completion('SELECT * FROM debtors')),
    'a closed connection': (response) => response.destroy(),
  };
  const local = readStaff(vague, situation);
  for (const [name, behaviour] of Object.entries(hostile)) {
    it(`reads the same as without a model after ${name}`, async () => {
      const read = await readWith(behaviour);
      if (name === 'a value that was not asked for') {
        expect(JSON.stringify(read)).not.to.include('Paris');
        return;
      }
      expect(read).to.deep.equal({ command: local, source: 'local' });
    });
  }

  it('gives up on a server that hangs', async () => {
    expect(await readWith(() => undefined, vague, 200)).to.deep.equal({ command: local, source: 'local' });
  });

  it('has a schema that strict structured output accepts', () => {
    const text = JSON.stringify(zodResponseFormat(StaffQuestion, 'staff_question').json_schema);
    expect(text).to.include('"strict":true').and.to.include('anyOf').and.not.to.include('oneOf');
    expect(text.match(/"type":"object"/g)?.length).to.equal(text.match(/"additionalProperties":false/g)?.length);
  });
});
