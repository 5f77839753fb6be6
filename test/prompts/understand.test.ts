import { expect } from 'chai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { date } from '../../domain/civil-date.ts';
import { makeModelClient } from '../../prompts/model-client.ts';
import { makeModelReader, promptVersion, Reading } from '../../prompts/understand/understand.ts';
import { makeUnderstand } from '../../understanding/understand.ts';
import { understandLocally } from '../../understanding/understand-locally.ts';
import { type Situation } from '../../understanding/situation.ts';
import { type Understood } from '../../understanding/understood.ts';
import { completion, type FakeModel, fails, says, startFakeModel } from './fake-model.ts';

const situation: Situation = {
  language: 'fr',
  today: date('2026-11-22'),
  currency: 'EUR',
  pending: null,
  options: [],
  invoiceNumbers: [],
  flow: null,
};
const vague = 'bidule machin truc chose 50 € demain';

type Behaviour = Parameters<typeof startFakeModel>[0];

describe('understanding with a language model', () => {
  let model: FakeModel | undefined;
  let clock = 0;

  async function understandWith(behaviour: Behaviour, text: string, timeoutMs = 4000): Promise<Understood> {
    model = await startFakeModel(behaviour);
    const client = makeModelClient({ apiKey: 'k', model: 'fake', baseUrl: model.baseUrl, now: () => clock, timeoutMs });
    return makeUnderstand({ model: makeModelReader(client) })(text, situation);
  }

  beforeEach(() => {
    clock = 0;
  });

  afterEach(async () => {
    await model?.close();
    model = undefined;
  });

  it('acts on a proposal whose spans are the words of the person, read by our own readers', async () => {
    const answer = { language: 'fr', commands: [{ kind: 'start', flow: 'promise', raws: ['50 €', 'demain'] }] };
    const understood = await understandWith(says(completion(JSON.stringify(answer))), vague);
    expect(understood.source).to.equal('model');
    expect(understood.commands).to.deep.equal([
      {
        kind: 'start',
        flow: 'promise',
        values: [
          { kind: 'money', money: { minor: 5000, currency: 'EUR' } },
          { kind: 'date', date: '2026-11-23' },
        ],
      },
    ]);
  });

  it('is not asked when the local engine is sure, nor about safety', async () => {
    await understandWith(says(completion('{"language":"fr","commands":[{"kind":"human"}]}')), 'mon solde');
    expect(model?.bodies).to.have.length(0);
    const understand = makeUnderstand({ model: () => Promise.reject(new TypeError('never asked')) });
    expect((await understand('STOP', situation)).commands).to.deep.equal([{ kind: 'stop' }]);
  });

  it('sends nothing that names a person or an account, and puts masked values back', async () => {
    const text =
      'bidule machin truc de Jean Dupont jean@exemple.fr +33 6 39 98 00 01 FA-2026-0101 FR76 3000 6000 0112 3456 7890 189';
    const answer = { language: 'fr', commands: [{ kind: 'start', flow: 'invoice', raws: ['<REF_1>'] }] };
    const understood = await understandWith(says(completion(JSON.stringify(answer))), text);
    const sent = model?.bodies[0] ?? '';
    for (const secret of ['Jean', 'Dupont', 'exemple', '39 98', '0101', '3000', '7890'])
      expect(sent).not.to.include(secret);
    expect(understood.commands).to.deep.equal([
      { kind: 'start', flow: 'invoice', values: [{ kind: 'invoice', number: 'FA-2026-0101' }] },
    ]);
  });

  const local = understandLocally(vague, situation);
  const start = (raws: readonly string[]): string =>
    JSON.stringify({ language: 'fr', commands: [{ kind: 'start', flow: 'promise', raws }] });
  const hostile: Readonly<Record<string, Behaviour>> = {
    '401': fails(401),
    '429': fails(429),
    '500': fails(500),
    'HTML with status 200': says('<html><body>proxy login</body></html>', 'text/html'),
    'an empty body': says(''),
    'invalid JSON': says('{"choices": ['),
    'a changed protocol': says('{"output":[{"text":"hello"}]}'),
    'a cut answer': says(completion(start(['50 €']), { finish: 'length' })),
    'a filtered answer': says(completion(start(['50 €']), { finish: 'content_filter' })),
    'a refusal': says(completion('', { refusal: 'I cannot help with that' })),
    'text around the JSON': says(completion(`Sure! ${start(['50 €'])}`)),
    'a markdown fence': says(completion(`\`\`\`json\n${start(['50 €'])}\n\`\`\``)),
    'two objects': says(completion(`${start(['50 €'])}${start(['50 €'])}`)),
    'an unknown flow': says(completion('{"language":"fr","commands":[{"kind":"start","flow":"write-off","raws":[]}]}')),
    'an unknown command': says(completion('{"language":"fr","commands":[{"kind":"confirm","code":null}]}')),
    'a consent': says(completion('{"language":"fr","commands":[{"kind":"affirm"}]}')),
    'a tool call nobody offered': says(
      JSON.stringify({
        choices: [
          {
            index: 0,
            finish_reason: 'tool_calls',
            message: {
              role: 'assistant',
              content: null,
              tool_calls: [{ id: 't', type: 'function', function: { name: 'pay', arguments: '{}' } }],
            },
          },
        ],
      }),
    ),
    'an invented amount': says(completion(start(['500 €']))),
    'an invented invoice': says(
      completion('{"language":"fr","commands":[{"kind":"set","slot":"invoice","raw":"FA-2026-9999"}]}'),
    ),
    'an invented date beside a real amount': says(completion(start(['50 €', 'le 31 décembre']))),
    'an amount as a number': says(completion('{"language":"fr","commands":[{"kind":"set","slot":"money","raw":-50}]}')),
    'five commands': says(
      completion(JSON.stringify({ language: 'fr', commands: Array.from({ length: 5 }, () => ({ kind: 'cancel' })) })),
    ),
    'no command': says(completion('{"language":"fr","commands":[]}')),
    'another language': says(completion('对不起，我不能')),
    'a megabyte': says(completion(`{"language":"fr","commands":[],"x":"${'x'.repeat(1_000_000)}"}`)),
    'a closed connection': (response) => response.destroy(),
    'an answer cut in the middle': (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"choices":[');
      response.destroy();
    },
  };
  for (const [name, behaviour] of Object.entries(hostile)) {
    it(`understands the same as without a model after ${name}`, async () => {
      expect(await understandWith(behaviour, vague)).to.deep.equal(local);
    });
  }

  it('gives up on a server that hangs, and on one that streams for ever', async () => {
    const hangs: Behaviour = () => undefined;
    const drips: Behaviour = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    for (const behaviour of [hangs, drips]) {
      const began = performance.now();
      expect(await understandWith(behaviour, vague, 300)).to.deep.equal(local);
      expect(performance.now() - began).to.be.below(20_000);
      await model?.close();
    }
  });

  it('stops asking for a minute after five failures', async () => {
    model = await startFakeModel(fails(500));
    const client = makeModelClient({ apiKey: 'k', model: 'fake', baseUrl: model.baseUrl, now: () => clock });
    const read = makeModelReader(client);
    const question = { text: vague, language: 'fr', flow: null, wanted: [] } as const;
    for (let count = 0; count < 8; count += 1) expect(await read(question)).to.equal(null);
    expect(model.bodies).to.have.length(5);
    clock = 60_001;
    await read(question);
    expect(model.bodies).to.have.length(6);
  });

  it('does not ask more than a few at a time', async () => {
    model = await startFakeModel(() => undefined);
    const client = makeModelClient({
      apiKey: 'k',
      model: 'fake',
      baseUrl: model.baseUrl,
      now: () => clock,
      timeoutMs: 200,
      concurrent: 2,
    });
    const read = makeModelReader(client);
    await Promise.all(Array.from({ length: 6 }, () => read({ text: vague, language: 'fr', flow: null, wanted: [] })));
    expect(model.bodies).to.have.length(2);
  });

  it('has a schema that strict structured output accepts', () => {
    const text = JSON.stringify(zodResponseFormat(Reading, 'commands').json_schema);
    expect(text).to.include('"strict":true').and.to.include('anyOf').and.not.to.include('oneOf');
    expect(text.match(/"type":"object"/g)?.length).to.equal(text.match(/"additionalProperties":false/g)?.length);
    expect(text).not.to.include('confirm').and.not.to.include('affirm');
    expect(promptVersion).to.be.greaterThan(0);
  });
});
