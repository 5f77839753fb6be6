import { randomUUID } from 'node:crypto';
import { expect } from 'chai';

/** What came back in one turn: everything said, and the choices shown last. */
export type Heard = { readonly text: string; readonly options: readonly { label: string; id: string }[] };

/** One person talking to the running service over its real protocol. */
export type Talker = {
  readonly say: (text: string) => Promise<Heard>;
  readonly press: (label: string) => Promise<Heard>;
  /** Sends a photo with these words, where the channel takes one. */
  readonly send?: (words: string) => Promise<Heard>;
};

type Activity = {
  readonly from?: { readonly role?: string };
  readonly text?: string;
  readonly attachments?: readonly { name?: string; contentUrl?: string; content?: CardContent }[];
  readonly suggestedActions?: { readonly actions: readonly { title: string; value: { option: string } }[] };
};

type CardContent = {
  readonly body?: readonly { facts?: readonly { title: string; value: string }[]; text?: string }[];
  readonly actions?: readonly { title: string; data: { option: string } }[];
};

const patienceMs = 30_000;

/** Opens the web chat of the demo creditor over Direct Line. */
export async function webTalker(
  url: string,
  locale: 'fr-FR' | 'en-GB',
): Promise<
  Talker & {
    /** What is said without being asked for. */
    readonly listen: () => Promise<Heard>;
    /** Says something to somebody who may not answer. */
    readonly tell: (text: string) => Promise<void>;
  }
> {
  const generated = await post(`${url}/v3/directline/tokens/generate`, {}, null);
  const token = generated['token'] as string;
  const started = await post(`${url}/v3/directline/conversations`, { locale }, token);
  const conversation = `${url}/v3/directline/conversations/${String(started['conversationId'])}/activities`;
  let watermark = '';
  const listen = async (): Promise<Heard> => {
    const until = Date.now() + patienceMs;
    let heard: Activity[] = [];
    while (heard.length === 0 && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const response = await fetch(`${conversation}?watermark=${watermark}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const frame = (await response.json()) as { activities: Activity[]; watermark: string };
      watermark = frame.watermark;
      heard = frame.activities.filter((activity) => activity.from?.role === 'bot');
    }
    return { text: heard.map(textOf).join('\n'), options: optionsOf(heard.at(-1)) };
  };
  let shown = (await listen()).options;
  const send = async (activity: object): Promise<Heard> => {
    await post(
      conversation,
      { type: 'message', locale, channelData: { clientActivityID: randomUUID() }, ...activity },
      token,
    );
    const heard = await listen();
    shown = heard.options;
    return heard;
  };
  return {
    say: (text) => send({ text }),
    listen,
    tell: async (text) => {
      await post(
        conversation,
        { type: 'message', locale, channelData: { clientActivityID: randomUUID() }, text },
        token,
      );
    },
    press: (label) => {
      const option = shown.find((candidate) => new RegExp(label, 'i').test(candidate.label));
      expect(option, `an option "${label}" among: ${shown.map((of) => of.label).join(' | ')}`).not.to.equal(undefined);
      return send({ text: option?.label, value: { option: option?.id } });
    },
  };
}

function textOf(activity: Activity): string {
  const cards = (activity.attachments ?? []).flatMap(({ content, name, contentUrl }) => [
    ...(content?.body ?? []).flatMap(({ facts = [], text }) => [
      text,
      ...facts.map(({ title, value }) => `${title}: ${value}`),
    ]),
    ...(contentUrl === undefined ? [] : [`${name ?? ''} ${contentUrl}`]),
  ]);
  return [activity.text, ...cards].filter((line) => line !== undefined).join('\n');
}

function optionsOf(activity: Activity | undefined): Heard['options'] {
  const buttons =
    activity?.suggestedActions?.actions.map(({ title, value }) => ({ label: title, id: value.option })) ?? [];
  const actions = (activity?.attachments ?? []).flatMap(({ content }) => content?.actions ?? []);
  return [...buttons, ...actions.map(({ title, data }) => ({ label: title, id: data.option }))];
}

/** Writes as that phone, as `npm run chat` does; choices are pressed by their number. */
export function consoleTalker(url: string, from: string): Talker {
  let shown: Heard['options'] = [];
  const say = async (text: string): Promise<Heard> => {
    const answered = await post(`${url}/demo/console`, { id: randomUUID(), from, text }, null);
    const messages = answered['messages'] as readonly { text: string }[];
    const said = messages.map((message) => message.text).join('\n');
    shown = [...said.matchAll(/^(\d+)\. (.+)$/gm)].map(([, id = '', label = '']) => ({ id, label }));
    return { text: said, options: shown };
  };
  return {
    say,
    press: (label) => {
      const option = shown.find((candidate) => new RegExp(label, 'i').test(candidate.label));
      expect(option, `a choice "${label}" among: ${shown.map((of) => of.label).join(' | ')}`).not.to.equal(undefined);
      return say(option?.id ?? '');
    },
  };
}

async function post(url: string, body: object, token: string | null): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  expect(response.status, `${url} answered ${text}`).to.be.oneOf([200, 201]);
  return JSON.parse(text) as Record<string, unknown>;
}
