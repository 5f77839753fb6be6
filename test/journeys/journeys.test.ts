import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import pg from 'pg';
import { invariant } from '../../domain/errors.ts';
import { eventually } from '../support/eventually.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startTelephoneService, type TelephoneService } from '../support/telephone.ts';
import { consoleTalker, type Heard, type Talker, webTalker } from './talker.ts';
import { telephoneTalker } from './telephone-talker.ts';

/**
 * Whole conversations, written so that a compliance officer can read them. In a `.journey` file:
 *   # what it shows            on: web fr | web en | console +33639980001 | sms +33639980001 | whatsapp +33639980001
 *   also: sms whatsapp         the same conversation is held there too
 *   service: own               for a conversation whose traces another journey would meet
 *   > what is typed            >> the label of a choice that is pressed      @ the words sent with a photo
 *   < must be in the answer (a regular expression)     !< must not be
 *   = SQL giving one value = what it must be
 * {code} is the last one-time code sent, {digits} the four digits of the last recap.
 */
const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.journey'));

type Place = 'web' | 'console' | 'sms' | 'whatsapp';
type Written = { readonly name: string; readonly place: Place; readonly lines: readonly string[] };

/** Each conversation on each channel it is written for. */
const journeys: readonly Written[] = files.flatMap((file) => {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
  const name = file.replace('.journey', '');
  const first = (valueOf(lines, 'on:')[0] ?? 'web') as Place;
  const others = valueOf(lines, 'also:') as readonly Place[];
  return [first, ...others].map((place) => ({ name: place === first ? name : `${name}, on ${place}`, place, lines }));
});

function valueOf(lines: readonly string[], mark: string): readonly string[] {
  return (
    lines
      .find((line) => line.startsWith(mark))
      ?.slice(mark.length)
      .trim()
      .split(' ') ?? []
  );
}

const isTelephone = (place: Place): boolean => place === 'sms' || place === 'whatsapp';

type Running = TestService & Partial<Pick<TelephoneService, 'twilio'>> & { readonly database: pg.Client };

async function run(telephone: boolean): Promise<Running> {
  const service = await (telephone ? startTelephoneService() : startTestService());
  const database = new pg.Client({ connectionString: service.ownerUrl });
  await database.connect();
  return {
    ...service,
    database,
    stop: async () => {
      await database.end();
      await service.stop();
    },
  };
}

describe('journeys', () => {
  const shared = new Map<boolean, Running>();

  before(async function () {
    for (const telephone of [false, true]) shared.set(telephone, await run(telephone));
  });

  after(async () => {
    for (const service of shared.values()) await service.stop();
  });

  for (const { name, place, lines } of journeys) {
    it(`${name}: ${(lines[0] ?? '').replace(/^#\s*/, '')}`, async function () {
      const common = shared.get(isTelephone(place));
      const service = lines.includes('service: own') || common === undefined ? await run(isTelephone(place)) : common;
      try {
        await follow(lines, place, service);
      } finally {
        if (service !== common) await service.stop();
      }
    });
  }
});

async function follow(lines: readonly string[], place: Place, service: Running): Promise<void> {
  const journey: Journey = { talker: null, heard: { text: '', options: [] }, typed: '' };
  for (const line of lines) {
    const [mark = '', rest = ''] = split(line);
    if (mark === 'on:') journey.talker = await talkerFor(place, rest.split(' ')[1] ?? '', service);
    else if (mark === '>' || mark === '>>' || mark === '@') await speak(journey, mark, rest, service);
    else if (mark === '<' || mark === '!<') check(mark, rest, journey);
    else if (mark === '=') await checkDatabase(rest, service.database);
  }
}

type Journey = { talker: Talker | null; heard: Heard; typed: string };

async function speak(journey: Journey, mark: '>' | '>>' | '@', text: string, service: Running): Promise<void> {
  const { talker } = journey;
  invariant(talker !== null, 'a journey says where it happens before anything is typed');
  journey.typed = await filled(text, journey.heard, service);
  const how = mark === '>' ? talker.say : mark === '>>' ? talker.press : talker.send;
  invariant(how !== undefined, 'a photo is sent where the channel takes one');
  journey.heard = await how(journey.typed);
}

function split(line: string): readonly string[] {
  return /^(on:|>>|>|@|!<|<|=)(?:\s+(.*))?$/.exec(line.trim())?.slice(1) ?? [];
}

async function talkerFor(place: Place, who: string, service: Running): Promise<Talker> {
  const { url, twilio } = service;
  if (place === 'web') return await webTalker(url, who === 'en' ? 'en-GB' : 'fr-FR');
  if (place === 'console') return consoleTalker(url, who);
  invariant(twilio !== undefined, 'a telephone needs a carrier');
  return telephoneTalker({ ...service, twilio }, place, who);
}

async function filled(text: string, heard: Heard, service: Running): Promise<string> {
  const digits = /(?:JE CONFIRME|I CONFIRM) (\d{4})/.exec(heard.text)?.[1] ?? '';
  if (!text.includes('{code}')) return text.replace('{digits}', digits);
  // What was sent for an answer may still be on its way out when the answer has come.
  await eventually(async () => {
    const { rows } = await service.database.query("SELECT FROM outbox WHERE status IN ('READY', 'SENDING')");
    expect(rows, 'messages that have not left').to.have.length(0);
  });
  const sent = (await sentTexts(service)).map((said) => /\b\d{6}\b/.exec(said)?.[0]);
  return text.replace('{code}', sent.find((found) => found !== undefined) ?? '');
}

/** What left by telephone or e-mail, newest first: at the carrier where there is one. */
async function sentTexts({ url, twilio }: Running): Promise<readonly string[]> {
  if (twilio !== undefined) return twilio.taken.map(({ body }) => body).toReversed();
  return ((await (await fetch(`${url}/demo/outbox`)).json()) as readonly { text: string }[]).map(({ text }) => text);
}

function check(mark: string, pattern: string, { typed, heard }: Journey): void {
  const text = [heard.text, ...heard.options.map(({ label }) => label)].join('\n').replace(/[\u00a0\u202f]/g, ' ');
  const found = new RegExp(pattern, 'is').test(text);
  expect(found, `after "${typed}", ${mark === '<' ? '' : 'not '}/${pattern}/ in:\n${text}\n`).to.equal(mark === '<');
}

async function checkDatabase(statement: string, database: pg.Client): Promise<void> {
  const at = statement.lastIndexOf(' = ');
  const { rows } = await database.query<Record<string, unknown>>(statement.slice(0, at));
  expect(String(Object.values(rows[0] ?? {})[0]), statement).to.equal(statement.slice(at + 3).trim());
}
