/** What Twilio publishes of its Messages and Content resources, as far as a request can break it. */
export type Broken = { readonly status: number; readonly code: number; readonly why: string };

export type Content = {
  readonly kind: 'quick-reply' | 'list-picker' | 'text';
  readonly variables: readonly string[];
  readonly type: Readonly<Record<string, unknown>>;
};

const parameters = new Set(
  `To StatusCallback ApplicationSid MaxPrice ProvideFeedback Attempt ValidityPeriod ForceDelivery ContentRetention AddressRetention SmartEncoded
   PersistentAction TrafficType ShortenUrls ScheduleType SendAt SendAsMms ContentVariables MessageIntent RiskCheck From FallbackFrom
   MessagingServiceSid Body MediaUrl ContentSid`.split(/\s+/),
);
const number = /^(?:whatsapp:)?\+[1-9]\d{6,14}$/;
const userId = /^whatsapp:[A-Z]{2}\.[A-Za-z0-9.]{1,137}$/;
const sender = /^(?:(?:whatsapp:)?\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ._&-]{1,11})$/;

function broken(code: number, why: string, status = 400): Broken {
  return { status, code, why };
}

/** The first published rule a request to create a message breaks; null when Twilio would take it. */
export function brokenMessage(form: URLSearchParams, contents: ReadonlyMap<string, Content>): Broken | null {
  const names = [...form.keys()];
  const unknown = names.find((name) => !parameters.has(name));
  if (unknown !== undefined) return broken(20001, `no such parameter: ${unknown}`);
  if (new Set(names).size !== names.length) return broken(20001, 'a parameter comes twice');
  const [to, from] = [form.get('To') ?? '', form.get('From') ?? ''];
  if (!number.test(to) && !userId.test(to)) return broken(21211, `To: ${to}`);
  if (!sender.test(from)) return broken(21212, `From: ${from}`);
  if (to.startsWith('whatsapp:') !== from.startsWith('whatsapp:'))
    return broken(63007, 'To and From are of two channels');
  return brokenCallback(form) ?? brokenWords(form, contents);
}

function brokenCallback(form: URLSearchParams): Broken | null {
  const callback = form.get('StatusCallback');
  if (callback !== null && !(URL.canParse(callback) && /^https?:$/.test(new URL(callback).protocol)))
    return broken(21609, `StatusCallback: ${callback}`);
  const validity = form.get('ValidityPeriod');
  if (validity !== null && !(/^\d+$/.test(validity) && Number(validity) >= 1 && Number(validity) <= 36_000))
    return broken(30022, `ValidityPeriod: ${validity}`);
  return null;
}

function brokenWords(form: URLSearchParams, contents: ReadonlyMap<string, Content>): Broken | null {
  const [body, contentSid, variables] = [form.get('Body'), form.get('ContentSid'), form.get('ContentVariables')];
  if (contentSid === null) {
    if (body === null || body.trim() === '') return broken(21619, 'a message has a Body, a MediaUrl or a ContentSid');
    if (variables !== null) return broken(21656, 'ContentVariables without ContentSid');
    return body.length > 1_600 ? broken(21617, `Body of ${body.length} characters`) : null;
  }
  if (body !== null) return broken(21654, 'Body beside ContentSid');
  const content = contents.get(contentSid);
  if (content === undefined) return broken(21655, `ContentSid: ${contentSid}`);
  const values = readVariables(variables);
  if (values === null) return broken(21656, 'ContentVariables is no JSON object of texts');
  const missing = content.variables.find((name) => (values[name] ?? '').trim() === '');
  if (missing !== undefined) return broken(21656, `variable ${missing} is empty`);
  if (!(form.get('To') ?? '').startsWith('whatsapp:')) return broken(63005, 'buttons and lists are WhatsApp’s');
  return brokenShown(shownContent(content, values));
}

export function readVariables(json: string | null): Readonly<Record<string, string>> | null {
  try {
    const values = JSON.parse(json ?? '{}') as unknown;
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return null;
    return Object.values(values).every((value) => typeof value === 'string')
      ? (values as Record<string, string>)
      : null;
  } catch {
    return null;
  }
}

export type Shown = {
  readonly kind: Content['kind'];
  readonly body: string;
  readonly button: string | null;
  readonly choices: readonly { readonly label: string; readonly id: string; readonly description: string | null }[];
};

/** A Content resource with its variables filled in, as the person sees it. */
export function shownContent({ kind, type }: Content, values: Readonly<Record<string, string>>): Shown {
  const fill = (text: unknown): string =>
    typeof text === 'string' ? text.replace(/\{\{(\d+)\}\}/g, (_all, name: string) => values[name] ?? '') : '';
  const items = (type[kind === 'quick-reply' ? 'actions' : 'items'] ?? []) as readonly Record<string, unknown>[];
  return {
    kind,
    body: fill(type['body']),
    button: kind === 'list-picker' ? fill(type['button']) : null,
    choices: items.map((item) => ({
      label: fill(item[kind === 'quick-reply' ? 'title' : 'item']),
      id: fill(item['id']),
      description: item['description'] === undefined ? null : fill(item['description']),
    })),
  };
}

function brokenShown({ kind, body, button, choices }: Shown): Broken | null {
  const [most, longest] = kind === 'quick-reply' ? [3, 20] : [10, 24];
  if (body.length > 1_024) return broken(63021, `body of ${body.length} characters`);
  if (kind === 'text') return /\s\s\s\s/.test(body) ? broken(63013, 'four spaces') : null;
  if (choices.length < 1 || choices.length > most) return broken(63013, `${choices.length} choices`);
  if (button !== null && (button === '' || button.length > 20)) return broken(63013, `button: ${button}`);
  const bad = choices.find(
    ({ label, id, description }) =>
      label === '' ||
      label.length > longest ||
      id === '' ||
      id.length > 200 ||
      id !== id.trim() ||
      (description !== null && (description === '' || description.length > 72)),
  );
  if (bad !== undefined) return broken(63013, `choice: ${JSON.stringify(bad)}`);
  return new Set(choices.map(({ id }) => id)).size === choices.length ? null : broken(63013, 'two choices of one id');
}

const kinds: Readonly<Record<string, Content['kind']>> = {
  'twilio/text': 'text',
  'twilio/quick-reply': 'quick-reply',
  'twilio/list-picker': 'list-picker',
};

/** The Content resource of a request to create one; the rule it breaks otherwise. */
export function readContent(json: unknown): Content | Broken {
  const { friendly_name: name, language, types, variables } = json as Record<string, unknown>;
  if (typeof name !== 'string' || typeof language !== 'string') return broken(20001, 'friendly_name and language');
  const [first, ...others] = Object.entries((types ?? {}) as Record<string, Record<string, unknown>>);
  const kind = kinds[first?.[0] ?? ''];
  if (first === undefined || kind === undefined || others.length > 0) return broken(20001, 'types');
  const used = [...JSON.stringify(first[1]).matchAll(/\{\{(\d+)\}\}/g)].map(([, found = '']) => found);
  const samples = readVariables(JSON.stringify(variables)) ?? {};
  if (used.some((found) => samples[found] === undefined)) return broken(20001, 'a sample for every variable');
  const content: Content = { kind, variables: [...new Set(used)], type: first[1] };
  return brokenShown(shownContent(content, samples)) ?? content;
}
