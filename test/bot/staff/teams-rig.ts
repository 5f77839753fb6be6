import { expect } from 'chai';
import pg from 'pg';
import { dateIn } from '../../../bot/calendars.ts';
import { addDays, partsOf } from '../../../domain/civil-date.ts';
import { moveClock, tenOf } from '../../../prisma/business-clock.ts';
import { listenJson } from '../../channels/bot-framework/bot-server.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestService, type TestService } from '../../support/service.ts';

export const playgroundTenant = '00000000-0000-0000-0000-0000000000001';
/** The demo's people, by their role. */
export const people = {
  manager: '00000000-0000-0000-0000-0000000000020',
  reader: '00000000-0000-0000-0000-0000000000021',
  clerk: '00000000-0000-0000-0000-0000000000022',
  sales: '00000000-0000-0000-0000-0000000000023',
  administrator: '00000000-0000-0000-0000-0000000000024',
  stranger: '00000000-0000-0000-0000-0000000000099',
} as const;
export type Person = keyof typeof people;

type Json = Record<string, unknown>;
/** One message as Teams was given it. */
export type Shown = {
  readonly text: string;
  readonly cards: readonly Json[];
  readonly all: string; // with plain spaces
  readonly to: string; // the conversation it was written into
};

export type Where = { readonly group?: string; readonly more?: Json; readonly locale?: string };

export type TeamsRig = {
  readonly service: TestService;
  readonly owner: pg.Pool;
  /** Says something and gives what was said back, once there are `wanted` messages. */
  readonly say: (who: Person, text: string, where?: Where & { readonly wanted?: number }) => Promise<readonly Shown[]>;
  /** Presses a button of a card; gives the answer in the response, and what came beside it when `wanted` messages are awaited. */
  readonly press: (
    who: Person,
    press: string,
    inputs?: Json,
    where?: Where & { wanted?: number },
  ) => Promise<Shown & { readonly beside: readonly Shown[] }>;
  readonly post: (activity: Json) => Promise<Response>;
  readonly activity: (who: Person, more: Json, where?: Where) => Json;
  readonly heard: () => readonly Shown[];
  readonly rows: (text: string, values?: unknown[]) => Promise<Json[]>;
  /** What the service is answered by Teams from now on. */
  readonly answerWith: (status: number) => void;
  readonly stop: () => Promise<void>;
};

/** Ten in the morning in Paris, today or on Monday: people are told things in their hours only. */
export async function atTen(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  const today = dateIn('Europe/Paris', Date.now());
  const { weekday } = partsOf(today);
  const day = weekday > 5 ? addDays(today, 8 - weekday) : today;
  await moveClock(pool, (await tenOf(pool, day, 'Europe/Paris')) - Date.now());
  await pool.end();
}

/** A service with the demo portfolio, and a Teams on this machine that keeps what it is sent. */
export async function startTeamsRig(env: Readonly<Record<string, string>> = {}): Promise<TeamsRig> {
  let sent = 0;
  let status = 200;
  const teams = await listenJson(() => ({ status, json: { id: `activity-${(sent += 1)}` } }));
  const service = await startTestService(env, atTen);
  const owner = new pg.Pool({ connectionString: service.ownerUrl, max: 4 });
  let count = 0;
  const activity: TeamsRig['activity'] = (who, more, where = {}) => ({
    type: 'message',
    id: `m${(count += 1)}`,
    channelId: 'msteams',
    serviceUrl: `${teams.url}/_connector`,
    from: { id: `29:${who}`, aadObjectId: people[who] },
    recipient: { id: '28:bot' },
    conversation:
      where.group === undefined
        ? { id: `a:${who}`, tenantId: playgroundTenant, conversationType: 'personal' }
        : { id: where.group, tenantId: playgroundTenant, conversationType: 'groupChat', isGroup: true },
    channelData: { tenant: { id: playgroundTenant } },
    locale: where.locale ?? 'fr-FR',
    ...more,
    ...where.more,
  });
  const post = (body: Json): Promise<Response> =>
    fetch(`${service.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const heard = (): readonly Shown[] => teams.asked.map(({ body, path }) => shownOf(body, path));
  const awaited = async (before: number, wanted: number): Promise<readonly Shown[]> => {
    await eventually(() => {
      expect(teams.asked.length - before).to.be.at.least(wanted);
    });
    return heard().slice(before);
  };
  return {
    ...{ service, owner, post, activity, heard },
    say: async (who, text, { wanted = 1, ...where } = {}) => {
      const before = teams.asked.length;
      const response = await post(activity(who, { text }, where));
      expect(response.status).to.equal(200);
      return await awaited(before, wanted);
    },
    press: async (who, press, inputs = {}, { wanted = 0, ...where } = {}) => {
      const before = teams.asked.length;
      const value = {
        action: { type: 'Action.Execute', verb: 'press', data: { press, ...inputs } },
        trigger: 'manual',
      };
      const response = await post(activity(who, { type: 'invoke', name: 'adaptiveCard/action', value }, where));
      const json = (await response.json()) as { type: string; value: unknown };
      const shown = typeof json.value === 'string' ? shownOf({ text: json.value }) : cardShown(json.value as Json);
      return { ...shown, beside: wanted === 0 ? [] : await awaited(before, wanted) };
    },
    rows: async (text, values = []) => (await owner.query<Json>(text, values)).rows,
    answerWith: (next) => {
      status = next;
    },
    stop: async () => {
      await owner.end();
      await service.stop();
      await teams.stop();
    },
  };
}

function shownOf(body: Json, path = ''): Shown {
  const attachments = (body['attachments'] ?? []) as readonly { readonly content: Json }[];
  const text = typeof body['text'] === 'string' ? body['text'] : '';
  const cards = attachments.map(({ content }) => content);
  const to = decodeURIComponent(/conversations\/([^/]+)/.exec(path)?.[1] ?? '');
  return { text, cards, all: plain([text, ...cards.flatMap(textsOf)].join('\n')), to };
}

/** With plain spaces: which spaces a line may end at is looked at elsewhere. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

function cardShown(card: Json): Shown {
  return { text: '', cards: [card], all: plain(textsOf(card).join('\n')), to: '' };
}

/** Every text a card shows, in its order. */
export function textsOf(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' && ['text', 'title', 'value', 'label'].includes(name) ? [value] : textsOf(value),
  );
}

/** The buttons of what was shown, by their label; what is behind a name in a table too. */
export function buttonsOf(part: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    if ('data' in value && 'title' in value && typeof value.title === 'string') {
      const { data } = value as { data: { press?: unknown } };
      if (typeof data.press === 'string' && !found.has(value.title)) found.set(value.title, data.press);
    }
    Object.values(value).forEach(walk);
  };
  walk(part);
  return found;
}

/** The id of the button of that label; raises with those that are there. */
export function buttonOf(shown: Pick<Shown, 'cards'>, label: RegExp): string {
  const buttons = buttonsOf(shown.cards);
  const found = [...buttons].find(([title]) => label.test(title));
  expect(found, [...buttons.keys()].join(' | ')).to.be.an('array');
  return found?.[1] ?? '';
}
