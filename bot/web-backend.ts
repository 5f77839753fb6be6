import { type Activity } from '../channels/direct-line/activity.ts';
import {
  type AcceptRequest,
  type CreditorFace,
  type DirectLineBackend,
  type StreamItem,
  type StreamSignal,
  type UploadedFile,
} from '../channels/direct-line/backend.ts';
import { renderMessage } from '../channels/direct-line/render.ts';
import { type Instant } from '../domain/calendar.ts';
import { type AttachedFile } from '../domain/command.ts';
import { AppError } from '../domain/errors.ts';
import { type Inbound } from '../domain/inbound.ts';
import { isLanguage, type Language } from '../domain/language.ts';
import { type FileLink } from '../domain/message.ts';
import { type LinkMaker, type ShownFile } from './file-links.ts';
import { type Intake } from './intake.ts';
import { type ConversationRef } from './ports.ts';
import { type Said, type SaidItem } from './said.ts';

/** A creditor as its chat needs it; `origins` are the sites that may show the chat. */
export type WebCreditor = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly paymentPage: string | null;
  readonly origins: readonly string[];
};

/** What the web chat reads of the store. */
export type WebStore = {
  /** By slug, or the only creditor when none is given. */
  creditor(slug: string | null): Promise<WebCreditor | null>;
  /** Whether some creditor lets that site show its chat. */
  knowsOrigin(origin: string): Promise<boolean>;
  /** Finds a web conversation by the key its client knows it by, whosever it is. */
  conversation(key: string): Promise<(ConversationRef & { readonly creditorName: string }) | null>;
  history(ref: ConversationRef, afterSeq: number, limit: number): Promise<readonly SaidItem[]>;
  /** Stores files as they came, in quarantine until someone looked at them; once, however often the message they come with is sent. */
  keepFiles(
    creditorId: string,
    files: readonly UploadedFile[],
    at: Instant,
    message: string,
  ): Promise<readonly AttachedFile[]>;
};

/** A link that serves this file of this creditor to whoever holds it. */
export type LinkTo = (creditorId: string, file: FileLink, language: Language) => string;

export type WebBackendDeps = {
  readonly store: WebStore;
  readonly intake: Intake;
  readonly said: Said;
  readonly publicUrl: () => string;
  readonly links: Pick<LinkMaker, 'firstToken' | 'tokensOf'>;
};

type Route = ConversationRef & { readonly creditorName: string };

/** Known routes are kept for as many conversations as are likely to be open at once. */
const mostRoutes = 20_000;

/**
 * Serves web conversations from the inbox and the outbox, so that they survive a restart. The id a client knows a conversation
 * by is its key; whose it is was fixed when it was opened.
 */
export function makeWebBackend(deps: WebBackendDeps): DirectLineBackend {
  const routes = makeRoutes(deps.store);
  return {
    findCreditor: (slug) => faceOf(deps.store, slug),
    isEmbedder: (origin) => deps.store.knowsOrigin(origin),
    open: (request) => open(deps, request),
    exists: async (key) => (await routes.find(key)) !== null,
    accept: async (request) => {
      const route = await routes.find(request.conversationId);
      if (route === null) throw new AppError('NOT_FOUND', { what: 'conversation' });
      return await accept(deps, route, request);
    },
    history: async (key, afterSeq, limit) => {
      const route = await routes.find(key);
      if (route === null) return [];
      const items = await deps.store.history(route, afterSeq, limit);
      const shown = items.flatMap((item) => filesOf(route, item));
      const tokens = await deps.links.tokensOf(shown);
      const urlOf = new Map(shown.map(({ file }, at) => [file, urlTo(deps, tokens[at] ?? '')]));
      return items.map((item) => render(deps, { key, route, fileUrl: (file) => urlOf.get(file) ?? '' }, item));
    },
    subscribe: (key, listener) => subscribe(deps, () => routes.find(key), key, listener),
  };
}

/** Whoever asks while the answer is on its way gets the same one: messages go on in the order in which they came. */
function makeRoutes(store: WebStore): { readonly find: (key: string) => Promise<Route | null> } {
  const known = new Map<string, Promise<Route | null>>();
  const ask = async (key: string): Promise<Route | null> => {
    let route: Route | null = null;
    try {
      return (route = await store.conversation(key));
    } finally {
      if (route === null) known.delete(key);
    }
  };
  return {
    find: (key) => {
      const asked = known.get(key);
      if (asked !== undefined) return asked;
      if (known.size >= mostRoutes) known.delete(known.keys().next().value ?? '');
      const route = ask(key);
      known.set(key, route);
      return route;
    },
  };
}

/** As the database has them; anything else, such as a NUL, is nobody's and is not asked for. */
const slugShape = /^[a-z0-9][a-z0-9-]{0,62}$/;

async function faceOf(store: WebStore, slug: string | null): Promise<CreditorFace | null> {
  if (slug !== null && !slugShape.test(slug)) return null;
  const found = await store.creditor(slug);
  if (found === null) return null;
  const { slug: own, name: displayName, paymentPage, origins } = found;
  return { slug: own, displayName, linkHosts: paymentPage === null ? [] : hostsOf(paymentPage), origins };
}

/** The host of an https address; a page elsewhere, or one that is no address, is shown as words and never as a link. */
function hostsOf(page: string): string[] {
  return page.startsWith('https://') && URL.canParse(page) ? [new URL(page).host] : [];
}

async function open(
  deps: WebBackendDeps,
  request: Parameters<DirectLineBackend['open']>[0],
): Promise<'created' | 'existing'> {
  const creditor = await deps.store.creditor(request.creditorSlug);
  if (creditor === null) throw new AppError('NOT_FOUND', { what: 'creditor' });
  const received = await deps.intake({
    creditorId: creditor.id,
    channel: 'web',
    counterpart: request.conversationId,
    externalId: `open:${request.conversationId}`,
    inbound: { text: '', option: null, files: [], event: 'opened', language: languageOf(request.locale) },
    echo: null,
    at: request.now,
  });
  return received.duplicate ? 'existing' : 'created';
}

async function accept(
  deps: WebBackendDeps,
  route: Route,
  request: AcceptRequest,
): Promise<{ id: string; duplicate: boolean }> {
  const { conversationId: key, activity, now } = request;
  const externalId = `${key}:${request.externalId}`;
  const files =
    request.files.length === 0 ? [] : await deps.store.keepFiles(route.creditorId, request.files, now, externalId);
  const received = await deps.intake({
    creditorId: route.creditorId,
    channel: 'web',
    counterpart: key,
    externalId,
    inbound: inboundOf(activity, files),
    echo: activity,
    at: now,
  });
  if (!received.duplicate) {
    const item: SaidItem = { seq: received.seq, id: received.inboxId, at: now, from: 'person', echo: activity };
    deps.said.echoed(route.conversationId, received.prev, [item, ...received.answers]);
  }
  return { id: idOf(key, received.seq), duplicate: received.duplicate };
}

function inboundOf(activity: Activity, files: readonly AttachedFile[]): Inbound {
  const option = activity.value?.['option'];
  const language = activity.value?.['language'];
  return {
    text: activity.text ?? '',
    option: typeof option === 'string' ? option : null,
    files,
    event: activity.type !== 'event' ? null : activity.name === 'language' ? 'language' : 'opened',
    language: languageOf(typeof language === 'string' ? language : activity.locale),
  };
}

function languageOf(locale: string | null | undefined): Language | null {
  const language = locale?.slice(0, 2).toLowerCase() ?? '';
  return isLanguage(language) ? language : null;
}

function idOf(key: string, seq: number): string {
  return `${key}|${String(seq).padStart(7, '0')}`;
}

function filesOf({ creditorId, conversationId }: Route, item: SaidItem): ShownFile[] {
  if (item.from === 'person') return [];
  const { files = [], language } = item.message;
  return files.map((file) => ({ creditorId, conversationId, file, language, since: item.at }));
}

type Showing = { readonly key: string; readonly route: Route; readonly fileUrl: (file: FileLink) => string };

function render(deps: WebBackendDeps, { key, route, fileUrl }: Showing, item: SaidItem): StreamItem {
  const id = idOf(key, item.seq);
  if (item.from === 'person') return { seq: item.seq, id, activity: item.echo as Activity };
  const activity = renderMessage(item.message, {
    conversationId: key,
    serviceUrl: deps.publicUrl(),
    botName: route.creditorName,
    at: item.at,
    fileUrl,
  });
  return { seq: item.seq, id, activity };
}

/** The links of what was said this moment. */
function firstUrl(deps: WebBackendDeps, route: Route, item: SaidItem): (file: FileLink) => string {
  const urlOf = new Map(filesOf(route, item).map((shown) => [shown.file, urlTo(deps, deps.links.firstToken(shown))]));
  return (file) => urlOf.get(file) ?? '';
}

function urlTo({ publicUrl }: WebBackendDeps, token: string): string {
  return `${publicUrl()}/f/${token}`;
}

function subscribe(
  deps: WebBackendDeps,
  find: () => Promise<Route | null>,
  key: string,
  listener: (signal: StreamSignal) => void,
): () => void {
  let leave: (() => void) | null = null;
  let left = false;
  const enter = async (): Promise<void> => {
    const route = await find();
    if (route === null || left) return;
    leave = deps.said.subscribe(route.conversationId, (heard) => {
      if (heard === null) listener({ kind: 'changed' });
      else
        listener({
          kind: 'items',
          after: heard.prev,
          items: heard.items.map((item) => render(deps, { key, route, fileUrl: firstUrl(deps, route, item) }, item)),
        });
    });
    listener({ kind: 'changed' });
  };
  enter().catch(() => {
    listener({ kind: 'changed' }); // reading the history fails too, and tells the client to come back
  });
  return () => {
    left = true;
    leave?.();
  };
}
