import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AppError } from '../../domain/errors.ts';
import { eventually } from '../support/eventually.ts';
import { strangersPhone, type Target } from './target.ts';

export type Option = { readonly id: string; readonly label: string };

/** What was answered: every text and label, with plain spaces, and the options that can be chosen now. */
export type Heard = { readonly text: string; readonly options: readonly Option[] };

/** Someone talking to the service over its real protocol. */
export type Person = {
  /** The conversation's row, once something was said. */
  readonly key: string;
  readonly channel: 'web' | 'console';
  readonly say: (text: string) => Promise<Heard>;
  /** Presses the option whose label contains this. */
  readonly press: (label: string) => Promise<Heard>;
  /** Presses whatever button, shown or not. */
  readonly pressId: (id: string) => Promise<Heard>;
  readonly last: () => Heard;
};

type Activity = {
  readonly from?: { readonly role?: string };
  readonly text?: string;
  readonly attachments?: readonly { content?: CardContent; name?: string; contentUrl?: string }[];
  readonly suggestedActions?: { readonly actions: readonly { title: string; value: { option: string } }[] };
};

type CardContent = {
  readonly body?: readonly { facts?: readonly { title: string; value: string }[]; text?: string }[];
  readonly actions?: readonly { title: string; data: { option: string } }[];
};

const patienceMs = 30_000;

/** Writes as that phone. */
export function phone({ url }: Target, from = strangersPhone()): Person {
  const hear = async (text: string): Promise<Heard> => {
    const answered = await call(`${url}/demo/console`, { id: randomUUID(), from, text });
    const said = plain((answered['messages'] as readonly { text: string }[]).map((of) => of.text).join('\n'));
    return {
      text: said,
      options: [...said.matchAll(/^(\d+)\. (.+)$/gm)].map(([, id = '', label = '']) => ({ id, label })),
    };
  };
  return personOf({ channel: 'console', key: from }, hear, hear);
}

/** Opens the web chat of a creditor. */
export async function visitor(target: Target, creditorSlug = 'lumio', locale = 'fr-FR'): Promise<Person> {
  const key = randomUUID();
  const token = await target.tokens.issue({ conversationId: key, userId: `dl_${key}`, creditorSlug, origin: null });
  const base = `${target.url}/v3/directline/conversations`;
  await call(base, { locale }, token);
  let watermark = '';
  // Two that are sent at once may be answered in one frame: each is looked for from where its own sending began.
  const listen = async (from: string): Promise<Heard> => {
    for (const until = Date.now() + patienceMs; Date.now() < until;) {
      const response = await fetch(`${base}/${key}/activities?watermark=${from}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const frame = (await response.json()) as { activities: Activity[]; watermark: string };
      if (Number(frame.watermark) > Number(watermark)) watermark = frame.watermark;
      const heard = frame.activities.filter((activity) => activity.from?.role === 'bot');
      if (heard.length > 0) return heardOf(heard);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new AppError('NOT_FOUND', { what: 'an answer' });
  };
  const send = async (activity: object): Promise<Heard> => {
    const channelData = { clientActivityID: randomUUID() };
    const from = watermark;
    await call(`${base}/${key}/activities`, { type: 'message', locale, channelData, ...activity }, token);
    return listen(from);
  };
  const opened = await listen(watermark);
  return personOf(
    { channel: 'web', key },
    (text) => send({ text }),
    (option) => send({ text: 'x', value: { option } }),
    opened,
  );
}

function personOf(
  who: Pick<Person, 'channel' | 'key'>,
  say: (text: string) => Promise<Heard>,
  pressId: (id: string) => Promise<Heard>,
  opened: Heard = { text: '', options: [] },
): Person {
  let last = opened;
  const heard = async (work: Promise<Heard>): Promise<Heard> => (last = await work);
  return {
    ...who,
    say: (text) => heard(say(text)),
    pressId: (id) => heard(pressId(id)),
    press: (label) => {
      const option = last.options.find((candidate) => candidate.label.includes(label));
      if (option === undefined) throw new AppError('NOT_FOUND', { label, among: last.text.slice(-300) });
      return heard(pressId(option.id));
    },
    last: () => last,
  };
}

function heardOf(activities: readonly Activity[]): Heard {
  const last = activities.at(-1);
  const buttons = (last?.suggestedActions?.actions ?? []).map(({ title, value }) => ({
    id: value.option,
    label: title,
  }));
  const actions = (last?.attachments ?? []).flatMap(({ content }) => content?.actions ?? []);
  const options = [...buttons, ...actions.map(({ title, data }) => ({ id: data.option, label: title }))];
  const text = [...activities.map(textOf), ...options.map(({ label }) => label)].join('\n');
  return { text: plain(text), options };
}

function textOf({ text, attachments = [] }: Activity): string {
  const cards = attachments.flatMap(({ content, name, contentUrl }) => [
    ...(content?.body ?? []).flatMap((of) => [
      of.text,
      ...(of.facts ?? []).map(({ title, value }) => `${title}: ${value}`),
    ]),
    ...(contentUrl === undefined ? [] : [`${name ?? ''} ${contentUrl}`]),
  ]);
  return [text, ...cards].filter((line) => line !== undefined).join('\n');
}

/** With every kind of space as a plain one, so that amounts compare. */
export function plain(text: string): string {
  return text.replace(/[\u00a0\u202f\u2009]/g, ' ');
}

async function call(url: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  expect(response.status, `${url} answered ${text.slice(0, 200)}`).to.be.oneOf([200, 201]);
  return JSON.parse(text) as Record<string, unknown>;
}

/** The newest one-time code that left, as its receiver reads it. */
export async function lastCode({ url }: Target, to?: string): Promise<string> {
  return await eventually(async () => {
    const sent = (await (await fetch(`${url}/demo/outbox`)).json()) as readonly { text: string; to: string | null }[];
    const found = sent.find((of) => /\b\d{6}\b/.test(of.text) && (to === undefined || of.to === to));
    return /\b\d{6}\b/.exec(found?.text ?? '')?.[0] ?? expect.fail('no code has left');
  });
}
