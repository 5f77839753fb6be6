import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import pg from 'pg';
import { invariant } from '../../domain/errors.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { consoleTalker, type Heard, type Talker, webTalker } from './talker.ts';

/**
 * Whole conversations, written so that a compliance officer can read them. In a `.journey` file:
 *   # what it shows            on: web fr | web en | console +33639980001
 *   service: own               for a conversation whose traces another journey would meet
 *   > what is typed            >> the label of a choice that is pressed
 *   < must be in the answer (a regular expression)     !< must not be
 *   = SQL giving one value = what it must be
 * {code} is the last one-time code sent, {digits} the four digits of the last recap.
 */
const folder = new URL('./', import.meta.url);
const journeys = readdirSync(folder).filter((name) => name.endsWith('.journey'));

describe('journeys', () => {
  let service: TestService;
  let database: pg.Client;

  before(async function () {
    this.timeout(60_000);
    service = await startTestService();
    database = new pg.Client({ connectionString: service.ownerUrl });
    await database.connect();
  });

  after(async () => {
    await database.end();
    await service.stop();
  });

  for (const name of journeys) {
    const lines = readFileSync(new URL(name, folder), 'utf8').split('\n');
    it(`${name.replace('.journey', '')}: ${(lines[0] ?? '').replace(/^#\s*/, '')}`, async function () {
      this.timeout(30_000);
      await (lines.includes('service: own') ? followAlone(lines) : follow(lines, service, database));
    });
  }
});

async function followAlone(lines: readonly string[]): Promise<void> {
  const own = await startTestService();
  const database = new pg.Client({ connectionString: own.ownerUrl });
  await database.connect();
  try {
    await follow(lines, own, database);
  } finally {
    await database.end();
    await own.stop();
  }
}

async function follow(lines: readonly string[], service: TestService, database: pg.Client): Promise<void> {
  const journey: Journey = { talker: null, heard: { text: '', options: [] }, typed: '' };
  for (const line of lines) {
    const [mark = '', rest = ''] = split(line);
    if (mark === 'on:') journey.talker = await talkerFor(rest, service);
    else if (mark === '>' || mark === '>>') await speak(journey, mark, rest, service);
    else if (mark === '<' || mark === '!<') check(mark, rest, journey);
    else if (mark === '=') await checkDatabase(rest, database);
  }
}

type Journey = { talker: Talker | null; heard: Heard; typed: string };

async function speak(journey: Journey, mark: '>' | '>>', text: string, service: TestService): Promise<void> {
  const { talker } = journey;
  invariant(talker !== null, 'a journey says where it happens before anything is typed');
  journey.typed = await filled(text, journey.heard, service);
  journey.heard = await (mark === '>' ? talker.say(journey.typed) : talker.press(journey.typed));
}

function split(line: string): readonly string[] {
  return /^(on:|>>|>|!<|<|=)\s+(.*)$/.exec(line.trim())?.slice(1) ?? [];
}

async function talkerFor(where: string, { url }: TestService): Promise<Talker> {
  const [channel, who = ''] = where.split(' ');
  return channel === 'web' ? await webTalker(url, who === 'en' ? 'en-GB' : 'fr-FR') : consoleTalker(url, who);
}

async function filled(text: string, heard: Heard, { url }: TestService): Promise<string> {
  const digits = /(?:JE CONFIRME|I CONFIRM) (\d{4})/.exec(heard.text)?.[1] ?? '';
  if (!text.includes('{code}')) return text.replace('{digits}', digits);
  await new Promise((resolve) => setTimeout(resolve, 150));
  const outbox = (await (await fetch(`${url}/demo/outbox`)).json()) as readonly { text: string }[];
  const code = outbox.map((sent) => /\b\d{6}\b/.exec(sent.text)?.[0]).find((found) => found !== undefined) ?? '';
  return text.replace('{code}', code);
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
